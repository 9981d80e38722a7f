import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeConfigFiles } from '../../../electron/adapters/config-files';
import { systemPlaces } from '../../../electron/adapters/system';
import { oneRoot } from '../../../electron/core/placement/roots';
import { Placement } from '../../../electron/services/placement';
import type { FolderKind, RootView } from '../../../shared/placement';
import { FakeSettings } from '../../support/rig';

let home: string;
let comfy: string;
let placement: Placement;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'civet-extra-'));
  comfy = join(home, 'ComfyUI');
  await mkdir(join(comfy, 'models', 'checkpoints'), { recursive: true });
  placement = new Placement(new FakeSettings(), systemPlaces, () => undefined, nodeConfigFiles);
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** What the page shows of ComfyUI, after this has been written beside it. */
async function withList(text: string): Promise<RootView> {
  await writeFile(join(comfy, 'extra_model_paths.yaml'), text);
  return looked();
}

async function looked(): Promise<RootView> {
  await placement.chooseRoot(comfy, null);
  const view = await placement.view();
  const root = view.kind === 'chosen' ? view.roots[0] : undefined;
  if (root === undefined) throw new Error('No root.');
  return root;
}

async function shown(kind: FolderKind) {
  const view = await placement.view();
  return view.kind === 'chosen' ? view.folders.find((folder) => folder.kind === kind) : undefined;
}

function planned(modelType: string) {
  const file = {
    untrustedName: 'a.safetensors',
    type: 'Model',
    format: null,
    precision: null,
    sizeClass: null,
  };
  const version = { modelId: 1, versionId: 2, fileId: 3, modelName: 'm', versionName: 'v', creator: null };
  const place = placement.plan({
    ...version,
    modelType,
    baseModel: 'SDXL 1.0',
    hashes: { sha256: null, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null },
    file: { ...file, approximateBytes: null },
  });
  if (!place.ok) throw new Error(place.error.code);
  return place.value;
}

describe('extra_model_paths.yaml', () => {
  it('is not missed', async () => {
    expect(await looked()).toMatchObject({ further: [], problem: null });
  });

  it('names further folders, relative to itself, to its base or to the home folder', async () => {
    const base = join(home, 'big');
    await mkdir(join(base, 'loras'), { recursive: true });
    const root = await withList(`
# as in the example that comes with ComfyUI
big:
    base_path: ${base}
    loras: |
        loras
        more/../lycoris
    custom_nodes: nodes
beside:
    vae: ../vae
home:
    base_path: ~/civet-nowhere
    checkpoints: ck
`);
    expect(root.problem).toBeNull();
    expect(root.further).toEqual([
      { kind: 'lora', path: join(base, 'loras'), isDefault: false, exists: true },
      { kind: 'lora', path: join(base, 'lycoris'), isDefault: false, exists: false },
      { kind: 'vae', path: join(home, 'vae'), isDefault: false, exists: false },
      { kind: 'checkpoint', path: join(homedir(), 'civet-nowhere', 'ck'), isDefault: false, exists: false },
    ]);
    expect(placement.roots()[0]?.further.map(({ path }) => path)).toEqual(
      root.further.map(({ path }) => path),
    );
    expect(planned('LORA').folder).toBe(join(comfy, 'models', 'loras'));
  });

  it('sends new files to its default, unless the user says otherwise', async () => {
    const base = join(home, 'big');
    await mkdir(base);
    await withList(`
a: {base_path: ${base}, is_default: yes, loras: "first\\nloras", checkpoints: /elsewhere}
b: {base_path: ${base}, vae: vae}
`);
    expect(planned('LORA')).toMatchObject({
      root: base,
      folder: join(base, 'loras'),
      label: 'ComfyUI › loras',
    });
    expect(planned('DoRA').folder).toBe(join(base, 'loras'));
    expect(planned('Checkpoint')).toMatchObject({ root: '/elsewhere', folder: '/elsewhere' });
    expect(planned('VAE').folder).toBe(join(comfy, 'models', 'vae'));
    expect(await shown('lora')).toMatchObject({ reason: 'extraPaths', exists: false, canBeMade: true });
    // A folder that stands alone is never made: its drive may not be there.
    expect(await shown('checkpoint')).toMatchObject({ exists: false, canBeMade: false });
    expect(await shown('vae')).toMatchObject({ reason: 'layout', exists: false, canBeMade: true });
    await placement.chooseForKind('lora', join(home, 'mine'));
    expect(planned('LORA').folder).toBe(join(home, 'mine'));
  });

  it('is read anew whenever somebody looks, and is none of the business of another program', async () => {
    await withList(`a: {vae: /vae}`);
    await rm(join(comfy, 'extra_model_paths.yaml'));
    expect((await looked()).further).toEqual([]);
    await writeFile(join(comfy, 'extra_model_paths.yaml'), 'a: {vae: /vae}');
    await placement.chooseRoot(comfy, 'plain');
    expect(await placement.view()).toMatchObject({ roots: [{ layout: 'plain', further: [] }] });
  });

  it.each([
    ['an alias bomb', bomb(), 'notYaml'],
    ['an alias of itself', 'a: &a {loras: *a}', 'wrongShape'],
    ['no YAML', 'a: [1, 2', 'notYaml'],
    ['a nesting without end', '['.repeat(60_000), 'notYaml'],
    ['a tab where none may be', 'a:\n\tloras: x', 'notYaml'],
    ['a list', '- a\n- b', 'wrongShape'],
    ['a value of a wrong type', 'a: {loras: [x, y]}', 'wrongShape'],
    ['binary', '\u0000\u0001\u0002', 'wrongShape'],
    ['more than a list of folders', `a: {loras: ${'x'.repeat(300_000)}}`, 'tooLarge'],
  ])('with %s is a problem that is said, and nothing else', async (_name, text, kind) => {
    const root = await withList(text);
    expect(root.problem).toMatchObject({ kind, path: join(comfy, 'extra_model_paths.yaml') });
    expect(root.further).toEqual([]);
    expect(planned('LORA').folder).toBe(join(comfy, 'models', 'loras'));
  });

  it.skipIf(process.platform === 'win32')('that never ends, or is a folder, is not read', async () => {
    await symlink('/dev/zero', join(comfy, 'extra_model_paths.yaml'));
    expect((await looked()).problem).toMatchObject({ kind: 'unreadable' });
    await rm(join(comfy, 'extra_model_paths.yaml'));
    await mkdir(join(comfy, 'extra_model_paths.yaml'));
    expect((await looked()).problem).toMatchObject({ kind: 'unreadable' });
  });
});

