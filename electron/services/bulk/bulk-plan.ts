import type { Plan, PlanChoice, PlanDelta, PlanQueued, PlanSource } from '../../../shared/bulk/plan';
import { canBeIncluded } from '../../../shared/bulk/plan';
import type { PlanChange } from '../../../shared/bulk/plan-schema';
import type { VersionTerms } from '../../../shared/civitai/access';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { type LockedFile, looksLikeLock, readLock, writeLock } from '../../core/bulk/lock-file';
import type { DownloadRecord } from '../../core/ports';
import type { DownloadQueue } from '../downloads/download-queue';
import type { Placement } from '../placement';
import { ownershipOf } from './ownership';
import { PlanBoard } from './plan-board';
import { type CollectorNeeds, PlanCollector } from './plan-collector';
import { choicesOf, fileOfEntry, type PlanEntry, targetOf } from './plan-entry';
import { PlanTerms } from './plan-terms';
import { PlanVolumes, type PlanVolumesNeeds } from './plan-volumes';

export interface BulkPlanNeeds
  extends Omit<CollectorNeeds, 'board'>,
    Omit<PlanVolumesNeeds, 'queued' | 'onChanged'> {
  readonly terms: (versionId: number) => Promise<VersionTerms>;
  readonly placement: Pick<Placement, 'plan'>;
  readonly queue: Pick<DownloadQueue, 'all' | 'addAll' | 'volumes'>;
  /** Whose answers Civitai gives; empty while nobody is signed in. */
  readonly owner: () => string;
  readonly isFolderChosen: () => boolean;
  readonly publish: (delta: PlanDelta) => void;
}

/** What was read longer ago is read anew before it is queued: the creator may have replaced a file. */
const OLD_MS = 10 * 60_000;
const MODELS_AT_ONCE = 100;

/** Many downloads, shown and changed before any of them is queued. One plan at a time. */
export class BulkPlan {
  private readonly board: PlanBoard;
  private readonly terms: PlanTerms;
  private readonly collector: PlanCollector;
  private owner = '';
  private lastSignedIn = '';

  constructor(private readonly needs: BulkPlanNeeds) {
    const volumes = new PlanVolumes({
      ...needs,
      queued: () => needs.queue.volumes(),
      onChanged: () => this.board.settle(),
    });
    this.board = new PlanBoard({
      ...needs,
      volumes,
      owned: () => ownershipOf(needs.queue.all()),
      isSignedIn: () => needs.owner() !== '',
      collecting: () => this.collector.progress,
      onTold: () => this.terms.go(),
    });
    this.collector = new PlanCollector({ ...needs, board: this.board });
    this.terms = new PlanTerms({
      wanted: () => this.withoutTerms(),
      terms: needs.terms,
      tell: (versionId, terms) => this.noteTerms(versionId, terms),
    });
  }

  snapshot(): Plan {
    this.board.refresh();
    return this.board.snapshot();
  }

  /** Adds to the plan; answers before anything is found. */
  collect(source: PlanSource): Result<null, Failure> {
    if (source.kind === 'list' && looksLikeLock(source.text)) {
      const lock = this.importLock(source.text);
      return lock.ok ? ok(null) : lock;
    }
    this.collector.collect(source);
    return ok(null);
  }

  /** @returns how many files it names */
  importLock(text: string): Result<number, Failure> {
    const lock = readLock(text);
    if (!lock.ok) return lock;
    this.collector.collectLocked(lock.value);
    return ok(lock.value.length);
  }

  /** The text of a lock file of everything that is included or owned, and how many files it names. */
  exportLock(): { readonly text: string; readonly fileCount: number } {
    this.board.refresh();
    const records = new Map(this.needs.queue.all().map((record) => [record.id, record]));
    const files = this.board.all().flatMap((entry): readonly LockedFile[] => {
      const item = this.board.item(entry.id);
      const target = targetOf(entry);
      if (item === undefined || target === null) return [];
      if (!item.isIncluded && item.ownership.kind === 'none') return [];
      const record = item.ownership.kind === 'none' ? undefined : records.get(item.ownership.downloadId);
      return [lockedFile(entry, target, record)];
    });
    return { text: writeLock(files), fileCount: files.length };
  }

  /** Ends the search for more; what was found stays. */
  stop(): void {
    this.collector.stop();
  }

  clear(): void {
    this.stop();
    this.terms.forget();
    this.board.clear();
  }

  change(change: PlanChange): Result<null, Failure> {
    switch (change.kind) {
      case 'include':
        this.board.change(change.ids, (entry) => this.included(entry, change));
        break;
      case 'file':
        return this.changeFile(change.id, change.versionId, change.fileId);
      case 'place':
        this.board.change(change.ids, (entry) => ({ ...entry, ownKind: change.folderKind }));
        break;
      case 'remove':
        this.board.remove(change.ids);
        break;
      case 'removeProblems':
        this.board.removeProblems();
        break;
    }
    return ok(null);
  }

