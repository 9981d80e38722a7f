import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/failure';
import { ok } from '../../../../shared/result';
import { InspectionRig, indexed, PUBLISHED } from '../../../support/inspection-rig';

const OTHER = 'F'.repeat(64);
const facts = {
  versionId: 70,
  modelId: 7,
  modelName: 'Fog',
  versionName: 'v1',
  modelType: 'LORA',
  baseModel: null,
  creator: null,
  tags: [],
  triggerWords: ['mist'],
  pictures: [{ url: 'x', maturity: 'X' as const, blurhash: null }],
  publishedSha256: null,
};
const kindOf = (rig: InspectionRig) => rig.file?.identity.kind;

describe('looking at a file', () => {
  it('says what it is likely to be while it is still being read, and proves it then', async () => {
    const rig = new InspectionRig();
    await rig.inspections.add(['/here/mine.ckpt']);
    await rig.until(() => kindOf(rig) === 'likely');
    rig.readBytes = 1_000;
    await rig.clock.advance(250);
    expect(rig.file).toMatchObject({
      fileName: 'mine.ckpt',
      folderPath: '/here',
      stage: { kind: 'reading', readBytes: 1_000 },
      identity: { kind: 'likely', version: { modelName: 'Fog' } },
    });
    await rig.end(PUBLISHED);
    expect(rig.file).toMatchObject({ identity: { kind: 'sameBytes' }, hashes: { sha256: PUBLISHED } });
    expect(rig.posts).toEqual([[PUBLISHED]]);
  });

  it('takes back what was likely when the whole is another file of the same size', async () => {
    const rig = new InspectionRig();
    await rig.inspections.add(['/here/mine.ckpt']);
    await rig.until(() => kindOf(rig) === 'likely');
    await rig.end(OTHER);
    expect(rig.file).toMatchObject({ identity: { kind: 'unknown' }, hashes: { sha256: OTHER } });
  });

  it('keeps it for a file that ends too early', async () => {
    const rig = new InspectionRig();
    rig.bytes = 3_000;
    await rig.inspections.add(['/here/mine.ckpt']);
    await rig.until(() => kindOf(rig) === 'likely');
    await rig.end(OTHER);
    expect(rig.file).toMatchObject({
      bytes: 3_000,
      identity: { kind: 'cut', version: { publishedBytes: 4_000 } },
    });
  });

  it('says so when somebody wrote to it meanwhile, and looks again when it is dropped again', async () => {
    const rig = new InspectionRig();
    await rig.inspections.add(['/here/mine.ckpt']);
    await rig.until(() => rig.file?.stage.kind === 'reading');
    rig.finish(ok({ kind: 'changed' }));
    await rig.until(() => rig.file?.stage.kind === 'failed');
    expect(rig.file?.stage).toMatchObject({ cause: { code: 'disk.changedWhileRead' } });
    expect(await rig.inspections.add(['/here/mine.ckpt'])).toMatchObject({ value: { addedCount: 1 } });
    await rig.until(() => rig.reads.length === 2);
    expect(rig.files).toHaveLength(1);
  });

  it('puts what is dropped later in front, each path once, and lists where they belong', async () => {
    const rig = new InspectionRig();
    await rig.inspections.add(['/a/1.ckpt', '/a/2.ckpt']);
    const outcome = await rig.inspections.add(['/b/3.ckpt', '/a/1.ckpt', '/b/wanted.txt']);
    expect(outcome).toEqual(ok({ addedCount: 1, listCount: 1, besideNames: [], unread: [] }));
    expect(rig.files.map(({ fileName }) => fileName)).toEqual(['3.ckpt', '1.ckpt', '2.ckpt']);
    expect(rig.lists).toEqual(['/b/wanted.txt']);
  });

  it('says of notes beside a model that they belong to it, and makes no list of them', async () => {
    const rig = new InspectionRig();
    const outcome = await rig.inspections.add(['/a/mine.ckpt', '/a/mine.txt', '/a/mine.civitai.info.json']);
    expect(outcome).toMatchObject({
      value: { addedCount: 1, listCount: 0, besideNames: ['mine.txt', 'mine.civitai.info.json'] },
    });
    expect(rig.lists).toEqual([]);
  });

  it('ends with everything forgotten, also what is being read', async () => {
    const rig = new InspectionRig();
    await rig.inspections.add(['/a/1.ckpt', '/a/2.ckpt']);
    await rig.until(() => rig.file?.stage.kind === 'reading');
    rig.inspections.clear();
    expect(rig.files).toEqual([]);
    await rig.inspections.add(['/a/9.ckpt']);
    await rig.until(() => rig.file?.stage.kind === 'reading');
    expect(rig.files.map(({ fileName }) => fileName)).toEqual(['9.ckpt']);
  });

  it('looks at the files also when a list beside them cannot be read, and takes no sidecar for a list', async () => {
    const rig = new InspectionRig();
    const outcome = await rig.inspections.add([
      '/a/broken.txt',
      '/a/1.ckpt',
      '/a/1.json',
      '/a/1.metadata.json',
      '/b/1.json',
    ]);
    expect(outcome).toMatchObject({ ok: true, value: { addedCount: 1 } });
    expect(rig.lists).toEqual(['/b/1.json']);
    expect(await rig.inspections.add(['/a/broken.txt'])).toMatchObject({
      error: { code: 'input.unreadableFile' },
    });
  });

  it('ends at once, whatever the network does', async () => {
    const rig = new InspectionRig();
    await rig.inspections.add(['/a/1.ckpt', '/a/2.ckpt']);
    await rig.until(() => rig.file?.stage.kind === 'reading');
    await rig.inspections.stop();
    await rig.clock.advance(1_000);
    expect(rig.files[1]?.stage.kind).toBe('waiting');
  });
});

