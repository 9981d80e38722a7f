import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NodePartFiles } from '../../../electron/adapters/part-files';
import { NodeSidecarFiles } from '../../../electron/adapters/sidecar-files';
import { systemClock, systemPlaces } from '../../../electron/adapters/system';
import { oneRoot } from '../../../electron/core/placement/roots';
import type { DownloadRecord } from '../../../electron/core/ports';
import { previewName } from '../../../electron/core/sidecars/preview-name';
import type { KnownModel } from '../../../electron/services/catalogue/known-model';
import { FolderNames } from '../../../electron/services/downloads/folder-names';
import { newRecord, placeFacts } from '../../../electron/services/downloads/new-record';
import { Placement } from '../../../electron/services/placement';
import { writeSidecars } from '../../../electron/services/sidecars/write-sidecars';
import type { DownloadTarget } from '../../../shared/download/download';
import { downloadIdSchema } from '../../../shared/ids';
import { ok } from '../../../shared/result';
import { SIDECAR_DIALECTS, SIDECAR_SUFFIXES } from '../../../shared/sidecars';
import { FakeSettings } from '../../support/rig';
import { someFacts } from '../../unit/core/sidecars/some-facts';

/** What a stranger may write where Civet makes names of it; `@` stands for an absolute path outside the root. */
const ATTACKS: readonly string[] = [
  // Traversal.
  '..',
  '.',
  '../../../outside/owned',
  '..\\..\\..\\outside\\owned',
  '....//....//outside',
  './../..',
  '/etc/passwd',
  '@',
  '@/owned',
  'C:\\Windows\\System32\\owned',
  'c:owned',
  '\\\\server\\share\\owned',
  '//server/share/owned',
  '\\\\?\\C:\\owned',
  '~/owned',
  '$HOME/owned',
  '%2e%2e%2fowned',
  '..%c0%afowned',
  '\uff0e\uff0e\uff0fowned',
  '\u2024\u2024/owned',
  'a/../../b',
  'file:///etc/passwd',
  'name\0/../../owned',
  'owned:stream',
  // As archives write their entries.
  '../evil.tar.gz',
  'dir/../../evil.zip',
  'link -> /etc',
  '-rf *',
  '--output=/tmp/owned',
  // Reserved names.
  'CON',
  'nul.safetensors',
  'com1',
  'LPT¹',
  'aux .x',
  'conin$',
  'desktop.ini',
  'thumbs.db',
  '.git',
  '.htaccess',
  '.civet',
  // Endings that a system or a program runs.
  'model.exe',
  'model.lnk',
  'model.app',
  'model.{2559a1f2-21d7-11d4-bdaf-00c04f60b9f0}',
  'model.safetensors.exe',
  'model.library-ms',
  // Too long, in letters and in bytes.
  'x'.repeat(300),
  '漢'.repeat(200),
  '👍🏽'.repeat(120),
  `${'a'.repeat(250)}.safetensors`,
  `a${'\u0301'.repeat(300)}`,
  // Bidirectional, zero-width, controls, halves.
  'gnp\u202e.exe',
  '\u2066hidden\u2069',
  '\u200b\u200c\u200d\ufeff',
  'a\u200b/\u200b../b',
  '\u{e0041}\u{e0042}',
  'line\nbreak\r\tand\u0007bell',
  '\ud800half',
  // Nothing at all, or nothing that stays.
  '',
  ' . . ',
  '___',
  '<>:"|?*',
  '{model}',
  '__proto__',
];

/** Where the words of a stranger end up. */
const TEMPLATES = [
  { file: '', folder: '' },
  { file: '{model}', folder: '' },
  { file: '{model} {version} [{precision}]', folder: '{base}/{creator}' },
  { file: '{file}', folder: '{tag}/{type}/{model}' },
  { file: '{creator|nobody}-{tag|none}', folder: '{version|x}' },
] as const;

/** What somebody has put into the folder beforehand, to lead a write elsewhere. */
const TRAPS = ['none', 'folder', 'file', 'dangling', 'sidecars', 'part'] as const;
type Trap = (typeof TRAPS)[number];

interface Case {
  readonly attack: string;
  readonly templates: (typeof TEMPLATES)[number];
  readonly trap: Trap;
}

