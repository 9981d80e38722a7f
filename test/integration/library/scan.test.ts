import { createHash } from 'node:crypto';
import {
  appendFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LibraryRig, replaceUnseen, writeModel } from '../../support/library-rig';
import { libraryRoom } from '../../support/library-room';

const room = libraryRoom();
const { inModels, start, restart } = room;
const models = () => inModels();
const sha256Of = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .toUpperCase();
const names = (rig: LibraryRig) => rig.entries().map(({ fileName }) => fileName);

describe('a scan', () => {
  it('finds out what the files in a folder are, by their bytes', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('loras', 'renamed by somebody.safetensors'));
    await writeFile(inModels('nobody knows this.safetensors'), 'no weights at all');
    const { mainJob } = room.civitai.named;
    const rig = start();
    const status = await rig.scan();
    expect(status).toMatchObject({ fileCount: 2, problemCount: 0, trouble: null, isWanted: true });
    expect(status.scannedAtMs).not.toBeNull();
    expect(rig.file('renamed by somebody.safetensors')).toMatchObject({
      standing: 'known',
      modelId: mainJob.modelId,
      versionId: mainJob.versionId,
      modelName: mainJob.modelName,
      versionName: mainJob.versionName,
      modelType: 'LORA',
      baseModel: 'SDXL 1.0',
      bytes: mainJob.bytes,
      folderPath: inModels('loras'),
    });
    expect(rig.file('renamed by somebody.safetensors').triggerWords.length).toBeGreaterThan(0);
    expect(rig.file('nobody knows this.safetensors')).toMatchObject({
      standing: 'unknown',
      // There is nothing that these could be made of.
      hashes: { autoV1: null, autoV3: null },
      modelId: null,
      modelName: null,
    });
  });

  it('measures the hashes that the service publishes', async () => {
    const path = await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    const rig = start();
    await rig.scan();
    const { hashes } = rig.file('a.safetensors');
    expect(hashes.sha256).toBe(await sha256Of(path));
    const answer = await fetch(
      `${room.civitai.origin}/api/v1/model-versions/${room.civitai.named.mainJob.versionId}`,
    );
    const { files } = (await answer.json()) as { files: { hashes: Record<string, string> }[] };
    expect(files[0]?.hashes).toMatchObject({
      SHA256: hashes.sha256,
      AutoV1: hashes.autoV1,
      AutoV2: hashes.autoV2,
      AutoV3: hashes.autoV3,
      CRC32: hashes.crc32,
    });
  });

  it('takes model files only, and leaves hidden folders and Python’s own alone', async () => {
    const taken = ['a.safetensors', 'b.ckpt', 'c.pt', 'd.pth', 'e.bin', 'f.gguf', 'g.SFT', 'h.onnx'];
    const left = ['a.json', 'b.png', 'c.zip', 'd.safetensors.part', 'e.yaml', '.safetensors'];
    for (const name of [...taken, ...left]) await writeFile(inModels(name), name);
    for (const place of ['.cache', 'site-packages', 'node_modules']) {
      await mkdir(inModels(place));
      await writeFile(inModels(place, 'hidden.safetensors'), place);
    }
    const rig = start();
    await rig.scan();
    expect(names(rig)).toEqual(taken);
  });

  it('changes nothing in the folders it looks through', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('a', 'b.safetensors'));
    const look = async () => [
      await readdir(models(), { recursive: true }),
      (await stat(inModels('a', 'b.safetensors'), { bigint: true })).ctimeNs,
      (await stat(inModels('a'), { bigint: true })).ctimeNs,
    ];
    const before = await look();
    await start().scan();
    expect(await look()).toEqual(before);
  });

  it('follows linked folders once, and never a cycle', async () => {
    const elsewhere = join(room.path, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'far.safetensors'), 'far');
    await symlink(elsewhere, inModels('linked'));
    await symlink(elsewhere, inModels('linked again'));
    await mkdir(inModels('sub'));
    await symlink(models(), inModels('sub', 'round'));
    await symlink(inModels('nowhere'), inModels('broken.safetensors'));
    await writeFile(inModels('sub', 'near.safetensors'), 'near');
    const rig = start();
    const status = await rig.scan();
    expect(names(rig)).toEqual(['far.safetensors', 'near.safetensors']);
    expect(status.problemCount).toBe(0);
  });

  it('tells of a link that leads in a circle, and looks at everything else', async () => {
    await symlink(inModels('b.safetensors'), inModels('a.safetensors'));
    await symlink(inModels('a.safetensors'), inModels('b.safetensors'));
    await writeFile(inModels('c.safetensors'), 'c');
    const rig = start();
    const status = await rig.scan();
    expect(names(rig)).toEqual(['c.safetensors']);
    expect(status.problems.map(({ path }) => path).toSorted()).toEqual([
      inModels('a.safetensors'),
      inModels('b.safetensors'),
    ]);
  });

  it('tells of a folder that is not there, and takes nothing in it for gone', async () => {
    await writeFile(inModels('a.safetensors'), 'a');
    const rig = start();
    await rig.scan();
    await rename(models(), join(room.path, 'unplugged'));
    const status = await rig.scan();
    expect(status.problems).toMatchObject([{ path: models(), cause: { code: 'disk.folderMissing' } }]);
    expect(rig.file('a.safetensors').standing).toBe('unknown');
  });

  it('does not read again what has not changed since, also after a restart', async () => {
    const path = await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await utimes(path, 1_700_000_000, 1_700_000_000);
    await start().scan();
    // Other bytes under the old size and date: only who reads them again sees that.
    const bytes = await readFile(path);
    await replaceUnseen(path, bytes.fill(0, 5_000_000, 5_000_100));
    room.civitai.reset();
    const rig = await restart();
    await rig.scan();
    expect(rig.file('a.safetensors').standing).toBe('known');
    expect(room.civitai.requests).toEqual([]);
  });

  it('says of a file whose bytes changed what it was, and that it is that no more', async () => {
    const path = await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    const rig = start();
    await rig.scan();
    await appendFile(path, 'something behind the weights');
    await rig.scan();
    expect(rig.file('a.safetensors')).toMatchObject({
      standing: 'changed',
      modelName: room.civitai.named.mainJob.modelName,
      hashes: { sha256: await sha256Of(path) },
    });
    // As it was before, but for its date.
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, room.civitai.named.mainJob.bytes));
    await rig.scan();
    expect(rig.file('a.safetensors').standing).toBe('known');
  });

  it('knows a file by its weights when what stands in front of them was edited', async () => {
    const path = await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    const bytes = await readFile(path);
    const length = Number(bytes.readBigUInt64LE());
    const header = JSON.parse(bytes.subarray(8, 8 + length).toString('utf8'));
    header.__metadata__ = { ...header.__metadata__, note: 'edited by another program' };
    const edited = Buffer.from(JSON.stringify(header));
    const prefix = Buffer.alloc(8);
    prefix.writeBigUInt64LE(BigInt(edited.length));
    await writeFile(path, Buffer.concat([prefix, edited, bytes.subarray(8 + length)]));
    const rig = start();
    await rig.scan();
    const { modelName, versionId } = room.civitai.named.mainJob;
    expect(rig.file('a.safetensors')).toMatchObject({ standing: 'edited', modelName, versionId });
  });

  it('marks what is gone, and takes it back when it is there again', async () => {
    await writeFile(inModels('other.safetensors'), 'other');
    const path = await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    const rig = start();
    await rig.scan();
    const bytes = await readFile(path);
    await rm(path);
    expect(await rig.scan()).toMatchObject({ fileCount: 1, bytes: 5 });
    expect(rig.file('a.safetensors')).toMatchObject({
      standing: 'missing',
      modelName: room.civitai.named.mainJob.modelName,
    });
    await writeFile(path, bytes);
    await rig.scan();
    expect(rig.file('a.safetensors').standing).toBe('known');
  });

  it('knows a file that was moved, or has a second name, without reading it again', async () => {
    const path = await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    const rig = start();
    await rig.scan();
    const { readAtMs } = rig.file('a.safetensors');
    await mkdir(inModels('sub'));
    await rename(path, inModels('sub', 'moved.safetensors'));
    await link(inModels('sub', 'moved.safetensors'), inModels('twin.safetensors'));
    await rig.scan();
    expect(names(rig).toSorted()).toEqual(['moved.safetensors', 'twin.safetensors']);
    for (const name of names(rig)) expect(rig.file(name)).toMatchObject({ standing: 'known', readAtMs });
  });

  it('looks at everything when it is asked to while it looks at some folders alone', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('some', 'a.safetensors'));
    const rig = start();
    await rig.scan();
    await writeModel(room.civitai, 'mainJob', inModels('other', 'b.safetensors'));
    rig.library.noteChange({ folders: [inModels('some')], files: [] });
    expect(rig.library.isScanning()).toBe(true);
    rig.library.scanNow();
    await rig.rests();
    expect(names(rig).toSorted()).toEqual(['a.safetensors', 'b.safetensors']);
  });

  it('lists the folders that are chosen, and keeps what it knows of others for when they are back', async () => {
    const other = join(room.path, 'other');
    const path = await writeModel(room.civitai, 'mainJob', join(other, 'a.safetensors'));
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const rig = start({ roots: [models(), other] });
    await rig.scan();
    const { readAtMs } = rig.file('a.safetensors');
    const [, second] = rig.library.folders();
    const { revision } = rig.library.status();
    rig.library.pause();
    rig.roots = [models()];
    await rig.library.noteFolders();
    expect(rig.library.status().revision).toBeGreaterThan(revision);
    expect(rig.entries({ folderIds: [second?.id ?? 0] })).toEqual([]);
    rig.library.scanNow();
    await rig.rests();
    expect(names(rig)).toEqual([]);
    rig.roots = [models(), other];
    await rig.library.noteFolders();
    await rig.rests();
    expect(rig.file('a.safetensors')).toMatchObject({ standing: 'known', readAtMs });
  });

  it('reads nothing and asks nothing before somebody has wished for it', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    const rig = start();
    await rig.library.start();
    expect(rig.library.status()).toMatchObject({ hasFolders: true, isWanted: false, scan: { kind: 'idle' } });
    expect(names(rig)).toEqual([]);
    expect(room.civitai.requests).toEqual([]);
    await rig.scan();
    await writeModel(room.civitai, 'checkpoint', inModels('b.safetensors'));
    // From then on every start brings it up to date.
    const later = await restart();
    await later.library.start();
    await later.rests();
    expect(names(later)).toHaveLength(2);
  });
});

describe('without the service', () => {
  it('measures all the same, says so, and asks with the next scan', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    const rig = start({ origin: 'http://127.0.0.1:9' });
    const status = await rig.scan();
    expect(status.trouble).toMatchObject({ code: expect.stringMatching(/^network\./) });
    expect(rig.file('a.safetensors').standing).toBe('unread');
    const later = await restart();
    await later.scan();
    expect(later.file('a.safetensors').standing).toBe('known');
    expect(later.library.status().trouble).toBeNull();
  });
});
