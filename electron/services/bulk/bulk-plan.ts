import {
  canBeIncluded,
  type Plan,
  type PlanChoice,
  type PlanDelta,
  type PlanQueued,
  type PlanSource,
} from '../../../shared/bulk/plan';
import type { PlanChange } from '../../../shared/bulk/plan-schema';
import type { VersionTerms } from '../../../shared/civitai/access';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { looksLikeLock, readLock, writeLock } from '../../core/bulk/lock-file';
import type { DownloadQueue } from '../downloads/download-queue';
import type { Placement } from '../placement';
import { entrySurroundings, type SurroundingsNeeds } from './entry-surroundings';
import type { WantedFile } from './find-files';
import { lockedFiles } from './locked-files';
import { PlanBoard } from './plan-board';
import { type CollectorNeeds, PlanCollector } from './plan-collector';
import { choicesOf, fileOfEntry, type PlanEntry } from './plan-entry';
import { PlanTerms } from './plan-terms';
import { PlanVolumes, type PlanVolumesNeeds } from './plan-volumes';
import { type PromisedDownload, queueEntries } from './queue-entries';

/** Whose answers Civitai gives; null while a token is there and nobody has said whose. */
export type PlanOwner = { readonly username: string } | 'nobody' | null;

export interface BulkPlanNeeds
  extends Omit<CollectorNeeds, 'board'>,
    Omit<PlanVolumesNeeds, 'queued' | 'onChanged'>,
    Pick<SurroundingsNeeds, 'library'> {
  readonly placement: Pick<Placement, 'plan' | 'renew'>;
  readonly terms: (versionId: number) => Promise<VersionTerms>;
  readonly queue: Pick<DownloadQueue, 'all' | 'addAll' | 'volumes'>;
  readonly isFolderChosen: () => boolean;
  readonly publish: (delta: PlanDelta) => void;
  /** Downloads after which old files are to go; told before the plan lets go of them. @returns why these will stay */
  readonly onPromised: (promised: readonly PromisedDownload[]) => Result<null, Failure>;
}

/** So long the plan may tell less of the library than there is. */
const OWNED_MS = 2_000;

/** Many downloads, shown and changed before any of them is queued. One plan at a time. */
export class BulkPlan {
  private readonly board: PlanBoard;
  private readonly terms: PlanTerms;
  private readonly collector: PlanCollector;
  private readonly forgetPlaces: () => void;
  private readonly forgetOwned: () => void;
  private callOffOwned: (() => void) | null = null;
  private libraryRevision = -1;
  private queueing: AbortController | null = null;
  private isSignedIn = false;
  /** Whose account was used last; "" before the first. */
  private lastUsername = '';

