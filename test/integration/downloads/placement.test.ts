import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeConfigFiles } from '../../../electron/adapters/config-files';
import { systemPlaces } from '../../../electron/adapters/system';
import { rootIdOf } from '../../../electron/core/placement/roots';
import { Placement } from '../../../electron/services/placement';
import type { FoldersView, Layout } from '../../../shared/placement';
import type { Result } from '../../../shared/result';
import { Bench } from '../../support/bench';
import { FakeSettings } from '../../support/rig';

const bench = new Bench();

/** Folders and files of a program, as its installer leaves them; a path that ends with a slash is a folder. */
async function install(root: string, ...paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    if (path.endsWith('/')) await mkdir(join(root, path), { recursive: true });
    else {
      await mkdir(join(root, path, '..'), { recursive: true });
      await writeFile(join(root, path), '');
    }
  }
  return root;
}

function placement() {
  const settings = new FakeSettings();
  const told: FoldersView[] = [];
  const made = new Placement(settings, systemPlaces, (view) => told.push(view), nodeConfigFiles);
  return { made, settings, told };
}

type Chosen = Extract<FoldersView, { kind: 'chosen' }>;

function chosen(answer: Result<FoldersView, unknown>): Chosen {
  if (!answer.ok || answer.value.kind !== 'chosen') throw new Error(`Not chosen: ${JSON.stringify(answer)}`);
  return answer.value;
}

const target = (modelType: string, type = 'Model') => ({
  modelType,
  baseModel: 'SDXL 1.0',
  modelId: 3,
  versionId: 1,
  fileId: 2,
  modelName: 'A model',
  versionName: 'v1',
  creator: null,
  hashes: { sha256: null, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null },
  file: {
    untrustedName: 'a.safetensors',
    type,
    format: 'SafeTensor',
    precision: null,
    sizeClass: null,
    approximateBytes: null,
  },
});

describe('choosing a root', () => {
  it.each<[Layout, string, readonly string[], string]>([
    ['comfyui', 'ComfyUI', ['models/checkpoints/'], ''],
    ['comfyui', 'ComfyUI', ['models/checkpoints/'], 'models'],
    ['comfyui', 'ComfyUI', ['comfy/sd.py', 'models/checkpoints/'], '..'],
    ['a1111', 'stable-diffusion-webui', ['webui.py', 'models/Stable-diffusion/'], ''],
    ['a1111', 'webui', ['webui.py', 'models/Stable-diffusion/'], '..'],
    ['forge', 'webui', ['webui.py', 'modules_forge/forge_version.py', 'models/Stable-diffusion/'], '..'],
    ['reforge', 'stable-diffusion-webui-reForge', ['webui.py', 'modules_forge/forge_clip_sd3.py'], '..'],
    ['sdnext', 'sdnext', ['webui.py', 'cli/api-txt2img.py', 'models/Stable-diffusion/'], '..'],
    ['swarmui', 'SwarmUI', ['src/SwarmUI.csproj', 'Models/Stable-Diffusion/'], 'Models'],
    ['fooocus', 'Fooocus', ['fooocus_version.py', 'webui.py', 'models/checkpoints/'], '..'],
    ['stabilitymatrix', 'Data', ['.sm-portable', 'Models/StableDiffusion/'], '..'],
    ['stabilitymatrix', 'Data', ['.sm-portable', 'Models/StableDiffusion/'], 'Models'],
    ['invokeai', 'invokeai', ['invokeai.yaml', 'databases/invokeai.db', 'models/'], 'models'],
  ])('recognises %s, installed as %s with %o, from “%s”', async (layout, name, paths, step) => {
    const root = await install(join(bench.models, name), ...paths);
    const answer = await placement().made.chooseRoot(join(root, step), null);
    expect(chosen(answer).roots).toMatchObject([{ layout, path: root, isThere: true }]);
  });

  it.each(['comfyui', 'a1111', null] as const)(
    'recognises nothing in an empty folder (%s), and takes it as plain when told to',
    async (layout) => {
      const { made } = placement();
      const empty = await install(join(bench.models, 'a', 'b', 'empty'), './');
      expect(await made.chooseRoot(empty, layout)).toMatchObject({
        ok: false,
        error: { code: 'input.notThatLayout', params: { path: empty } },
      });
      expect(chosen(await made.takeRefused('plain')).roots).toMatchObject([{ layout: 'plain', path: empty }]);
    },
  );
});