  choices(id: string): Result<readonly PlanChoice[], Failure> {
    const entry = this.board.get(id);
    return entry === undefined ? err(failure('input.notPossibleNow')) : ok(choicesOf(entry));
  }

  /**
   * Queues what is included, all of it in one step, and takes it out of the plan.
   *
   * @returns also what could not be queued and why; that stays
   */
  async queue(): Promise<Result<PlanQueued, Failure>> {
    await this.readAnew();
    this.board.refresh();
    const included = this.board.all().flatMap((entry) => {
      const item = this.board.item(entry.id);
      const target = targetOf(entry);
      return item?.isIncluded === true && target !== null ? [{ entry, target }] : [];
    });
    const results = this.needs.queue.addAll(
      included.map(({ entry, target }) => ({ target, kind: entry.ownKind })),
    );
    const refused: { readonly id: string; readonly cause: Failure }[] = [];
    const queued: string[] = [];
    included.forEach(({ entry: { id } }, at) => {
      const result = results[at];
      if (result?.ok) queued.push(id);
      else refused.push({ id, cause: result?.error ?? failure('app.bug') });
    });
    this.board.remove(queued);
    return ok({ queuedCount: queued.length, refused });
  }

  /** Downloads, folders or settings are different now. */
  noteChange(): void {
    if (this.board.size > 0) this.board.settle();
  }

  /**
   * Somebody has signed in or out. What stands on an account's own lists goes with it; the rest stays, because a
   * token may just have ended, until somebody else signs in.
   */
  noteAccount(): void {
    const owner = this.needs.owner();
    if (owner === this.owner) return;
    const isSomebodyElse = owner !== '' && this.lastSignedIn !== '' && owner !== this.lastSignedIn;
    this.owner = owner;
    if (owner !== '') this.lastSignedIn = owner;
    if (isSomebodyElse) this.clear();
    else this.board.remove(this.board.all().flatMap(({ id, isPrivate }) => (isPrivate ? [id] : [])));
    this.terms.forget();
    this.board.forgetTerms();
  }

  close(): void {
    this.stop();
    this.board.stop();
  }

  private included(entry: PlanEntry, change: Extract<PlanChange, { kind: 'include' }>): PlanEntry {
    if (!change.isIncluded) return { ...entry, isWanted: false };
    const item = this.board.item(entry.id);
    if (item === undefined || !canBeIncluded(item)) return entry;
    return item.isDangerous && !change.isRiskAccepted ? entry : { ...entry, isWanted: true };
  }

  private changeFile(id: string, versionId: number, fileId: number): Result<null, Failure> {
    const entry = this.board.get(id);
    if (entry === undefined) return err(failure('input.notPossibleNow'));
    // Another file is not the one that the lock was for, nor what a scan or a login was asked about.
    const changed = {
      ...entry,
      versionId,
      fileId,
      lock: null,
      isWanted: null,
      ambiguousId: null,
      terms: null,
    };
    if (fileOfEntry(changed) === undefined) return err(failure('input.unknownFile'));
    this.board.change([id], () => changed);
    return ok(null);
  }

  private withoutTerms(): readonly PlanEntry[] {
    return this.board.all().filter(({ id, terms }) => {
      const item = terms === null ? this.board.item(id) : undefined;
      return item !== undefined && canBeIncluded(item);
    });
  }

  private noteTerms(versionId: number, terms: VersionTerms): void {
    const ids = this.board.all().flatMap((entry) => (entry.versionId === versionId ? [entry.id] : []));
    this.board.note(ids, (entry) => ({ ...entry, terms }));
  }

  /** Reads what was read long ago once more; what cannot be read stays as it was, and the download will tell. */
  private async readAnew(): Promise<void> {
    const before = this.needs.clock.steadyMs() - OLD_MS;
    const old = this.board.all().filter(({ id, model }) => {
      return model.readAtMs < before && this.board.item(id)?.isIncluded === true;
    });
    const ids = [...new Set(old.map(({ model }) => model.id))];
    for (let from = 0; from < ids.length; from += MODELS_AT_ONCE) {
      const chunk = ids.slice(from, from + MODELS_AT_ONCE);
      const known = await this.needs.models.byIds(chunk, new AbortController().signal);
      const those = old.filter(({ model }) => known.get(model.id)?.ok);
      this.board.note(
        those.map(({ id }) => id),
        (entry) => {
          const model = known.get(entry.model.id);
          return model?.ok ? { ...entry, model: model.value } : entry;
        },
      );
    }
  }
}

function lockedFile(
  entry: PlanEntry,
  target: NonNullable<ReturnType<typeof targetOf>>,
  record: DownloadRecord | undefined,
): LockedFile {
  const exact = record?.state.kind === 'completed' ? record.totalBytes : null;
  return {
    modelId: target.modelId,
    versionId: target.versionId,
    fileId: target.fileId,
    model: target.modelName,
    version: target.versionName,
    fileName: target.file.untrustedName,
    size: exact ?? target.file.approximateBytes,
    isSizeExact: exact !== null,
    hashes: target.hashes,
    folder: entry.ownKind,
  };
}