  constructor(private readonly needs: BulkPlanNeeds) {
    const volumes = new PlanVolumes({
      ...needs,
      queued: () => needs.queue.volumes(),
      onChanged: () => this.board.settle(),
    });
    const { surroundings, forgetPlaces, forgetOwned } = entrySurroundings({ ...needs, volumes });
    this.forgetPlaces = forgetPlaces;
    this.forgetOwned = forgetOwned;
    this.board = new PlanBoard({
      ...needs,
      volumes,
      surroundings,
      isSignedIn: () => this.isSignedIn,
      maturity: () => needs.settings().maturity,
      collecting: () => this.collector.progress,
      onTold: () => this.terms.go(),
    });
    this.collector = new PlanCollector({ ...needs, board: this.board });
    this.terms = new PlanTerms({
      clock: needs.clock,
      next: (passed) => this.board.all().find((entry) => this.wantsTerms(entry, passed)),
      terms: needs.terms,
      tell: (versionId, terms) => this.noteTerms(versionId, terms),
      report: needs.report,
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
    this.terms.start();
    return ok(null);
  }

  /** Adds files that were chosen already, with what shall become of old ones; answers before they are looked up. */
  collectFiles(wanted: readonly WantedFile[]): void {
    this.collector.collectFiles(wanted);
    this.terms.start();
  }

  /** @returns how many files it names */
  importLock(text: string): Result<number, Failure> {
    const lock = readLock(text);
    if (!lock.ok) return lock;
    this.collector.collectLocked(lock.value);
    this.terms.start();
    return ok(lock.value.length);
  }

  /** The text of a lock file of everything that is included, owned or locked, and how many files it names. */
  exportLock(): { readonly text: string; readonly fileCount: number } {
    this.board.refresh();
    const files = lockedFiles(this.board, this.needs.queue.all());
    return { text: writeLock(files), fileCount: files.length };
  }

  /** Ends the search for more; what was found stays. */
  stop(): void {
    this.collector.stop();
    this.terms.stop();
    this.queueing?.abort();
  }

  clear(): void {
    this.collector.forget();
    this.terms.stop();
    this.queueing?.abort();
    this.terms.forget();
    this.board.clear();
  }

  change(change: PlanChange): Result<null, Failure> {
    switch (change.kind) {
      case 'include':
        this.board.change(change.ids, (entry) => this.ticked(entry, change));
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
        this.board.removeProblems(change.ids);
        break;
    }
    return ok(null);
  }

  choices(id: string): Result<readonly PlanChoice[], Failure> {
    const entry = this.board.get(id);
    return entry === undefined ? err(failure('input.notPossibleNow')) : ok(choicesOf(entry));
  }

  /**
   * Queues what the page was told to be included, all of it in one step, and takes it out of the plan. What is found
   * meanwhile is not among it.
   *
   * @returns also what could not be queued and why; that stays
   */
  async queue(): Promise<Result<PlanQueued, Failure>> {
    const shown = this.board.all().filter(({ id }) => this.board.item(id)?.isIncluded === true);
    await this.needs.placement.renew();
    this.queueing = new AbortController();
    const queued = await queueEntries({ ...this.needs, board: this.board }, shown, this.queueing.signal);
    this.queueing = null;
    return queued;
  }

  /** Downloads, folders or settings are different now. */
  noteChange(): void {
    this.forgetPlaces();
    if (this.board.size > 0) this.board.settle();
  }

  /** The library's index is another one, which it is several times a second while it is being made. */
  noteLibrary(revision: number): void {
    // Its progress is told with the same revision, twice a second.
    if (revision === this.libraryRevision) return;
    this.libraryRevision = revision;
    this.callOffOwned ??= this.needs.clock.after(OWNED_MS, () => {
      this.callOffOwned = null;
      this.forgetOwned();
      if (this.board.size > 0) this.board.settle();
    });
  }

  /**
   * Somebody has signed in or out. What stands on an account's own lists goes with it; the rest stays, because a
   * token may just have ended, until somebody else signs in.
   */
  noteAccount(owner: PlanOwner): void {
    if (owner === null) {
      this.isSignedIn = true;
      return;
    }
    const username = owner === 'nobody' ? '' : owner.username;
    const isSomebodyElse = username !== '' && this.lastUsername !== '' && username !== this.lastUsername;
    const isSame = this.isSignedIn === (username !== '') && !isSomebodyElse;
    this.isSignedIn = username !== '';
    if (username !== '') this.lastUsername = username;
    if (isSomebodyElse) this.clear();
    else if (!isSame) {
      this.collector.stopPrivate();
      this.board.remove(this.board.all().flatMap(({ id, isPrivate }) => (isPrivate ? [id] : [])));
    }
    if (isSame) return;
    this.terms.forget();
    this.board.forgetTerms();
  }

  close(): void {
    this.stop();
    this.callOffOwned?.();
    this.board.stop();
  }

  private ticked(entry: PlanEntry, change: Extract<PlanChange, { kind: 'include' }>): PlanEntry {
    const item = this.board.item(entry.id);
    if (item === undefined) return entry;
    const { isIncluded, isRiskAccepted } = change;
    if (isIncluded && (!canBeIncluded(item) || (item.isDangerous && !isRiskAccepted))) return entry;
    return { ...entry, ticked: { isIncluded, isRiskAccepted, access: item.access.kind } };
  }

  private changeFile(id: string, versionId: number, fileId: number): Result<null, Failure> {
    const entry = this.board.get(id);
    if (entry === undefined) return err(failure('input.notPossibleNow'));
    // Another file is not the one that the lock was for, nor what a scan or a login was asked about.
    const changed = {
      ...entry,
      ...{ versionId, fileId, lock: null, ticked: null, ambiguousId: null, terms: null },
      // Old files were to give way to that very file: another one of the same version may be its VAE.
      promise: null,
    };
    if (fileOfEntry(changed) === undefined) return err(failure('input.unknownFile'));
    if (versionId === entry.versionId && fileId === entry.fileId) return ok(null);
    this.board.change([id], () => changed);
    return ok(null);
  }

  private wantsTerms({ id, terms, versionId }: PlanEntry, passed: ReadonlySet<number>): boolean {
    return terms === null && !passed.has(versionId) && this.board.item(id)?.isIncluded === true;
  }

  private noteTerms(versionId: number, terms: VersionTerms): void {
    const ids = this.board.all().flatMap((entry) => (entry.versionId === versionId ? [entry.id] : []));
    this.board.note(ids, (entry) => ({ ...entry, terms }));
  }
}