describe('several roots', () => {
  it('sends files to the usual one, a kind elsewhere, and forgets one without touching it', async () => {
    const { made, told } = placement();
    const comfy = await install(
      join(bench.models, 'ComfyUI'),
      'models/checkpoints/',
      'models/loras/x.safetensors',
    );
    const forge = await install(join(bench.models, 'forge'), 'webui.py', 'modules_forge/forge_version.py');
    await made.chooseRoot(comfy, null);
    expect(chosen(await made.chooseRoot(forge, null)).usualId).toBe(rootIdOf(comfy));
    const [first, second] = made.roots();
    expect([first?.path, second?.path, second?.layout]).toEqual([comfy, forge, 'forge']);
    expect(made.plan(target('LORA'))).toMatchObject({ value: { root: comfy, label: 'ComfyUI › loras' } });

    await made.useRootForKind('lora', rootIdOf(forge));
    expect(made.plan(target('LORA'))).toMatchObject({
      value: { root: forge, layout: 'forge', folder: join(forge, 'models', 'Lora'), label: 'Forge › Lora' },
    });
    expect(made.plan(target('Checkpoint', 'VAE'))).toMatchObject({
      value: { folder: join(comfy, 'models', 'vae'), why: { code: 'fileType' } },
    });
    await made.setUsual(rootIdOf(forge));
    expect(made.plan(target('Checkpoint', 'VAE'))).toMatchObject({ value: { root: forge } });
    expect(made.usualPath()).toBe(forge);

    const left = chosen(await made.removeRoot(rootIdOf(forge)));
    expect([left.roots.length, left.usualId]).toEqual([1, rootIdOf(comfy)]);
    expect(await systemPlaces.exists(join(forge, 'webui.py'))).toBe(true);
    expect(made.plan(target('LORA'))).toMatchObject({ value: { root: comfy } });
    const back = chosen(await made.takeBack());
    expect([back.roots.length, back.usualId]).toEqual([2, rootIdOf(forge)]);
    expect(told.at(-1)).toEqual(back);
    expect(await made.takeBack()).toMatchObject({ ok: false });
  });

  it('forgets the last one, and has no place for anything then', async () => {
    const { made, settings } = placement();
    await made.chooseRoot(bench.models, 'plain');
    expect(await made.removeRoot(rootIdOf(bench.models))).toEqual({ ok: true, value: { kind: 'notChosen' } });
    expect([settings.folders(), made.roots(), made.usualPath()]).toEqual([null, [], null]);
    expect(made.plan(target('LORA'))).toMatchObject({ error: { code: 'input.folderNotChosen' } });
  });

  it('says that a root is not there, and tells of it when it comes back', async () => {
    const { made, told } = placement();
    const drive = await install(join(bench.models, 'drive'), './');
    await made.chooseRoot(drive, 'plain');
    await rm(drive, { recursive: true });
    const count = told.length;
    await made.lookAgain();
    await made.lookAgain();
    expect(told).toHaveLength(count + 1);
    expect(told.at(-1)).toMatchObject({ roots: [{ isThere: false }] });
    await mkdir(drive);
    await made.lookAgain();
    expect(told.at(-1)).toMatchObject({ roots: [{ isThere: true }] });
  });

  it('never takes a folder of what InvokeAI manages', async () => {
    const { made } = placement();
    const root = await install(join(bench.models, 'invokeai'), 'invokeai.yaml', 'models/sdxl/');
    await made.chooseRoot(root, null);
    expect(made.plan(target('LORA'))).toMatchObject({
      value: { folder: join(root, 'civet-models', 'loras') },
    });
    const managed = { error: { code: 'input.managedFolder' } };
    expect(await made.chooseForKind('lora', join(root, 'models', 'sdxl'))).toMatchObject(managed);
    expect(await made.chooseRoot(join(root, 'models', 'sdxl'), 'plain')).toMatchObject(managed);
    expect(await made.chooseForKind('lora', join(root, 'mine'))).toMatchObject({ ok: true });
  });

  it('never takes one either that a link leads to', async () => {
    const { made } = placement();
    const root = await install(join(bench.models, 'invokeai'), 'invokeai.yaml', 'models/sdxl/', 'other/');
    await made.chooseRoot(root, null);
    const managed = { error: { code: 'input.managedFolder' } };
    const link = join(bench.models, 'link');
    await symlink(join(root, 'models'), link);
    expect(await made.chooseForKind('lora', join(link, 'new'))).toMatchObject(managed);
    expect(await made.chooseRoot(join(link, 'sdxl'), 'plain')).toMatchObject(managed);
    // The folder becomes such a link after it was chosen.
    const own = join(bench.models, 'own');
    await mkdir(own);
    expect(await made.chooseForKind('lora', own)).toMatchObject({ ok: true });
    await rm(own, { recursive: true });
    await symlink(join(root, 'models', 'sdxl'), own);
    await made.lookAgain();
    expect(made.plan(target('LORA'))).toMatchObject(managed);
  });

  it('never takes a folder of InvokeAI’s when its own store is a link', async () => {
    const { made } = placement();
    const root = await install(join(bench.models, 'invokeai'), 'invokeai.yaml');
    const store = join(bench.models, 'store');
    await mkdir(store);
    await symlink(store, join(root, 'models'));
    await made.chooseRoot(root, null);
    expect(await made.chooseForKind('lora', store)).toMatchObject({ error: { code: 'input.managedFolder' } });
  });
});
