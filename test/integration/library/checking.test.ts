import { appendFile, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckTally } from '../../../shared/library/library';
import { EVERYTHING, type LibraryRig, replaceUnseen, writeModel } from '../../support/library-rig';
import { libraryRoom } from '../../support/library-room';

const room = libraryRoom();
const { inModels } = room;
let rig: LibraryRig;

/** Long to read, and nothing on disk. */
const BIG_BYTES = 160 * 2 ** 20;
const none: CheckTally = {
  ...{
    unchangedCount: 0,
    damagedCount: 0,
    changedCount: 0,
    missingCount: 0,
    unreadableCount: 0,
    newCount: 0,
    brokenCount: 0,
  },
};

beforeEach(async () => {
  await writeFile(inModels('other.safetensors'), 'other');
  rig = room.start();
});
afterEach(() => expect(rig.bugs).toEqual([]));

const ended = async () => {
  await expect.poll(() => rig.library.status().check.kind, { interval: 5 }).toBe('ended');
  await rig.rests();
  return rig.library.status().check;
};
const check = async (fileName: string) => {
  const begun = rig.library.checkFiles({ kind: 'files', ids: [rig.file(fileName).id] });
  expect(begun.ok).toBe(true);
  return ended();
};
const checkAll = () => rig.library.checkFiles({ kind: 'wish', wish: EVERYTHING, exceptIds: [] });
/** As a disk that fails leaves it. */
async function rot(path: string): Promise<Buffer> {
  const good = await readFile(path);
  const bad = Buffer.from(good);
  bad.fill(0xff, 5_000_000, 5_000_001);
  await replaceUnseen(path, bad);
  return good;
}