/** Each attack with each template without a trap, and with two traps in turn, so that every pair of them meets. */
const CASES: readonly Case[] = ATTACKS.flatMap((attack, at) =>
  TEMPLATES.flatMap((templates, number) => {
    const traps = TRAPS.slice(1);
    const first = (at + number) % traps.length;
    const second = (at + number * 2 + 2) % traps.length;
    return [...new Set<Trap>(['none', traps[first] ?? 'none', traps[second] ?? 'none'])].map((trap) => ({
      attack,
      templates,
      trap,
    }));
  }),
);

/** Disks take their time to sync. */
const AT_ONCE = 16;
const PRECIOUS = 'nobody may touch this';
const WEIGHTS = Buffer.from('the weights');
const PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const ID = downloadIdSchema.parse('ab'.repeat(16));
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i;

/** Usable on Windows, macOS and Linux, and nothing but a name. */
function problemOfName(name: string): string | null {
  if (!/^[^<>:"/\\|?*]+$/.test(name)) return 'has a sign that some system does not take';
  if (/^[.\s]|[.\s]$/.test(name)) return 'begins or ends with a dot or a blank';
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)) return 'has a sign that nobody sees';
  if (DEVICE.test(name)) return 'is a device';
  if (/\.(exe|lnk|app|library-ms|\{[^}]*\})$/i.test(name)) return 'is run by some system';
  return Buffer.byteLength(name) > 255 ? 'is too long' : null;
}

function targetOf(words: string): DownloadTarget {
  const { target } = someFacts();
  return {
    ...target,
    modelName: words,
    versionName: words,
    modelType: words,
    baseModel: words,
    creator: words,
    firstTag: words,
    tags: [words],
    file: { ...target.file, untrustedName: `${words}.safetensors`, precision: words, sizeClass: words },
  };
}

/** Through the plan, the folders, the part file, the name, the sidecars and the preview, as a download goes. */
async function run(base: string, { attack, templates, trap }: Case): Promise<readonly string[]> {
  const [root, outside] = [join(base, 'root'), join(base, 'outside')];
  await mkdir(root);
  await mkdir(outside);
  await writeFile(join(outside, 'precious.txt'), PRECIOUS);
  const target = targetOf(attack.replaceAll('@', join(outside, 'owned')));
  const settings = new FakeSettings();
  settings.saveFolders(oneRoot('comfyui', root));
  settings.saveSettings({ ...settings.settings(), names: templates });
  const planned = new Placement(settings, systemPlaces, () => undefined).plan(target);
  if (!planned.ok) return [`there is no plan: ${planned.error.code}`];
  const place = planned.value;
  const record = newRecord(ID, target, placeFacts(place, ID, systemPlaces, null), '', 0);
  const parts = new NodePartFiles();
  const below = place.subfolder.split('/').filter(Boolean);
  const kindFolder = join(place.folder, ...below.map(() => '..'));
  const isTrapped = await setTrap(trap, { outside, kindFolder, below, record });

  const problems = [...below, place.fileName].flatMap((name) => {
    const problem = problemOfName(name);
    return problem === null ? [] : [`${JSON.stringify(name)} ${problem}`];
  });
  const made = await parts.ensureFolder(place.root, place.folder, place.subfolder);
  const opened = made.ok ? await parts.open(record.partPath, true) : made;
  if (!opened.ok) {
    if (!isTrapped) problems.push(`it is refused: ${opened.error.code}`);
    return [...problems, ...(await escaped(base))];
  }
  if (trap === 'folder' && isTrapped) problems.push('a link out of the folder is followed');
  if (trap === 'part') problems.push('a link under the name of the part is followed');
  const written = await opened.value.write([WEIGHTS], 0);
  await opened.value.sync();
  await opened.value.close();
  if (!written.ok) problems.push(`it is not written: ${written.error.code}`);
  const names = new FolderNames(parts, systemClock);
  const finalName = await names.free(place.folder, place.fileName, target.file.precision, []);
  const placed = await parts.place(record.partPath, join(place.folder, finalName));
  if (!placed.ok || placed.value !== 'placed') problems.push('it gets no name');
  await writeBeside(record, finalName, parts);
  const read = await readFile(join(place.folder, finalName)).catch(() => null);
  if (read?.equals(WEIGHTS) !== true) problems.push('it is not there under its name');
  return [...problems, ...(await escaped(base)), ...(await oddNames(root, kindFolder))];
}

