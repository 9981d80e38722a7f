import { existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import type { DownloadState } from '../../../shared/download/state';
import { failure } from '../../../shared/failure';
import { downloadIdSchema } from '../../../shared/ids';
import { coded } from '../../support/operations-rig';
import { downloadId, ReplacementsRig } from '../../support/replacements-rig';

const OLD = 'models/loras/mine/old.safetensors';
const NEW = 'models/loras/new.safetensors';
const MOVED = 'models/loras/mine/new.safetensors';
const cause = failure('network.offline');

let rig: ReplacementsRig;

beforeEach(() => {
  rig = new ReplacementsRig();
});

afterEach(() => rig.close());

const replaced = expect.objectContaining({ kind: 'replaced' });
const kept = (why: string) => ({ kind: 'kept', why });

describe('Replacements', () => {
  it('touches nothing before the download is placed, then trashes the old file, once', async () => {
    const old = await rig.old(OLD);
    const record = rig.placed(NEW);
    rig.records = [{ ...record, state: { kind: 'transferring' } }];
    const room = rig.replacements();
    room.start();
    expect(room.note([rig.promised([old])]).ok).toBe(true);
    expect([rig.waitingCount(), rig.operations.list()]).toEqual([1, []]);
    rig.records = [record];
    room.look();
    room.look();
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', replaced]]);
    expect(rig.tree()).toMatchObject({ [MOVED]: 'the new one' });
    expect(existsSync(old.path)).toBe(false);
    expect(rig.operations.list()).toMatchObject([{ kind: 'replace', state: 'done' }]);
    expect([rig.waitingCount(), rig.bugs]).toEqual([0, []]);
  });

  it('keeps its word over a restart', async () => {
    const old = await rig.old(OLD);
    const before = rig.replacements();
    before.note([rig.promised([old], 'trash')]);
    await before.stop();
    rig.placed(NEW);
    rig.replacements().start();
    await expect.poll(() => rig.told()).toMatchObject([['old.safetensors', { kind: 'trashed' }]]);
    expect(Object.keys(rig.tree())).toContain(NEW);
  });

  it('puts what a damaged file was in its place, with what stands beside it, and takes that back', async () => {
    const facts = { standing: 'damaged', sha256: 'AA' } as const;
    const old = await rig.old('models/loras/mine.safetensors', 'damagd', facts);
    rig.write('models/loras/mine.txt', 'notes');
    rig.write('models/loras/mine.json', 'with notes');
    const record = rig.placed('models/loras/mine (2).safetensors', 'as it was');
    rig.write('models/loras/mine (2).json', 'written with the download');
    rig.write('models/loras/mine (2).preview.png', 'picture');
    const target = { ...record.target, versionId: 30 };
    rig.records = [{ ...record, target, fileName: 'mine.safetensors' }];
    const before = rig.tree();
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    expect(room.waiting()).toMatchObject([{ newFileName: 'mine.safetensors' }]);
    await expect.poll(() => rig.told()).toEqual([['mine.safetensors', replaced]]);
    expect(rig.tree()).toEqual({
      '.civet-trash/*/models/loras/mine (2).json': 'written with the download',
      '.civet-trash/*/models/loras/mine.safetensors': 'damagd',
      'models/loras/mine.json': 'with notes',
      'models/loras/mine.preview.png': 'picture',
      'models/loras/mine.safetensors': 'as it was',
      'models/loras/mine.txt': 'notes',
    });
    // One file was replaced, and it has the name that it had.
    const path = rig.path('models/loras/mine.safetensors');
    expect(rig.operations.list()).toMatchObject([
      { fileCount: 1, bytes: 6, files: [{ from: path, to: path }] },
    ]);
    const outcomes = rig.store.outcomes();
    expect(outcomes).toMatchObject({ value: [{ newFileName: 'mine.safetensors' }] });
    expect((await rig.operations.undoLast()).ok).toBe(true);
    expect(rig.tree()).toEqual(before);
  });

  it('never takes a damaged file away for other bytes than it had', async () => {
    const old = await rig.old(OLD, 'damagd', { standing: 'damaged', sha256: 'BB' });
    rig.placed(NEW);
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', kept('notProven')]]);
    expect(rig.operations.list()).toEqual([]);
  });

  it.each([
    ['without a published hash', { kind: 'unverified', sha256: 'AA' }, 'unverified'],
    ['that was refuted', { kind: 'unverified', sha256: 'AA', isRefuted: true }, 'refuted'],
  ] as const)('keeps the old file beside a new one %s', async (_, verification, why) => {
    const old = await rig.old(OLD);
    rig.placed(NEW, 'new', { verification });
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', kept(why)]]);
    expect(rig.operations.list()).toEqual([]);
  });

  it.each<DownloadState>([
    { kind: 'failed', cause },
    { kind: 'cancelled' },
    { kind: 'paused' },
    { kind: 'waiting', cause, untilMs: null, attempt: 1 },
  ])('leaves the old file alone while the download is $kind', async (state) => {
    const old = await rig.old(OLD);
    rig.records = [{ ...rig.placed(NEW), state }];
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await room.stop();
    expect([rig.waitingCount(), rig.operations.list()]).toEqual([1, []]);
  });

  it('forgets its word when the download is taken away before it was placed', async () => {
    const old = await rig.old(OLD);
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.waitingCount()).toBe(0);
    expect(rig.told()).toEqual([]);
  });

  it('holds for a placed download that is in no list any more', async () => {
    const old = await rig.old(OLD);
    rig.records = [{ ...rig.placed(NEW), isListed: false }];
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', replaced]]);
  });

  it('is seen while it waits, and taken back by the user, or when the same file is queued without it', async () => {
    const old = await rig.old(OLD);
    const record = rig.placed(NEW);
    rig.records = [{ ...record, state: { kind: 'paused' } }];
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    const row = { downloadId, fate: 'replace', modelName: 'Lantern', isPlaced: false, cause: null };
    const names = { newFileName: 'new.safetensors', oldFileNames: ['old.safetensors'] };
    expect(room.waiting()).toEqual([{ ...row, ...names }]);
    expect(room.takeBack(downloadId).ok).toBe(true);
    expect([room.waiting(), rig.waitingCount()]).toEqual([[], 0]);
    room.note([rig.promised([old])]);
    room.note([{ downloadId, promise: null }]);
    expect(rig.waitingCount()).toBe(0);
  });

  it('says so when it cannot be written down', async () => {
    const old = await rig.old(OLD);
    rig.store.close();
    const room = rig.replacements();
    expect(room.note([rig.promised([old])])).toMatchObject({ ok: false, error: { code: 'disk.failed' } });
  });

  it('waits until nobody writes beside the new file any more, for however long, and keeps no other from it', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    rig.isWriting = true;
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    const other = downloadIdSchema.parse('aaaaaaaa000040008000000000000002');
    const [mine] = rig.records;
    const others = rig.placed('models/loras/other new.safetensors', 'another', {});
    rig.records = [...(mine === undefined ? [] : [mine]), { ...others, id: other }];
    const ofOther = await rig.old('models/loras/other.safetensors');
    room.note([{ ...rig.promised([ofOther]), downloadId: other }]);
    await expect.poll(() => rig.toldAfter(120_000)).toEqual([['other.safetensors', replaced]]);
    expect(existsSync(old.path)).toBe(true);
    rig.isWriting = false;
    await expect.poll(() => rig.toldAfter(2_000)).toHaveLength(2);
    expect(existsSync(old.path)).toBe(false);
  });
});