describe('many files', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => `/a/${at}.ckpt`);

  it('are told to the page some times a second, and later only what has changed of them', async () => {
    const rig = new InspectionRig();
    await rig.inspections.add(many(500));
    await rig.until(() => rig.file?.stage.kind === 'reading');
    expect(rig.deltas).toHaveLength(0);
    await rig.clock.advance(100);
    expect(rig.deltas.map(({ upserts, order }) => [upserts.length, order?.length])).toEqual([[500, 500]]);
    rig.readBytes = 1_000;
    await rig.clock.advance(400);
    const later = rig.deltas.slice(1);
    expect(later.length).toBeGreaterThan(0);
    for (const { upserts, order } of later) {
      expect(order).toBeNull();
      expect(upserts.map(({ fileName }) => fileName)).toEqual(['0.ckpt']);
    }
    expect(rig.deltas.map(({ revision }) => revision)).toEqual(rig.deltas.map((_, at) => at + 1));
  });

  it('are not asked about one by one: what was read meanwhile is one question', async () => {
    const rig = new InspectionRig();
    const files = many(30);
    await rig.inspections.add(files);
    for (const [at] of files.entries()) {
      await rig.until(() => rig.reads.length === at + 1);
      rig.read(PUBLISHED);
      if (at === 0) await rig.until(() => rig.posts.length === 1);
    }
    await rig.until(() => rig.files.every(({ stage }) => stage.kind === 'done'));
    // The first at once, the others together, and the small parts of none but the last few.
    expect(rig.posts).toHaveLength(2);
    expect(rig.askedByPart.length).toBeLessThanOrEqual(11);
  });
});

describe('what the library knows', () => {
  it('is said at once, without the file being read and without Civitai', async () => {
    const rig = new InspectionRig();
    rig.isOnline = false;
    rig.library = [indexed({ path: '/library/fog.ckpt', facts })];
    await rig.inspections.add(['/library/fog.ckpt']);
    expect(rig.file).toMatchObject({
      stage: { kind: 'done' },
      libraryReadAtMs: 5,
      hashes: { sha256: PUBLISHED },
      identity: { kind: 'sameBytes', version: { modelName: 'Fog', triggerWords: ['mist'], pictures: [] } },
    });
    await rig.clock.advance(1_000);
    expect(rig.reads).toEqual([]);
    expect(rig.file?.stage.kind).toBe('done');
  });

  it.each([
    ['download', 'sameBytes'],
    ['autoV3', 'sameWeights'],
    ['unverified', 'uncompared'],
    ['refuted', 'differs'],
  ] as const)('of a file that it knows by %s is shown as %s', async (match, kind) => {
    const rig = new InspectionRig();
    rig.library = [indexed({ match })];
    await rig.inspections.add(['/library/fog.ckpt']);
    await rig.until(() => kindOf(rig) === kind);
    expect(rig.reads).toEqual([]);
  });

  it('without a version is asked about again, by the hash that is known', async () => {
    const rig = new InspectionRig();
    rig.library = [indexed({ match: null, modelId: null, versionId: null })];
    await rig.inspections.add(['/library/fog.ckpt']);
    await rig.until(() => kindOf(rig) === 'sameBytes');
    expect(rig.reads).toEqual([]);
    expect(rig.posts).toEqual([[PUBLISHED]]);
  });

  it('by the word of another program alone is likely, and the file is read', async () => {
    const rig = new InspectionRig();
    rig.library = [indexed({ match: 'claim', sha256: null })];
    await rig.inspections.add(['/library/fog.ckpt']);
    await rig.until(() => kindOf(rig) === 'likely' && rig.reads.length === 1);
  });

  it('of other files with the same bytes or weights is told as soon as the hash is known, and later', async () => {
    const rig = new InspectionRig();
    rig.library = [
      indexed({ path: '/library/linked.ckpt' }),
      indexed({ path: '/library/copy.ckpt', ino: '9' }),
    ];
    await rig.inspections.add(['/here/mine.ckpt']);
    await rig.until(() => rig.reads.length === 1);
    expect(rig.file?.twins.bytes).toEqual([]);
    await rig.end(PUBLISHED);
    expect(rig.file?.twins.bytes).toEqual([
      { fileName: 'linked.ckpt', folderPath: '/library', isSameFile: true },
      { fileName: 'copy.ckpt', folderPath: '/library', isSameFile: false },
    ]);
    rig.library = [];
    rig.inspections.noteLibrary({ revision: 2, scan: { kind: 'looking', seenCount: 1 } });
    expect(rig.file?.twins.bytes).toHaveLength(2);
    rig.inspections.noteLibrary({ revision: 2, scan: { kind: 'idle' } });
    await rig.clock.advance(0);
    expect(rig.file?.twins.bytes).toEqual([]);
  });
});

