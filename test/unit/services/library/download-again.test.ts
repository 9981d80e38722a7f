import { describe, expect, it } from 'vitest';
import type { IndexedFile } from '../../../../electron/core/library/ports';
import type { PromisedDownload } from '../../../../electron/services/bulk/queue-entries';
import { DownloadAgain } from '../../../../electron/services/library/download-again';
import type { BrokenFile, WholeFile } from '../../../../electron/services/library/whole-files';
import type { DownloadTarget } from '../../../../shared/download/download';
import { type Failure, failure } from '../../../../shared/failure';
import type { DownloadId } from '../../../../shared/ids';
import type { AgainOutcome } from '../../../../shared/library/library';
import { err, ok, type Result } from '../../../../shared/result';
import { indexed } from '../../../support/inspection-rig';

const HERE = 'A'.repeat(64);
const REPLACED = 'B'.repeat(64);
const GONE = 'C'.repeat(64);
const DANGEROUS = 'D'.repeat(64);
const fileIds = new Map([
  [HERE, 11],
  [DANGEROUS, 13],
]);

const lost = (fileName: string, sha256: string | null): IndexedFile =>
  indexed({ path: `/models/${fileName}`, fileName, sha256, standing: 'missing' });

const cut = (change: Partial<IndexedFile>): IndexedFile =>
  indexed({
    ...{ path: '/models/cut.safetensors', fileName: 'cut.safetensors', standing: 'incomplete', bytes: 90 },
    ...{ sha256: null, match: null, modelId: null, versionId: null },
    flaw: { kind: 'cutShort', promisedBytes: 400 },
    ...change,
  });

function rig(
  keeping: Result<null, Failure> = ok(null),
  whole: WholeFile | null = null,
  versionIds: readonly number[] = [70],
) {
  const queued: DownloadTarget[] = [];
  const posts: unknown[] = [];
  const promised: PromisedDownload[] = [];
  const files = [...fileIds].map(([sha256, id]) => ({ id, hashes: { sha256 } }));
  const asked: BrokenFile[] = [];
  const recognised: unknown[] = [];
  const again = new DownloadAgain({
    wholes: {
      find: async (broken) => {
        asked.push(broken);
        return ok(whole);
      },
    },
    onRecognised: async (fileId, place) => recognised.push({ fileId, ...place }),
    api: {
      postJson: async (_path, body) => {
        posts.push(body);
        // It is sent by `findByHashes`.
        const known = (body as readonly string[]).filter((hash) => hash !== GONE);
        return ok(
          known.flatMap((hash) => versionIds.map((id) => ({ hash, modelId: 7, modelVersionId: id }))),
        );
      },
    },
    catalogue: {
      // What is not looked at is not made up here.
      whole: async () => ok({ model: { versions: versionIds.map((id) => ({ id, files })) } } as never),
      target: async (_modelId, versionId, fileId) => {
        const isDangerous = fileId === fileIds.get(DANGEROUS);
        const chosenFile = { pickleScan: isDangerous ? 'danger' : 'success', virusScan: 'success' };
        const hashes = { sha256: REPLACED, autoV2: REPLACED.slice(0, 10) };
        return ok({ versionId, fileId, hashes, file: { untrustedName: 'x' }, chosenFile } as never);
      },
    },
    queue: {
      addAll: (wanted) => {
        queued.push(...wanted.map(({ target }) => target));
        return wanted.map((_, at): Result<DownloadId, Failure> => ok(`${at}` as DownloadId));
      },
    },
    onPromised: (each) => {
      promised.push(...each);
      return keeping;
    },
  });
  return { again, queued, posts, promised, asked, recognised };
}

const outcome = (change: Partial<AgainOutcome>): AgainOutcome => ({
  ...{ queuedCount: 0, replacingCount: 0, claimedCount: 0, failed: [], failedCount: 0, promiseTrouble: null },
  ...change,
});

