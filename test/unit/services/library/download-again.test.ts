import { describe, expect, it } from 'vitest';
import type { IndexedFile } from '../../../../electron/core/library/ports';
import type { PromisedDownload } from '../../../../electron/services/bulk/queue-entries';
import { DownloadAgain } from '../../../../electron/services/library/download-again';
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

function rig(keeping: Result<null, Failure> = ok(null)) {
  const queued: DownloadTarget[] = [];
  const posts: unknown[] = [];
  const promised: PromisedDownload[] = [];
  const files = [...fileIds].map(([sha256, id]) => ({ id, hashes: { sha256 } }));
  const again = new DownloadAgain({
    api: {
      postJson: async (_path, body) => {
        posts.push(body);
        // It is sent by `findByHashes`.
        const known = (body as readonly string[]).filter((hash) => hash !== GONE);
        return ok(known.map((hash) => ({ hash, modelId: 7, modelVersionId: 70 })));
      },
    },
    catalogue: {
      // What is not looked at is not made up here.
      whole: async () => ok({ model: { versions: [{ id: 70, files }] } } as never),
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
  return { again, queued, posts, promised };
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

  it('says why when Civitai cannot be asked', async () => {
    const { queued } = rig();
    const again = new DownloadAgain({
      api: { postJson: async () => err(failure('network.offline')) },
      catalogue: { whole: async () => err(failure('app.bug')), target: async () => err(failure('app.bug')) },
      queue: { addAll: () => [] },
      onPromised: () => ok(null),
    });
    expect(await again.add([lost('a', HERE)])).toEqual(err(failure('network.offline')));
    expect(queued).toEqual([]);
  });
});