/** Nine levels of nine: in full it would be 387 million words. */
function bomb(): string {
  const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const lines = levels.map((name, at) => {
    const before = levels[at - 1];
    return `${name}: &${name} [${Array(9)
      .fill(before === undefined ? 'lol' : `*${before}`)
      .join(', ')}]`;
  });
  return lines.join('\n');
}

describe('a list that is edited while Civet runs', () => {
  it('is read anew before the next plan, and not when nothing has changed', async () => {
    const reads: string[] = [];
    const told: number[] = [];
    const files = {
      ...nodeConfigFiles,
      readYaml: (path: string, most: number) => {
        reads.push(path);
        return nodeConfigFiles.readYaml(path, most);
      },
    };
    placement = new Placement(new FakeSettings(), systemPlaces, () => told.push(1), files);
    await looked();
    const before = [reads.length, told.length];
    await placement.renew();
    expect([reads.length, told.length]).toEqual(before);
    const fast = join(home, 'fast');
    await writeFile(join(comfy, 'extra_model_paths.yaml'), `a:\n  is_default: true\n  loras: ${fast}\n`);
    await placement.renew();
    expect(planned('LORA').folder).toBe(fast);
    expect(told.length).toBe((before[1] ?? 0) + 1);
    await rm(join(comfy, 'extra_model_paths.yaml'));
    await placement.renew();
    expect(planned('LORA').folder).toBe(join(comfy, 'models', 'loras'));
  });
});

describe('a list that names what InvokeAI keeps for itself', () => {
  it('leads nothing in there, and the table says why', async () => {
    const invoke = join(home, 'invokeai');
    await mkdir(join(invoke, 'models'), { recursive: true });
    await writeFile(join(invoke, 'invokeai.yaml'), '');
    const store = join(invoke, 'models', 'loras');
    await withList(`a:\n  is_default: true\n  loras: ${store}\n`);
    expect(planned('LORA').folder).toBe(store);
    expect((await placement.chooseRoot(invoke, null)).ok).toBe(true);
    expect(() => planned('LORA')).toThrow('input.managedFolder');
    expect(await shown('lora')).toMatchObject({ path: store, isManaged: true });
    expect(await shown('vae')).toMatchObject({ isManaged: false });
    expect(planned('VAE').folder).toBe(join(comfy, 'models', 'vae'));
  });

  it('refuses an earlier plain folder in there as well', async () => {
    const invoke = join(home, 'invokeai');
    await mkdir(join(invoke, 'models'), { recursive: true });
    const settings = new FakeSettings();
    settings.saveFolders(oneRoot('plain', join(invoke, 'models')));
    placement = new Placement(settings, systemPlaces, () => undefined, nodeConfigFiles);
    expect(planned('LORA').folder).toBe(join(invoke, 'models', 'loras'));
    await writeFile(join(invoke, 'invokeai.yaml'), '');
    expect((await placement.chooseRoot(invoke, null)).ok).toBe(true);
    expect(() => planned('LORA')).toThrow('input.managedFolder');
  });
});