describe('DownloadAgain', () => {
  it('locks the hash that was measured, also for later tries, and leads back to where the file was', async () => {
    const { again, queued, promised } = rig();
    await again.add([lost('a.safetensors', HERE)]);
    // Civitai publishes other bytes by the time it is fetched; they do not count.
    expect(queued).toMatchObject([
      {
        lockedHashes: { sha256: HERE, autoV2: null },
        hashes: { sha256: HERE, autoV2: REPLACED.slice(0, 10) },
        backTo: { folder: '/models', fileName: 'a.safetensors' },
      },
    ]);
    expect(promised).toEqual([]);
  });

  it('takes the version that a file is known as, of several that were published with the same bytes', async () => {
    const { again, queued, recognised } = rig(ok(null), null, [60, 70, 80]);
    await again.add([lost('a.safetensors', HERE), { ...lost('b.safetensors', HERE), versionId: null }]);
    expect(queued.map(({ versionId }) => versionId)).toEqual([70, 60]);
    // What it is by its hash is not noted as what somebody says of it.
    expect(recognised).toEqual([]);
  });

  it('lets a damaged file give way, as it is now, and says when that cannot be written down', async () => {
    const at = {
      id: 5,
      folder: '/models',
      fileName: 'a.safetensors',
      bytes: 9,
      mtimeNs: '77',
      versionId: 70,
    };
    const damaged: IndexedFile = { ...lost('a.safetensors', HERE), ...at, standing: 'damaged' };
    const { again, promised } = rig();
    expect(await again.add([damaged])).toEqual(ok(outcome({ queuedCount: 1, replacingCount: 1 })));
    expect(promised).toEqual([
      { downloadId: '0', promise: { fate: 'replace', modelName: 'a.safetensors', files: [at] } },
    ]);
    const promiseTrouble = failure('disk.full');
    const silent = rig(err(promiseTrouble));
    expect(await silent.again.add([damaged])).toEqual(ok(outcome({ queuedCount: 1, promiseTrouble })));
  });

  it('says of which files only a sidecar knew the hash', async () => {
    const { again } = rig();
    const claim = { source: 'sidecar', sha256: HERE, autoV3: null, modelId: null, versionId: null } as const;
    const unread = { ...lost('a.safetensors', null), claim: { ...claim, modelName: null } };
    expect(await again.add([unread])).toEqual(ok(outcome({ queuedCount: 1, claimedCount: 1 })));
  });

  it('queues exactly the file with the hash for each that had it, after one question', async () => {
    const { again, queued, posts } = rig();
    const done = await again.add([lost('a.safetensors', HERE), lost('twin.safetensors', HERE)]);
    expect(done).toEqual(ok(outcome({ queuedCount: 2 })));
    expect(queued).toMatchObject([
      { versionId: 70, fileId: 11, backTo: { fileName: 'a.safetensors' } },
      { versionId: 70, fileId: 11, backTo: { fileName: 'twin.safetensors' } },
    ]);
    expect(queued[0]).not.toHaveProperty('chosenFile');
    expect(posts).toEqual([[HERE]]);
  });

  it.each([
    ['deleted', GONE],
    ['replaced by another file', REPLACED],
    ['never measured', null],
  ])('says of a file that was %s that Civitai does not have it any more', async (_what, sha256) => {
    const { again, queued } = rig();
    const done = await again.add([lost('a.safetensors', sha256), lost('b.safetensors', HERE)]);
    const cause = failure('input.goneFromCivitai');
    expect(done).toEqual(
      ok(outcome({ queuedCount: 1, failed: [{ fileName: 'a.safetensors', cause }], failedCount: 1 })),
    );
    expect(queued).toHaveLength(1);
  });

  it('queues nothing that a scan calls dangerous without being asked', async () => {
    const { again, queued } = rig();
    const done = await again.add([lost('a.ckpt', DANGEROUS)]);
    expect(done).toMatchObject({ value: { failed: [{ cause: { code: 'input.riskNotAccepted' } }] } });
    expect(queued).toEqual([]);
  });

  it('brings what a file had before it changed, and what it is now gives way to that', async () => {
    const { again, queued, promised } = rig();
    const changed = lost('a.safetensors', GONE);
    const done = await again.add([
      { ...changed, standing: 'changed', match: 'former', formerSha256: HERE, formerBytes: 9, bytes: 5 },
    ]);
    expect(done).toMatchObject(ok(outcome({ queuedCount: 1, replacingCount: 1 })));
    expect(queued).toMatchObject([{ lockedHashes: { sha256: HERE } }]);
    expect(promised).toMatchObject([
      { promise: { fate: 'replace', files: [{ id: 1, versionId: 70, bytes: 5 }] } },
    ]);
  });

  it('puts nothing like it in the place of what was known and cannot be had any more', async () => {
    const { again, asked } = rig();
    const done = await again.add([cut({ formerSha256: GONE, modelId: 7, versionId: 70 })]);
    expect(done).toMatchObject({ value: { failed: [{ cause: { code: 'input.goneFromCivitai' } }] } });
    expect(asked).toEqual([]);
  });

  it('finds what a file is a part of, and has it give way once the whole is proven', async () => {
    const file = { id: 11, hashes: { sha256: HERE } } as never;
    const { again, queued, promised, asked, recognised } = rig(ok(null), { modelId: 7, versionId: 70, file });
    const done = await again.add([cut({})]);
    expect(done).toMatchObject(ok(outcome({ queuedCount: 1, replacingCount: 1 })));
    expect(asked).toMatchObject([{ bytes: 90, promisedBytes: 400, place: null }]);
    expect(queued).toMatchObject([
      { lockedHashes: { sha256: HERE }, backTo: { fileName: 'cut.safetensors' } },
    ]);
    expect(recognised).toEqual([{ fileId: 1, modelId: 7, versionId: 70 }]);
    expect(promised).toMatchObject([{ promise: { files: [{ versionId: 70, bytes: 90 }] } }]);
  });

  it('says when nothing leads to one file that can be checked', async () => {
    const { again, queued } = rig();
    const done = await again.add([cut({})]);
    expect(done).toMatchObject({ value: { failed: [{ cause: { code: 'input.wholeUnknown' } }] } });
    expect(queued).toEqual([]);
  });

  it('says why when Civitai cannot be asked', async () => {
    const { queued } = rig();
    const again = new DownloadAgain({
      api: { postJson: async () => err(failure('network.offline')) },
      wholes: { find: async () => ok(null) },
      onRecognised: async () => undefined,
      catalogue: { whole: async () => err(failure('app.bug')), target: async () => err(failure('app.bug')) },
      queue: { addAll: () => [] },
      onPromised: () => ok(null),
    });
    expect(await again.add([lost('a', HERE)])).toEqual(err(failure('network.offline')));
    expect(queued).toEqual([]);
  });
});