describe('a check', () => {
  it('says of every file what it found', async () => {
    const date = new Date(1_700_000_000_000);
    for (const name of ['good', 'rotten', 'edited', 'gone'])
      await writeModel(room.civitai, 'mainJob', inModels(`${name}.safetensors`)).then((path) =>
        utimes(path, date, date),
      );
    await rig.scan();
    const { readAtMs } = rig.file('rotten.safetensors');
    await rot(inModels('rotten.safetensors'));
    // The watch tells of the other two as well; a check that is quicker sees them first.
    await appendFile(inModels('edited.safetensors'), 'more');
    await rm(inModels('gone.safetensors'));
    checkAll();
    expect(await ended()).toMatchObject({
      kind: 'ended',
      isWhole: true,
      tally: { unchangedCount: 2, damagedCount: 1 },
    });
    expect(rig.file('good.safetensors').standing).toBe('known');
    expect(rig.file('rotten.safetensors')).toMatchObject({
      standing: 'damaged',
      readAtMs,
      damagedSinceMs: expect.any(Number),
      hashes: { sha256: room.civitai.named.mainJob.sha256 },
    });
    await expect.poll(() => rig.file('edited.safetensors').standing).toBe('changed');
  });

  it('calls a file good again that reads well again, and damage stays over a scan until then', async () => {
    const path = await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await utimes(path, 1_700_000_000, 1_700_000_000);
    await rig.scan();
    const good = await rot(path);
    expect(await check('a.safetensors')).toMatchObject({
      ...{ kind: 'ended', isWhole: true, tally: { ...none, damagedCount: 1 } },
    });
    await rig.scan();
    expect(rig.file('a.safetensors').standing).toBe('damaged');
    await replaceUnseen(path, good);
    await check('a.safetensors');
    expect(rig.file('a.safetensors')).toMatchObject({ standing: 'known', damagedSinceMs: null });
  });

  it('asks anew what Civitai publishes for the versions', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await rig.scan();
    const before = room.civitai.requests.length;
    await check('a.safetensors');
    expect(room.civitai.requests.slice(before).map(({ path }) => path)).toContain(
      `/api/v1/model-versions/${room.civitai.named.mainJob.versionId}`,
    );
  });

  it('stands still in the middle of a file, goes on from there, and can be ended', async () => {
    await writeFile(inModels('big.safetensors'), '');
    await truncate(inModels('big.safetensors'), BIG_BYTES);
    await rig.scan();
    const before = rig.checkThreads.readBytes();
    rig.library.checkFiles({ kind: 'files', ids: [rig.file('big.safetensors').id] });
    await expect.poll(() => rig.checkThreads.readBytes(), { interval: 1 }).toBeGreaterThan(before);
    rig.library.check.setPaused(true);
    expect(rig.library.status().check).toMatchObject({
      kind: 'checking',
      isPaused: true,
      doneCount: 0,
      totalCount: 1,
    });
    expect(rig.checkThreads.readBytes()).toBeLessThan(BIG_BYTES);
    rig.library.check.setPaused(false);
    await ended();
    expect(rig.checkThreads.readBytes()).toBe(BIG_BYTES);
    rig.library.checkFiles({ kind: 'files', ids: [rig.file('big.safetensors').id] });
    await rig.library.check.cancel();
    expect(rig.library.status().check).toMatchObject({ kind: 'ended', isWhole: false, tally: none });
  });

  it('goes on with the next start where it was, and stays paused when it was', async () => {
    const big = inModels('big.safetensors');
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await writeFile(big, '');
    await truncate(big, BIG_BYTES);
    await rig.scan();
    const ids = ['a.safetensors', 'big.safetensors'].map((name) => rig.file(name).id);
    rig.library.checkFiles({ kind: 'files', ids });
    await expect
      .poll(() => rig.library.status().check, { interval: 1 })
      .toMatchObject({ kind: 'checking', doneCount: 1 });
    rig.library.check.setPaused(true);
    rig = await room.restart();
    await rig.library.start();
    const soFar = { doneCount: 1, totalCount: 2, tally: { ...none, unchangedCount: 1 } };
    expect(rig.library.status().check).toMatchObject({ kind: 'checking', isPaused: true, ...soFar });
    const before = room.civitai.requests.length;
    rig.library.check.setPaused(false);
    expect(await ended()).toMatchObject({
      kind: 'ended',
      isWhole: true,
      tally: { ...none, unchangedCount: 2 },
    });
    // Only what was not read yet is read, and all of it is asked about.
    expect(rig.checkThreads.readBytes()).toBe(BIG_BYTES);
    expect(room.civitai.requests.slice(before).map(({ path }) => path)).toContain(
      `/api/v1/model-versions/${room.civitai.named.mainJob.versionId}`,
    );
  });

  it('says at the next start what it has found, until that is put away', async () => {
    const restart = async () => {
      rig = await room.restart();
      await rig.library.start();
    };
    await rig.scan();
    const before = Date.now();
    const found = await check('other.safetensors');
    expect(found).toMatchObject({ kind: 'ended', tally: { ...none, unchangedCount: 1 } });
    await restart();
    expect(rig.library.status().check).toEqual(found);
    if (found.kind === 'ended') expect(found.endedAtMs).toBeGreaterThanOrEqual(before);
    rig.library.check.dismiss();
    expect(rig.library.status().check).toEqual({ kind: 'none' });
    await restart();
    expect(rig.library.status().check).toEqual({ kind: 'none' });
    await check('other.safetensors');
    expect(rig.library.status().check).toMatchObject({ kind: 'ended' });
  });

  it('is carried out also when it is asked for while another one is being ended', async () => {
    await writeFile(inModels('big.safetensors'), '');
    await truncate(inModels('big.safetensors'), BIG_BYTES);
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await rig.scan();
    const [a, big] = ['a.safetensors', 'big.safetensors'].map((name) => rig.file(name).id);
    rig.library.checkFiles({ kind: 'files', ids: [big ?? 0] });
    const ending = rig.library.check.cancel();
    rig.library.checkFiles({ kind: 'files', ids: [a ?? 0] });
    await ending;
    expect(await ended()).toMatchObject({
      kind: 'ended',
      isWhole: true,
      tally: { ...none, unchangedCount: 1 },
    });
  });

  it('reads also what is handed to it while it asks about what it has read', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await rig.scan();
    const [a, other] = ['a.safetensors', 'other.safetensors'].map((name) => rig.file(name).id);
    room.civitai.faults.set('all', { apiDelayMs: 600_000, apiPath: '/api/v1/model-versions' });
    const before = room.civitai.requests.length;
    rig.library.checkFiles({ kind: 'files', ids: [a ?? 0] });
    await expect.poll(() => room.civitai.requests.length, { interval: 5 }).toBeGreaterThan(before);
    expect(rig.library.status().check).toMatchObject({ kind: 'checking', doneCount: 1 });
    rig.library.checkFiles({ kind: 'files', ids: [other ?? 0] });
    room.civitai.faults.clear();
    expect(await ended()).toMatchObject({
      kind: 'ended',
      isWhole: true,
      tally: { ...none, unchangedCount: 2 },
    });
  });

  it('waits for a drive that is not connected, and calls nothing of it missing', async () => {
    await rig.scan();
    await rename(inModels(), inModels('..', 'away'));
    rig.library.checkFiles({ kind: 'files', ids: [rig.file('other.safetensors').id] });
    await expect
      .poll(() => rig.library.status().check, { interval: 5 })
      .toMatchObject({ kind: 'checking', awayFolder: inModels(), doneCount: 0, bytesPerSecond: null });
    await rename(inModels('..', 'away'), inModels());
    expect(await ended()).toMatchObject({
      kind: 'ended',
      isWhole: true,
      tally: { ...none, unchangedCount: 1 },
    });
    await rename(inModels(), inModels('..', 'away'));
    checkAll();
    await expect
      .poll(() => rig.library.status().check, { interval: 5 })
      .toMatchObject({ kind: 'checking', awayFolder: inModels() });
    await rig.library.check.cancel();
    expect(rig.library.status().check).toMatchObject({ kind: 'ended', isWhole: false, tally: none });
  });

  it('is refused for what is not there', async () => {
    await rig.scan();
    expect(rig.library.checkFiles({ kind: 'files', ids: [999] })).toMatchObject({
      error: { code: 'input.unknownFile' },
    });
  });
});
