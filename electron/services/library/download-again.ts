import { isDangerous } from '../../../shared/civitai/choose-file';
import type { FileHashes } from '../../../shared/civitai/model';
import type { DownloadTarget } from '../../../shared/download/download';
import { type Failure, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { HashMatch, VersionPlace } from '../../../shared/ipc/contract';
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
import type { WholeFiles } from './whole-files';

const MOST_TOLD = 20;

export interface DownloadAgainNeeds {
  readonly api: CivitaiPosts;
  readonly catalogue: Pick<Catalogue, 'whole' | 'target'>;
  readonly queue: {
    addAll(
      wanted: readonly { readonly target: DownloadTarget; readonly kind: null }[],
    ): readonly Result<DownloadId, Failure>[];
  };
  readonly wholes: Pick<WholeFiles, 'find'>;
  /** It was found what a broken file of the index would be as a whole; the index takes note of it. */
  readonly onRecognised: (fileId: number, place: VersionPlace) => Promise<unknown>;
  /** Damaged files, which give way once what they were is here again. */
  readonly onPromised: (promised: readonly PromisedDownload[]) => Result<null, Failure>;
}

interface Wanted {
  readonly file: IndexedFile;
  readonly hash: string;
  readonly target: DownloadTarget;
}

/**
 * Downloads files of the index once more: exactly the bytes that they had, found by their hash, and back to where they
 * were. The hash is locked, so that no later try brings others either. What Civitai has deleted, or replaced by other
 * bytes, cannot be had again, and that is said.
 */
export class DownloadAgain {
  constructor(private readonly needs: DownloadAgainNeeds) {}

  /**
   * @param files that are missing or broken, or have changed since they were known; each is brought back where it was,
   *   also of several with the same bytes
   */
  async add(files: readonly IndexedFile[]): Promise<Result<AgainOutcome, Failure>> {
    const hashes = files.flatMap((file) => hashOf(file) ?? []);
    const found = await findByHashes(this.needs.api, hashes);
    if (!found.ok) return found;
    const asking = new Asking(new AbortController().signal);
    const published = new Map<string, HashMatch[]>();
    for (const match of found.value) published.set(match.hash, [...(published.get(match.hash) ?? []), match]);
    const targets = new Map<string, Result<DownloadTarget, Failure>>();
    const wanted: Wanted[] = [];
    const failed: { fileName: string; cause: Failure }[] = [];
    for (const file of files) {
      const known = hashOf(file);
      // Of several versions with these bytes the one that the file is known as.
      const matches = known === null ? [] : (published.get(known) ?? []);
      const match = matches.find(({ versionId }) => versionId === file.versionId) ?? matches[0];
      const led = match === undefined ? await this.whole(file, asking) : ok(match);
      const target = led.ok
        ? (targets.get(`${led.value.versionId} ${led.value.hash}`) ??
          (await asking.alone(() => this.lockedTarget(led.value))))
        : led;
      if (target === null) return err(failure('input.cancelled'));
      if (led.ok) targets.set(`${led.value.versionId} ${led.value.hash}`, target);
      if (!target.ok || !led.ok) failed.push({ fileName: file.fileName, cause: causeOf(target) });
      else {
        const { hash, modelId, versionId } = led.value;
        const recognised = file.versionId === null ? { ...file, versionId } : file;
        wanted.push({ file: recognised, hash, target: backTo(file, target.value) });
        // What its hash leads to is for the next question about it to say.
        if (match === undefined && file.versionId === null)
          await this.needs.onRecognised(file.id, { modelId, versionId });
      }
    }
    return this.queue(wanted, failed);
  }

  /** Downloads one published file to where such a file belongs. @returns why it was not queued */
  async addNew(published: HashMatch): Promise<Result<null, Failure>> {
    const target = await this.lockedTarget(published);
    if (!target.ok) return target;
    const [added] = this.needs.queue.addAll([{ target: target.value, kind: null }]);
    return added === undefined || added.ok ? ok(null) : added;
  }

  /** What a broken file would be as a whole, with the hash that the whole is published with. */
  private async whole(file: IndexedFile, asking: Asking): Promise<Result<HashMatch, Failure>> {
    const { flaw, formerSha256, modelId, versionId, path, fileName, bytes } = file;
    const isBroken = file.standing === 'incomplete' || file.standing === 'noModel';
    // What was known exactly, and is not there any more, is not replaced by something like it.
    if (!isBroken || formerSha256 !== null) return err(failure('input.goneFromCivitai'));
    const promisedBytes = flaw?.kind === 'cutShort' ? flaw.promisedBytes : null;
    const place = modelId === null || versionId === null ? null : { modelId, versionId };
    const broken = { path, fileName, bytes, promisedBytes, place, sha256: null };
    const found = await this.needs.wholes.find(broken, asking);
    if (!found.ok) return found;
    const hash = found.value?.file.hashes.sha256 ?? null;
    if (found.value === null || hash === null) return err(failure('input.wholeUnknown', { name: fileName }));
    return ok({ modelId: found.value.modelId, versionId: found.value.versionId, hash });
  }

  private queue(
    wanted: readonly Wanted[],
    failed: { fileName: string; cause: Failure }[],
  ): Result<AgainOutcome, Failure> {
    const added = this.needs.queue.addAll(wanted.map(({ target }) => ({ target, kind: null })));
    const queued: IndexedFile[] = [];
    const promised: PromisedDownload[] = [];
    wanted.forEach(({ file, hash }, at) => {
      const result = added[at];
      if (!result?.ok) {
        failed.push({ fileName: file.fileName, cause: result?.error ?? failure('input.cancelled') });
        return;
      }
      queued.push(file);
      const promise = promiseOf(file, hash);
      if (promise !== null) promised.push({ downloadId: result.value, promise });
    });
    const kept = promised.length === 0 ? ok(null) : this.needs.onPromised(promised);
    return ok({
      queuedCount: queued.length,
      replacingCount: kept.ok ? promised.length : 0,
      claimedCount: queued.filter(({ standing, sha256 }) => standing === 'missing' && sha256 === null).length,
      failed: failed.slice(0, MOST_TOLD),
      failedCount: failed.length,
      promiseTrouble: kept.ok ? null : kept.error,
    });
  }

  private async lockedTarget({
    modelId,
    versionId,
    hash,
  }: HashMatch): Promise<Result<DownloadTarget, Failure>> {
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
      : ok(locked(hash, withoutChoice(target.value)));
  }
}

/**
 * Of a file that was never read, what its sidecar says: it is told apart in the answer. What a file measures that is
 * not what it was says nothing.
 */
function hashOf({ standing, match, sha256, formerSha256, claim }: IndexedFile): string | null {
  const isOther = standing === 'changed' || standing === 'incomplete' || standing === 'noModel';
  if (!isOther || match === 'download' || match === 'sha256') return sha256 ?? claim?.sha256 ?? null;
  return formerSha256 ?? (standing === 'changed' ? null : (claim?.sha256 ?? null));
}

function causeOf(target: Result<unknown, Failure>): Failure {
  return target.ok ? failure('input.goneFromCivitai') : target.error;
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
function promiseOf(file: IndexedFile, hash: string): ReplacementPromise | null {
  const { id, standing, versionId, folder, fileName, bytes, mtimeNs, facts } = file;
  const isThere = standing !== 'missing' && (standing === 'damaged' || file.sha256 !== hash);
  if (!isThere || versionId === null || mtimeNs === '') return null;
  const old = { id, versionId, folder, fileName, bytes, mtimeNs };
  return { fate: 'replace', modelName: facts?.modelName ?? fileName, files: [old] };
}