describe('a file that the library calls damaged', () => {
  const path = '/library/fog.ckpt';
  const damaged = indexed({ path, standing: 'damaged', damagedSinceMs: 9, facts });
  const drop = async (rig: InspectionRig) => {
    await rig.inspections.add([path]);
    await rig.until(() => rig.reads.length === 1);
  };

  it('is read anew with its name and its progress shown, and called damaged when its bytes are others', async () => {
    const rig = new InspectionRig();
    rig.library = [damaged];
    await drop(rig);
    rig.readBytes = 1_000;
    await rig.clock.advance(250);
    expect(rig.file).toMatchObject({
      stage: { kind: 'reading', readBytes: 1_000 },
      hashes: null,
      libraryReadAtMs: null,
      identity: { kind: 'likely', version: { modelName: 'Fog' } },
      damage: { fileId: 1, sinceMs: 9, isConfirmed: null },
    });
    await rig.end(OTHER);
    expect(rig.file).toMatchObject({
      hashes: { sha256: OTHER },
      identity: { kind: 'damaged', version: { modelName: 'Fog' } },
      damage: { isConfirmed: true },
    });
    expect(rig.posts).toEqual([[OTHER]]);
  });

  it('is what it was published as when it reads well by now, and that is said too', async () => {
    const rig = new InspectionRig();
    rig.library = [damaged];
    await drop(rig);
    await rig.end(PUBLISHED);
    expect(rig.file).toMatchObject({ identity: { kind: 'sameBytes' }, damage: { isConfirmed: false } });
  });

  it('is what Civet proved itself, also where Civitai does not know the hash', async () => {
    const rig = new InspectionRig();
    rig.library = [indexed({ ...damaged, sha256: OTHER, match: 'unverified' })];
    await drop(rig);
    await rig.end(OTHER);
    expect(rig.file).toMatchObject({ identity: { kind: 'uncompared' }, damage: { isConfirmed: false } });
  });

  it('is called damaged also without Civitai', async () => {
    const rig = new InspectionRig();
    rig.isOnline = false;
    rig.library = [damaged];
    await drop(rig);
    rig.read(OTHER);
    await rig.until(() => rig.file?.damage?.isConfirmed === true && rig.file.stage.kind === 'failed');
  });

  it('and that nobody knows is damaged all the same', async () => {
    const rig = new InspectionRig();
    rig.library = [indexed({ ...damaged, match: null, modelId: null, versionId: null, facts: null })];
    await drop(rig);
    await rig.end(OTHER);
    expect(rig.file).toMatchObject({ identity: { kind: 'unknown' }, damage: { isConfirmed: true } });
  });

  it('since it was asked about is read anew as well', async () => {
    const rig = new InspectionRig();
    rig.library = [indexed({ path, facts })];
    await rig.inspections.add([path]);
    await rig.until(() => kindOf(rig) === 'sameBytes' && rig.file?.stage.kind === 'done');
    rig.library = [damaged];
    rig.inspections.noteLibrary({ revision: 2, scan: { kind: 'idle' } });
    await rig.until(() => rig.reads.length === 1);
    expect(kindOf(rig)).not.toBe('sameBytes');
    await rig.end(OTHER);
    expect(kindOf(rig)).toBe('damaged');
    // Told once more of the same damage, it is not read once more.
    rig.inspections.noteLibrary({ revision: 3, scan: { kind: 'idle' } });
    await rig.clock.advance(0);
    expect(rig.reads).toHaveLength(1);
    // Whoever drops it again wants to know anew.
    await rig.inspections.add([path]);
    await rig.until(() => rig.reads.length === 2);
  });
});

describe('a file whose version is published with other bytes now', () => {
  it('is not told to be exactly as published', async () => {
    const rig = new InspectionRig();
    rig.library = [indexed({ facts: { ...facts, publishedSha256: [OTHER] } })];
    await rig.inspections.add(['/library/fog.ckpt']);
    await rig.until(() => rig.file?.stage.kind === 'done');
    expect(kindOf(rig)).toBe('replaced');
  });
});

describe('without Civitai', () => {
  it('a file that was read is not called unknown', async () => {
    const rig = new InspectionRig();
    rig.isOnline = false;
    await rig.inspections.add(['/here/mine.ckpt']);
    await rig.until(() => rig.reads.length === 1);
    rig.read(PUBLISHED);
    await rig.until(() => rig.file?.stage.kind === 'failed');
    expect(rig.file).toMatchObject({
      stage: { cause: failure('network.offline') },
      hashes: { sha256: PUBLISHED },
    });
  });
});
