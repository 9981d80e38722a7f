import { isDangerous } from '../../../shared/civitai/choose-file';
import type { FileHashes } from '../../../shared/civitai/model';
import type { DownloadTarget } from '../../../shared/download/download';
import { type Failure, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { AgainOutcome } from '../../../shared/library/library';
import { err, ok, type Result } from '../../../shared/result';
import { lockedHashes } from '../../core/bulk/lock-file';
import type { CivitaiPosts } from '../../core/civitai/ports';
import type { IndexedFile } from '../../core/library/ports';
import type { ReplacementPromise } from '../../core/updates/ports';
import { Asking } from '../bulk/asking';
import type { PromisedDownload } from '../bulk/queue-entries';
import type { Catalogue, ChosenTarget } from '../catalogue/catalogue';
import { findByHashes } from '../catalogue/find-by-hashes';

const MOST_TOLD = 20;

export interface DownloadAgainNeeds {
  readonly api: CivitaiPosts;
  readonly catalogue: Pick<Catalogue, 'whole' | 'target'>;
  readonly queue: {
    addAll(
      wanted: readonly { readonly target: DownloadTarget; readonly kind: null }[],
    ): readonly Result<DownloadId, Failure>[];
  };
  /** Damaged files, which give way once what they were is here again. */
  readonly onPromised: (promised: readonly PromisedDownload[]) => Result<null, Failure>;
}

interface Wanted {
  readonly file: IndexedFile;
  readonly target: DownloadTarget;
}

/**
 * Downloads files of the index once more: exactly the bytes that they had, found by their hash, and back to where they
 * were. The hash is locked, so that no later try brings others either. What Civitai has deleted, or replaced by other
 * bytes, cannot be had again, and that is said.
 */
export class DownloadAgain {
  constructor(private readonly needs: DownloadAgainNeeds) {}

  /** @param files that are missing or damaged; each is brought back where it was, also of several with the same bytes */
  async add(files: readonly IndexedFile[]): Promise<Result<AgainOutcome, Failure>> {
    const hashes = files.flatMap((file) => hashOf(file) ?? []);
    const found = await findByHashes(this.needs.api, hashes);
    if (!found.ok) return found;
    const asking = new Asking(new AbortController().signal);
    const places = new Map(found.value.map((match) => [match.hash, match]));
    const targets = new Map<string, Result<DownloadTarget, Failure>>();
    const wanted: Wanted[] = [];
    const failed: { fileName: string; cause: Failure }[] = [];
    for (const file of files) {
      const hash = hashOf(file) ?? '';
      const place = places.get(hash);
      const target =
        targets.get(hash) ??
        (place === undefined
          ? err(failure('input.goneFromCivitai'))
          : await asking.alone(() => this.target(place.modelId, place.versionId, hash)));
      if (target === null) return err(failure('input.cancelled'));
      targets.set(hash, target);
      if (!target.ok) failed.push({ fileName: file.fileName, cause: target.error });
      else wanted.push({ file, target: backTo(file, locked(hash, target.value)) });
    }
    return this.queue(wanted, failed);
  }

  private queue(
    wanted: readonly Wanted[],
    failed: { fileName: string; cause: Failure }[],
  ): Result<AgainOutcome, Failure> {
    const added = this.needs.queue.addAll(wanted.map(({ target }) => ({ target, kind: null })));
    const queued: IndexedFile[] = [];
    const promised: PromisedDownload[] = [];
    wanted.forEach(({ file }, at) => {
      const result = added[at];
      if (!result?.ok) {
        failed.push({ fileName: file.fileName, cause: result?.error ?? failure('input.cancelled') });
        return;
      }
      queued.push(file);
      const promise = promiseOf(file);
      if (promise !== null) promised.push({ downloadId: result.value, promise });
    });
    const kept = promised.length === 0 ? ok(null) : this.needs.onPromised(promised);
    return ok({
      queuedCount: queued.length,
      replacingCount: kept.ok ? promised.length : 0,
      claimedCount: queued.filter(({ sha256 }) => sha256 === null).length,
      failed: failed.slice(0, MOST_TOLD),
      failedCount: failed.length,
      promiseTrouble: kept.ok ? null : kept.error,
    });
  }

  private async target(
    modelId: number,
    versionId: number,
    hash: string,
  ): Promise<Result<DownloadTarget, Failure>> {
    const { catalogue } = this.needs;
    const model = await catalogue.whole(modelId, 'current', 'front');
    if (!model.ok) return model;
    const version = model.value.model.versions.find(({ id }) => id === versionId);
    const file = version?.files.find(({ hashes }) => hashes.sha256 === hash);
    if (file === undefined) return err(failure('input.goneFromCivitai'));
    const target = await catalogue.target(modelId, versionId, file.id);
    if (!target.ok) return target;
    return isDangerous(target.value.chosenFile)
      ? err(failure('input.riskNotAccepted'))
      : ok(withoutChoice(target.value));
  }
}

/** Of a file that was never read, what its sidecar says: it is told apart in the answer. */
function hashOf({ sha256, claim }: IndexedFile): string | null {
  return sha256 ?? claim?.sha256 ?? null;
}

function withoutChoice({ chosenFile: _chosen, ...target }: ChosenTarget): DownloadTarget {
  return target;
}

/** Also when the creator puts other bytes under the same file before it is fetched. */
function locked(sha256: string, target: DownloadTarget): DownloadTarget {
  const others = { blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null };
  const lock: FileHashes = { sha256, ...others };
  return { ...target, lockedHashes: lock, hashes: lockedHashes(lock, target.hashes) };
}

function backTo({ folder, fileName }: IndexedFile, target: DownloadTarget): DownloadTarget {
  return { ...target, backTo: { folder, fileName } };
}

/** Null for what is not there, or of which too little is known to tell later whether it is still the same. */
function promiseOf(file: IndexedFile): ReplacementPromise | null {
  const { id, standing, versionId, folder, fileName, bytes, mtimeNs, facts } = file;
  if (standing !== 'damaged' || versionId === null || mtimeNs === '') return null;
  const old = { id, versionId, folder, fileName, bytes, mtimeNs };
  return { fate: 'replace', modelName: facts?.modelName ?? fileName, files: [old] };
}