async function setTrap(
  trap: Trap,
  at: {
    readonly outside: string;
    readonly kindFolder: string;
    readonly below: readonly string[];
    readonly record: DownloadRecord;
  },
): Promise<boolean> {
  const { outside, kindFolder, below, record } = at;
  const precious = join(outside, 'precious.txt');
  const [first] = below;
  if (trap === 'none' || (trap === 'folder' && first === undefined)) return false;
  await mkdir(trap === 'folder' ? kindFolder : record.folder, { recursive: true });
  if (trap === 'folder') await symlink(outside, join(kindFolder, first ?? ''));
  if (trap === 'file') await symlink(precious, join(record.folder, record.fileName));
  if (trap === 'dangling') await symlink(join(outside, 'new'), join(record.folder, record.fileName));
  if (trap === 'part') await symlink(precious, record.partPath);
  if (trap === 'sidecars') {
    const stem = record.fileName.replace(/\.[^.]*$/, '');
    const beside = SIDECAR_DIALECTS.map((dialect) => `${stem}${SIDECAR_SUFFIXES[dialect]}`);
    for (const name of new Set([...beside, previewName(stem, 'image/png') ?? '']))
      await symlink(name.length % 2 === 0 ? precious : join(outside, 'new'), join(record.folder, name));
  }
  return true;
}

async function writeBeside(record: DownloadRecord, finalName: string, parts: NodePartFiles): Promise<void> {
  const { target } = record;
  const facts = someFacts();
  const words = target.modelName;
  const version = {
    ...facts.version,
    id: target.versionId,
    name: words,
    triggerWords: [words, words],
    pictures: [{ url: 'https://image.civitai.test/x', maturity: 'PG', blurhash: null }],
  };
  const model = { ...facts.model, id: target.modelId, name: words, tags: [words], versions: [version] };
  await writeSidecars(
    {
      files: new NodeSidecarFiles(parts),
      places: systemPlaces,
      // The rest of a model is not asked for.
      catalogue: { whole: async () => ok({ model: model as unknown as KnownModel, age: null }) as never },
      version: async () => ok({ id: target.versionId, name: words, trainedWords: [words], files: [] }),
      still: async () => PICTURE,
      maturity: () => 'PG',
    },
    {
      folder: record.folder,
      fileName: finalName,
      bytes: WEIGHTS.length,
      sha256: facts.sha256,
      placedAtMs: 0,
      kind: record.folderKind,
      target,
    },
    { dialects: [...SIDECAR_DIALECTS], hasPreview: true },
    new AbortController().signal,
  );
}

/** Whatever is new, or another, outside the root. */
async function escaped(base: string): Promise<readonly string[]> {
  const outside = await readdir(join(base, 'outside'));
  const above = await readdir(base);
  const precious = await readFile(join(base, 'outside', 'precious.txt'), 'utf8').catch(() => null);
  return [
    ...(above.toSorted().join() === 'outside,root' ? [] : [`beside the root there is ${above.join()}`]),
    ...(outside.join() === 'precious.txt' ? [] : [`outside there is ${outside.join()}`]),
    ...(precious === PRECIOUS ? [] : ['a file outside was written to']),
  ];
}

/** Everything that was made has a usable name; links are the trap's own. */
async function oddNames(root: string, kindFolder: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const problems: string[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if ((await lstat(path)).isSymbolicLink()) continue;
    const isBelow = relative(kindFolder, path).split(sep)[0] !== '..';
    const problem = isBelow ? problemOfName(entry.name) : null;
    if (problem !== null) problems.push(`${JSON.stringify(entry.name)} ${problem}`);
    if (entry.name.endsWith('.part')) problems.push(`${entry.name} is left`);
  }
  return problems;
}

describe(`a name, tag or trained word that is an attack, in ${CASES.length} cases`, () => {
  it('leaves its root in none of them, and has a usable name in all', async () => {
    expect(CASES.length).toBeGreaterThanOrEqual(500);
    for (const trap of TRAPS) expect(CASES.some((each) => each.trap === trap)).toBe(true);
    const base = await mkdtemp(join(tmpdir(), 'civet-attacks-'));
    const failed: string[] = [];
    try {
      const left = [...CASES.entries()];
      const work = async () => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) {
          const [at, each] = next;
          const folder = join(base, String(at));
          await mkdir(folder);
          const problems = await run(folder, each);
          const { attack, templates, trap } = each;
          for (const problem of problems)
            failed.push(`${JSON.stringify(attack)} as ${JSON.stringify(templates)} with ${trap}: ${problem}`);
          await rm(folder, { recursive: true, force: true });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    } finally {
      await rm(base, { recursive: true, force: true });
    }
    expect(failed).toEqual([]);
    console.log(`${CASES.length} path attacks, none escaped its root, each has a usable name.`);
  }, 300_000);
});