describe('an old file', () => {
  it.each([
    ['is only said to be', { standing: 'claimed' }],
    ['has the weights but not the bytes of', { standing: 'edited' }],
    ['turned out not to be', { standing: 'unknown' }],
    ['turned out to be another than', { versionId: 31 }],
    ['has another name in the index than', { fileName: 'other.safetensors' }],
  ] as const)('that %s what it was taken for stays', async (_, facts) => {
    const old = await rig.old(OLD);
    rig.index.set(old.id, { ...old, ...facts });
    rig.placed(NEW);
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', kept('notProven')]]);
    expect(rig.operations.list()).toEqual([]);
  });

  it('with a second name stays, and so does one that nobody proves; the others go', async () => {
    const old = [await rig.old(OLD), await rig.old('models/loras/b.pt'), await rig.old('models/loras/c.pt')];
    linkSync(rig.path('models/loras/b.pt'), rig.path('models/second.pt'));
    rig.index.set(3, { ...old[2], standing: 'claimed' } as (typeof old)[0]);
    rig.placed(NEW);
    const room = rig.replacements();
    room.start();
    room.note([rig.promised(old)]);
    await expect.poll(() => rig.told()).toHaveLength(3);
    expect(rig.told()).toEqual([
      ['old.safetensors', replaced],
      ['c.pt', kept('notProven')],
      ['b.pt', kept('severalNames')],
    ]);
    expect(Object.keys(rig.tree())).toEqual(
      expect.arrayContaining(['models/loras/b.pt', 'models/loras/c.pt']),
    );
  });

  it('that was changed since the user decided stays', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    writeFileSync(old.path, 'written anew');
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', kept('oldChanged')]]);
  });

  it('that is gone is said to be gone; only those that are there are said to be replaced', async () => {
    const old = [await rig.old(OLD), await rig.old('models/loras/gone.pt')];
    rmSync(rig.path('models/loras/gone.pt'));
    rig.placed(NEW);
    const room = rig.replacements();
    room.start();
    room.note([rig.promised(old)]);
    await expect.poll(() => rig.told()).toHaveLength(2);
    expect(rig.told()).toEqual([
      ['old.safetensors', replaced],
      ['gone.pt', kept('oldGone')],
    ]);
  });

  it('that turned out to be the new one, by whatever name, is left alone', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    rmSync(rig.path(NEW));
    linkSync(old.path, rig.path(NEW));
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.waitingCount()).toBe(0);
    expect([rig.told(), rig.operations.list(), existsSync(old.path)]).toEqual([[], [], true]);
  });

  it('goes where Civet has moved it meanwhile', async () => {
    const old = await rig.old(OLD);
    const room = rig.replacements();
    rig.operations.onDone((outcome) => room.noteMoved(outcome));
    const record = rig.placed(NEW);
    rig.records = [{ ...record, state: { kind: 'transferring' } }];
    room.start();
    room.note([rig.promised([old])]);
    const to = rig.path('models/loras/tidied.safetensors');
    expect((await rig.do('move', [{ kind: 'move', from: old.path, to }])).ok).toBe(true);
    rig.index.set(old.id, { ...old, fileName: 'tidied.safetensors', folder: rig.path('models/loras') });
    rig.records = [record];
    room.look();
    await expect.poll(() => rig.told()).toEqual([['tidied.safetensors', replaced]]);
    expect(existsSync(to)).toBe(false);
  });

  it('on a drive that is away is waited for', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    const folder = rig.path('models/loras/mine');
    renameSync(folder, `${rig.folder}/drive`);
    // What shows through where the drive was is on another device.
    rig.index.set(old.id, { ...old, dev: 'of the drive' });
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => room.waiting()[0]?.cause?.code).toBe('disk.driveMissing');
    expect(rig.told()).toEqual([]);
    renameSync(`${rig.folder}/drive`, folder);
    await expect.poll(() => rig.toldAfter(15_000)).toEqual([['old.safetensors', replaced]]);
  });
});

