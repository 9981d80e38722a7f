import { readFile, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { LFS_POINTER, safetensorsBytes, WEB_PAGE } from '../../support/flawed-files';
import { replaceUnseen, writeModel } from '../../support/library-rig';
import { libraryRoom } from '../../support/library-room';

const room = libraryRoom();
const hashes = () => room.civitai.requests.filter(({ path }) => path.includes('by-hash')).length;

describe('a file that is cut short', () => {
  it('is incomplete by its own header, and is neither read nor asked about', async () => {
    const whole = safetensorsBytes(50_000).length;
    await writeFile(room.inModels('cut.safetensors'), safetensorsBytes(50_000, 900));
    const rig = room.start();
    await rig.scan();
    const file = rig.file('cut.safetensors');
    expect(file.standing).toBe('incomplete');
    expect(file.flaw).toEqual({ kind: 'cutShort', promisedBytes: whole });
    expect(file.hashes.sha256).toBeNull();
    expect(hashes()).toBe(0);
    expect(rig.entries({ standings: ['incomplete'] })).toHaveLength(1);
    const facets = rig.library.facets();
    expect(facets.ok && facets.value.standings).toEqual([{ id: 'incomplete', count: 1 }]);
  });

  it('is what its sidecar says, and is not counted as had', async () => {
    const { id, modelId } = room.civitai.catalogue.named('mainJob').versions[0] ?? { id: 0, modelId: 0 };
    await writeFile(room.inModels('cut.safetensors'), safetensorsBytes(50_000, 900));
    const sidecar = { id, modelId, model: { name: 'Fjord' }, files: [] };
    await writeFile(room.inModels('cut.civitai.info'), JSON.stringify(sidecar));
    const rig = room.start();
    await rig.scan();
    expect(rig.file('cut.safetensors')).toMatchObject({ standing: 'incomplete', versionId: id });
    expect(rig.library.owned({ modelIds: [modelId] })).toEqual({ ok: true, value: [] });
  });

  it('is what it was after a check as well, which counts it and asks nobody about it', async () => {
    const { id, modelId } = room.civitai.catalogue.named('mainJob').versions[0] ?? { id: 0, modelId: 0 };
    await writeFile(room.inModels('cut.safetensors'), safetensorsBytes(50_000, 900));
    const sidecar = { id, modelId, files: [{ hashes: { SHA256: room.civitai.named.mainJob.sha256 } }] };
    await writeFile(room.inModels('cut.civitai.info'), JSON.stringify(sidecar));
    const rig = room.start();
    await rig.scan();
    const before = rig.file('cut.safetensors');
    expect(before).toMatchObject({ standing: 'incomplete', versionId: id });
    rig.library.checkFiles({ kind: 'files', ids: [before.id] });
    await expect
      .poll(() => rig.library.status().check)
      .toMatchObject({ kind: 'ended', tally: { brokenCount: 1, newCount: 0, unchangedCount: 0 } });
    await rig.scan();
    expect(rig.file('cut.safetensors')).toEqual(before);
    expect(rig.checkThreads.readBytes()).toBe(0);
    expect(hashes()).toBe(0);
  });

  it('was known as a whole, and what it was stays known', async () => {
    const path = await writeModel(room.civitai, 'mainJob', room.inModels('a.safetensors'));
    const { length } = await readFile(path);
    const rig = room.start();
    await rig.scan();
    expect(rig.file('a.safetensors').standing).toBe('known');
    const { versionId } = rig.file('a.safetensors');
    await truncate(path, length - 1_000);
    await rig.scan();
    expect(rig.file('a.safetensors')).toMatchObject({
      ...{ standing: 'incomplete', versionId, formerBytes: length },
      flaw: { kind: 'cutShort', promisedBytes: length },
    });
    await writeModel(room.civitai, 'mainJob', path);
    await rig.scan();
    expect(rig.file('a.safetensors')).toMatchObject({ standing: 'known', flaw: null, formerBytes: null });
  });
});

it('tells a changed file from what it was by its size', async () => {
  const path = await writeModel(room.civitai, 'mainJob', room.inModels('a.safetensors'));
  const { length } = await readFile(path);
  const rig = room.start();
  await rig.scan();
  await writeFile(path, safetensorsBytes(2_000));
  await rig.scan();
  expect(rig.file('a.safetensors')).toMatchObject({ standing: 'changed', formerBytes: length, flaw: null });
  // Once more: what it was while it was known is what counts.
  await writeFile(path, safetensorsBytes(3_000));
  await rig.scan();
  expect(rig.file('a.safetensors')).toMatchObject({ standing: 'changed', formerBytes: length });
});

it('says of a longer file that it is, and still knows it', async () => {
  const path = await writeModel(room.civitai, 'mainJob', room.inModels('a.safetensors'));
  const content = await readFile(path);
  await writeFile(path, Buffer.concat([content, Buffer.from('more')]));
  const rig = room.start();
  await rig.scan();
  const file = rig.file('a.safetensors');
  expect(file.flaw).toEqual({ kind: 'tooLong', promisedBytes: content.length });
  expect(file.standing).not.toBe('incomplete');
  expect(file.hashes.sha256).not.toBeNull();
});

it.each([
  ['webPage', WEB_PAGE],
  ['json', '{"error":"Unauthorized"}'],
  ['lfsPointer', LFS_POINTER],
  ['empty', ''],
])('tells a %s under the name of a model', async (what, content) => {
  await writeFile(room.inModels('a.safetensors'), content);
  const rig = room.start();
  await rig.scan();
  expect(rig.file('a.safetensors')).toMatchObject({
    ...{ standing: 'noModel', flaw: { kind: 'noModel', what }, bytes: content.length },
  });
  expect(hashes()).toBe(0);
});

it('looks at the files of an index that knows nothing of this yet, and at each of them once', async () => {
  const path = room.inModels('a.safetensors');
  await writeFile(path, safetensorsBytes(50_000, 900));
  await room.start().scan();
  const library = join(room.path, 'library.db');
  const rig = await room.restart();
  await rig.library.stop();
  const database = new Database(library);
  database.exec('ALTER TABLE files DROP COLUMN flaw; ALTER TABLE files DROP COLUMN former_bytes');
  database.exec(
    `UPDATE files SET reading = 'read', sha256 = 'AB', asked_sha256_ms = 1; PRAGMA user_version = 3`,
  );
  database.close();
  const again = await room.restart();
  await again.scan();
  expect(again.file('a.safetensors').standing).toBe('incomplete');
  // What is in the index is not looked at again: another beginning under the same size and date goes unseen.
  await again.library.stop();
  const times = new Date(1_000_000);
  await utimes(path, times, times);
  const last = await room.restart();
  await last.scan();
  await writeFile(`${path}.new`, Buffer.alloc(safetensorsBytes(50_000, 900).length, 1));
  await utimes(`${path}.new`, times, times);
  await rename(`${path}.new`, path);
  await last.scan();
  expect(last.file('a.safetensors').standing).toBe('incomplete');
});

it.each([
  ['in one go', false],
  ['after a restart', true],
])('says no more of a check that a file was damaged once that is mended, %s', async (_when, isRestarted) => {
  const path = await writeModel(room.civitai, 'mainJob', room.inModels('a.safetensors'));
  const date = new Date(1_700_000_000_000);
  await utimes(path, date, date);
  let rig = room.start();
  await rig.scan();
  const good = await readFile(path);
  const bad = Buffer.from(good);
  bad.fill(0xff, 5_000_000, 5_000_001);
  await replaceUnseen(path, bad);
  rig.library.checkFiles({ kind: 'files', ids: [rig.file('a.safetensors').id] });
  const check = () => rig.library.status().check;
  await expect.poll(check).toMatchObject({ kind: 'ended', tally: { damagedCount: 1 } });
  expect(rig.file('a.safetensors').standing).toBe('damaged');
  if (isRestarted) {
    rig = await room.restart();
    await rig.library.start();
    expect(check()).toMatchObject({ kind: 'ended', tally: { damagedCount: 1 } });
  }
  await writeFile(path, good);
  await rig.scan();
  expect(rig.file('a.safetensors').standing).toBe('known');
  expect(check()).toEqual({ kind: 'none' });
});
