import { statSync, utimesSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemCopyCalls } from '../../../electron/adapters/file-copies';
import { controlOf, newControl } from '../../../electron/adapters/library-messages';
import { readBuffer, readWholeFile } from '../../../electron/adapters/library-reading';
import { openLibrary } from '../../../electron/adapters/library-store';
import { FolderWalk, type KnownFile } from '../../../electron/adapters/library-walk';
import { ToldUses } from '../../../electron/adapters/told-uses';
import { nodeWeightHeaders } from '../../../electron/adapters/weight-headers';
import type { FoundFile, WalkSummary } from '../../../electron/core/library/ports';
import { SpaceReports } from '../../../electron/services/library/space-reports';
import { EVERYTHING } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

const DAY_S = 86_400;
const TELLS = '1 0 8:1 / / rw,relatime - ext4 /dev/sda rw';
const IS_SILENT = '1 0 8:1 / / rw,noatime - ext4 /dev/sda rw';
/** Long enough ago that every file system that notes reads notes the next one. */
const longAgoS = Math.floor(Date.now() / 1_000) - 400 * DAY_S;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let opened: ReturnType<typeof openLibrary>;
const path = (name: string) => join(folder.path, name);

beforeEach(async () => {
  folder = await temporaryFolder('last-use');
  opened = openLibrary(path('library.db'), 0, () => undefined);
  await opened.store.listOnly([folder.path]);
});
afterEach(async () => {
  opened.store.close();
  await folder.remove();
});

function walk(mountInfo = TELLS): WalkSummary & { readonly found: readonly FoundFile[] } {
  const found: FoundFile[] = [];
  const known = new Map<string, KnownFile>();
  type Row = [string, number, string, string, number, number | null, string];
  for (const rows of opened.store.known(null))
    for (const [each, bytes, mtimeNs, dev, isMissing, usedMs, drive] of JSON.parse(rows) as Row[])
      known.set(each, { bytes, mtimeNs, dev, isMissing: isMissing === 1, usedMs, drive });
  const done = new FolderWalk({
    roots: [folder.path],
    only: null,
    files: [],
    readsClaims: true,
    known,
    control: controlOf(newControl()),
    told: new ToldUses(mountInfo),
    drives: { of: () => 'the drive' },
    onFound: (files) => found.push(...files),
  }).run();
  if (!done.ok) throw new Error(done.error.code);
  return { ...done.value, found };
}

/** Walks, and keeps what was found. */
async function look(mountInfo = TELLS) {
  const { found, uses } = walk(mountInfo);
  opened.store.keepFound(found, 0);
  await opened.store.keepUses(uses);
  const page = opened.store.list({ ...EVERYTHING, order: { by: 'used', isDescending: false } }, 0, 10, 'all');
  if (!page.ok) throw new Error(page.error.code);
  return page.value.files.map(({ fileName, use }) => ({ fileName, use }));
}

describe('when files were used last', () => {
  it('is told where the disk takes note of it, found anew by each look, and sorted with what is not told last', async () => {
    const writtenS = Math.floor(Date.now() / 1_000) - 10 * DAY_S;
    for (const name of ['b', 'a']) {
      await writeFile(path(`${name}.safetensors`), name);
      utimesSync(path(`${name}.safetensors`), writtenS, writtenS);
    }
    expect(await look()).toMatchObject([{ use: { isUsed: false } }, { use: { isUsed: false } }]);
    const laterS = Math.ceil(Date.now() / 1_000) + 2 * DAY_S;
    const laterMs = laterS * 1_000;
    utimesSync(path('a.safetensors'), laterS, writtenS);
    expect(walk().found).toEqual([]);
    expect(await look()).toMatchObject([
      { fileName: 'b.safetensors', use: { isUsed: false } },
      { fileName: 'a.safetensors', use: { isUsed: true, atMs: laterMs } },
    ]);
    expect(walk().uses).toEqual([]);
    const facets = opened.store.facets();
    expect(facets.ok && facets.value.tellsUse).toBe(true);
    expect(await look(IS_SILENT)).toMatchObject([{ use: null }, { use: null }]);
    expect(await look('')).toMatchObject([{ use: null }, { use: null }]);
    const silent = opened.store.facets();
    expect(silent.ok && silent.value.tellsUse).toBe(false);
  });

  it('is added up for the space report, and is a wish of the list', async () => {
    await writeFile(path('old.safetensors'), 'four');
    await writeFile(path('new.safetensors'), 'seven77');
    await look();
    // Its drive is known by then, and told no more.
    expect(walk().uses).toEqual([]);
    const [oldFile] = walk('').uses.filter((each) => each.path === path('old.safetensors'));
    expect(oldFile).toMatchObject({ path: path('old.safetensors'), use: null });
    await opened.store.keepUses([
      { path: path('old.safetensors'), use: { atMs: 1, isUsed: true }, drive: 'the drive' },
    ]);
    const reports = new SpaceReports({
      space: opened.space,
      duplicates: opened.duplicates,
      volumes: { look: async () => 'missing' },
      clock: { nowMs: () => Date.now() },
      folders: () => [{ id: 0, path: folder.path }],
    });
    const made = await reports.report();
    const unused = made.ok ? made.value.unused : null;
    expect(unused).toMatchObject({ fileCount: 1, bytes: 4 });
    const page = opened.store.list({ ...EVERYTHING, usedBeforeMs: unused?.usedBeforeMs ?? 0 }, 0, 10, 'all');
    expect(page.ok && page.value.files.map(({ fileName }) => fileName)).toEqual(['old.safetensors']);
    await look('');
    const silent = await reports.report();
    expect(silent.ok && silent.value.unused).toBeNull();
  });

  it('is what other programs did: Civet reads without a trace', async () => {
    const file = path('a.safetensors');
    await writeFile(file, Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')]));
    await symlink(file, path('link.safetensors'));
    utimesSync(file, longAgoS, longAgoS + 1);
    const before = statSync(file, { bigint: true });
    walk();
    expect(readWholeFile(file, readBuffer(), controlOf(newControl())).ok).toBe(true);
    await nodeWeightHeaders.recognise(file);
    const { signal } = new AbortController();
    await systemCopyCalls.copy(file, path('copy.part'), { signal, onBytes: () => undefined });
    const calledOff = systemCopyCalls.copy(file, path('half.part'), {
      signal: AbortSignal.abort(),
      onBytes: () => undefined,
    });
    await expect(calledOff).rejects.toThrow();
    const after = statSync(file, { bigint: true });
    expect([after.atimeNs, after.ctimeNs]).toEqual([before.atimeNs, before.ctimeNs]);
    // What was copied to another drive was not used because of that.
    expect(statSync(path('copy.part')).atimeMs).toBe(longAgoS * 1_000);
  });
});