describe('a new file', () => {
  it('that is not there any more leaves the old one', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    rmSync(rig.path(NEW));
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', kept('newMissing')]]);
  });

  it('of another size than what was placed leaves the old one', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    writeFileSync(rig.path(NEW), 'cut off');
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => rig.told()).toEqual([['old.safetensors', kept('newMissing')]]);
    expect(existsSync(old.path)).toBe(true);
  });

  it('on a drive that is away is waited for', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    renameSync(rig.path(NEW), `${rig.folder}/away`);
    const real = rig.volumes;
    rig.volumes = { look: async () => 'missing' };
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => room.waiting()[0]?.cause?.code).toBe('disk.driveMissing');
    renameSync(`${rig.folder}/away`, rig.path(NEW));
    rig.volumes = real;
    await expect.poll(() => rig.toldAfter(15_000)).toEqual([['old.safetensors', replaced]]);
  });
});

describe('what stands in the way', () => {
  it('is tried again when it passes', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    rig.inUse.add(old.path);
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    await expect.poll(() => room.waiting()[0]?.cause?.code).toBe('input.fileInUse');
    rig.inUse.clear();
    await expect.poll(() => rig.toldAfter(15_000)).toEqual([['old.safetensors', replaced]]);
  });

  it('is told when it stays', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    await rig.restart({
      names: { ...systemNameCalls, link: () => Promise.reject(coded('EACCES')) },
    });
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    const failed = { kind: 'failed', cause: { code: 'disk.denied' } };
    await expect.poll(() => rig.told()).toMatchObject([['old.safetensors', failed]]);
    expect(existsSync(old.path)).toBe(true);
  });

  it('is said as it is when a part could not be taken back', async () => {
    const old = await rig.old(OLD);
    rig.placed(NEW);
    const link = (from: string, to: string) => {
      // The old one goes to the trash; then nothing moves any more, not even back.
      if (to.includes('.civet-trash')) return systemNameCalls.link(from, to);
      return Promise.reject(coded('EACCES'));
    };
    await rig.restart({ names: { ...systemNameCalls, link } });
    const room = rig.replacements();
    room.start();
    room.note([rig.promised([old])]);
    const failed = { kind: 'failed', cause: { code: 'disk.leftPartly' } };
    await expect.poll(() => rig.told()).toMatchObject([['old.safetensors', failed]]);
  });
});
