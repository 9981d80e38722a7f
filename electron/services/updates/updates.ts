import { type Failure, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { LibraryStatus } from '../../../shared/library/library';
import { err, ok, type Result } from '../../../shared/result';
import {
  type IgnoredUpdate,
  type NewerVersion,
  type OfferedUpdate,
  type StayingFiles,
  UPDATE_PARTS,
  type UpdateDetails,
  type UpdatePage,
  type UpdatePart,
  type UpdateRow,
  type UpdatesStatus,
  type WaitingReplacement,
  type WhyItStays,
} from '../../../shared/updates/updates';
import type { IgnoreWish, UpdatesToPlan } from '../../../shared/updates/updates-schema';
import type { IndexedFile, LibraryStore } from '../../core/library/ports';
import type { Outcome } from '../../core/operations/steps';
import { compareVersions } from '../../core/updates/compare-versions';
import type { ReplacementPromise, UpdatesStore } from '../../core/updates/ports';
import { whyItStays } from '../../core/updates/why-it-stays';
import type { BulkPlan } from '../bulk/bulk-plan';
import type { WantedFile } from '../bulk/find-files';
import type { PromisedDownload } from '../bulk/queue-entries';
import type { Catalogue } from '../catalogue/catalogue';
import { Replacements, type ReplacementsNeeds } from './replacements';
import { type BoardRow, UpdateBoard, type UpdateBoardNeeds } from './update-board';
import { UpdateChecks, type UpdateChecksNeeds } from './update-checks';
import { toRow, type UpdateViewNeeds } from './update-views';

export interface UpdatesNeeds
  extends Omit<UpdateChecksNeeds, 'store' | 'modelIds' | 'onKept' | 'onChanged'>,
    Omit<UpdateBoardNeeds, 'store' | 'library' | 'onChanged'>,
    Omit<ReplacementsNeeds, 'store' | 'library' | 'onChanged'>,
    UpdateViewNeeds {
  readonly store: UpdatesStore;
  readonly keeping: UpdatesStatus['keeping'];
  readonly library: Pick<LibraryStore, 'owned' | 'find'>;
  readonly catalogue: Pick<Catalogue, 'whole'>;
  readonly plan: Pick<BulkPlan, 'collectFiles'>;
  readonly publish: (status: UpdatesStatus) => void;
  /** Other files than before have a newer version. */
  readonly onMarks: () => void;
}

/** A check of many models changes them one after the other. */
const PUBLISH_MS = 250;
/** Watched folders change file by file. */
const SETTLE_MS = 2_000;
/** More names than these are only counted. */
const MOST_NAMES = 5;

/**
 * Newer versions of what is in the library. Nothing here downloads anything by itself; old files are touched only by
 * what the user wanted of them when they queued an update.
 */
export class Updates {
  private readonly board: UpdateBoard;
  private readonly checks: UpdateChecks;
  private readonly replacements: Replacements;
  private revision = 0;
  private promiseRevision = 0;
  private marks = '';
  private libraryRevision = -1;
  private isStarted = false;
  private isStopped = false;
  private callOffPublish: (() => void) | null = null;
  private callOffRenew: (() => void) | null = null;

  constructor(private readonly needs: UpdatesNeeds) {
    this.board = new UpdateBoard({
      ...needs,
      onChanged: () => {
        this.revision += 1;
        this.publishSoon();
      },
    });
    this.checks = new UpdateChecks({
      ...needs,
      modelIds: () => this.board.modelIds,
      onKept: (modelIds) => this.board.judge(modelIds),
      onChanged: () => this.publishSoon(),
    });
    this.replacements = new Replacements({
      ...needs,
      onChanged: () => {
        this.promiseRevision += 1;
        this.publishSoon();
      },
    });
  }

  /**
   * Looks through the library; goes on with a check that is wanted.
   *
   * @param recovered ends once files are as whole operations leave them
   */
  async start(recovered: Promise<void>): Promise<void> {
    this.isStarted = true;
    void recovered.then(() => this.replacements.start()).catch((bug: unknown) => this.needs.onBug(bug));
    await this.board.renew();
    this.checks.go();
  }

  /** Waits for a replacement that happens just now. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.checks.stop();
    this.board.stop();
    this.callOffPublish?.();
    this.callOffRenew?.();
    await this.replacements.stop();
    this.needs.store.close();
  }

  onWake(): void {
    this.checks.onWake();
  }

  status(): UpdatesStatus {
    const { store, keeping } = this.needs;
    const [ignored, outcomes, promises] = [store.ignored(), store.outcomes(), store.promises()];
    const countOf = (part: UpdatePart) => this.board.part(part).length;
    const [updates, restricted, otherBases, gone] = UPDATE_PARTS;
    return {
      revision: this.revision,
      counts: {
        updates: countOf(updates),
        restricted: countOf(restricted),
        otherBases: countOf(otherBases),
        gone: countOf(gone),
      },
      updateBytes: this.board.part('updates').reduce((sum, row) => sum + (row.approximateBytes ?? 0), 0),
      ignoredCount: ignored.ok ? ignored.value.length : 0,
      isWanted: this.checks.isWanted,
      check: this.checks.check,
      checkedAtMs: this.checks.checkedAtMs,
      laterCount: this.checks.laterCount,
      modelCount: this.board.modelIds.length,
      trouble: this.checks.trouble,
      waitingCount: promises.ok ? promises.value.length : 0,
      promiseRevision: this.promiseRevision,
      outcomes: outcomes.ok ? outcomes.value : [],
      keeping,
    };
  }

  /** The library has told something. While it is being read that would be so all the time; its end is soon enough. */
  noteLibrary({ revision, scan }: Pick<LibraryStatus, 'revision' | 'scan'>): void {
    if (!this.isStarted || this.isStopped || scan.kind !== 'idle') return;
    if (revision === this.libraryRevision) return;
    this.libraryRevision = revision;
    this.callOffRenew ??= this.needs.clock.after(SETTLE_MS, () => {
      this.callOffRenew = null;
      void this.board
        .renew()
        .then(() => this.checks.go())
        .catch((bug: unknown) => this.needs.onBug(bug));
    });
  }

  /** Downloads were queued from the plan. @returns why what is to become of old files could not be written down */
  notePromised(promised: readonly PromisedDownload[]): Result<null, Failure> {
    return this.replacements.note(promised);
  }

  /** What is to become of old files and has not yet. */
  promises(): readonly WaitingReplacement[] {
    return this.replacements.waiting();
  }

  /** The old files of a download stay after all. */
  takeBackPromise(downloadId: DownloadId): Result<null, Failure> {
    return this.replacements.takeBack(downloadId);
  }

  /** An operation has given files other names. */
  noteMoved(outcome: Outcome): void {
    this.replacements.noteMoved(outcome);
  }

  /** Something was placed, or proven later. */
  noteDownloads(): void {
    if (this.isStarted) this.replacements.look();
  }

  /** The user prefers other files. */
  notePreference(): void {
    void this.board.renew().catch((bug: unknown) => this.needs.onBug(bug));
  }

  /** The level of maturity is another one, and so are the pictures. */
  republish(): void {
    this.revision += 1;
    this.publishSoon();
  }

  checkNow(): void {
    this.checks.checkNow();
  }

  list(part: UpdatePart, offset: number, limit: number): Result<UpdatePage, Failure> {
    const all = this.board.part(part);
    const rows = this.toRows(all.slice(offset, offset + limit));
    return rows.ok ? ok({ revision: this.revision, total: all.length, offset, rows: rows.value }) : rows;
  }

  ofModel(modelId: number): Result<readonly UpdateRow[], Failure> {
    return this.toRows(this.board.ofModel(modelId));
  }

  newerOf(fileId: number): NewerVersion | null {
    const row = this.board.ofFile(fileId);
    if (row === undefined || row.offered === null) return null;
    return { updateId: row.id, versionId: row.offered.versionId, versionName: row.versionName };
  }

  /** What has changed; from what Civitai says now, or said last. `input.unknownVersion` for what is there no more. */
  async details(id: string): Promise<Result<UpdateDetails, Failure>> {
    const row = this.board.find(id);
    if (row === undefined || row.offered === null) return err(failure('input.unknownVersion'));
    const { offered } = row;
    const old = this.filesOf(row)[0]?.versionId ?? 0;
    const known = await this.needs.catalogue.whole(row.modelId, 'any', 'front');
    if (!known.ok) return known;
    const { versions } = known.value.model;
    const details = compareVersions(versions, old, offered.versionId, this.needs.clock.nowMs());
    return details === null ? err(failure('input.unknownVersion')) : ok(details);
  }

  /** Those of the rows that can be had, with the files that they are about now. */
  stillOffered(ids: readonly string[]): readonly OfferedUpdate[] {
    return this.rowsOf(ids).map(({ id, oldFileIds, approximateBytes }) => {
      return { id, oldFileIds, approximateBytes };
    });
  }

  /** Old files that stay whatever the wish says, because they are not proven or have several names. */
  staying(wish: UpdatesToPlan): StayingFiles {
    const fates = new Map(wish.ownFates.map((each) => [each.id, each.fate]));
    const staying = this.wantedRows(wish).flatMap((row) => {
      if ((fates.get(row.id) ?? wish.fate) === 'keep') return [];
      const files = this.filesOf(row);
      return files.flatMap((file) => {
        const why = whyItStays(file, files);
        return why === null ? [] : [{ why, name: file.fileName }];
      });
    });
    const countOf = (wanted: WhyItStays) => staying.filter(({ why }) => why === wanted).length;
    return {
      counts: { notProven: countOf('notProven'), severalNames: countOf('severalNames') },
      names: staying.slice(0, MOST_NAMES).map(({ name }) => name),
    };
  }

  /**
   * Puts updates into the plan, where they are seen before anything is downloaded.
   *
   * @returns how many; `input.changedMeanwhile` where a choice was about other files than it would meet now
   */
  toPlan(wish: UpdatesToPlan): Result<number, Failure> {
    const own = new Map(wish.ownFates.map((each) => [each.id, each]));
    const rows = this.wantedRows(wish);
    const isOther = ({ id, oldFileIds }: BoardRow) => {
      const said = own.get(id)?.fileIds;
      return said !== undefined && !oldFileIds.every((fileId) => said.includes(fileId));
    };
    if (rows.some(isOther)) return err(failure('input.changedMeanwhile'));
    const wanted = rows.flatMap((row): readonly WantedFile[] => {
      if (row.offered === null) return [];
      const { modelId, modelName, offered } = row;
      const fate = own.get(row.id)?.fate ?? wish.fate;
      return [{ modelId, modelName, ...offered, promise: this.promiseOf(row, fate) }];
    });
    if (wanted.length === 0) return err(failure('input.notPossibleNow'));
    this.needs.plan.collectFiles(wanted);
    return ok(wanted.length);
  }

  ignored(): Result<readonly IgnoredUpdate[], Failure> {
    const ignored = this.needs.store.ignored();
    return ignored.ok ? ok(ignored.value.toSorted((a, b) => b.atMs - a.atMs)) : ignored;
  }

  ignore({ kind, id, modelId, isIgnored }: IgnoreWish): Result<null, Failure> {
    const { store, clock } = this.needs;
    const model = store.models([modelId]);
    if (!model.ok) return model;
    const known = model.value[0]?.model ?? null;
    const done = isIgnored
      ? store.ignore({
          kind,
          id,
          modelId,
          modelName: known?.name ?? `Model ${modelId}`,
          versionName:
            kind === 'model'
              ? null
              : (known?.versions.find((each) => each.id === id)?.name ?? `Version ${id}`),
          atMs: clock.nowMs(),
        })
      : store.takeBack(kind, id);
    if (done.ok) this.board.judge([modelId]);
    return done;
  }

  private wantedRows({ which }: UpdatesToPlan): readonly BoardRow[] {
    return which.kind === 'all' ? without(this.board.part('updates'), which.except) : this.rowsOf(which.ids);
  }

  private rowsOf(ids: readonly string[]): readonly BoardRow[] {
    return ids.flatMap((id) => this.board.find(id) ?? []).filter(({ part }) => part === 'updates');
  }

  private promiseOf(row: BoardRow, fate: UpdatesToPlan['fate']): ReplacementPromise | null {
    if (fate === 'keep') return null;
    const indexed = this.filesOf(row);
    // What has to stay keeps no other from going.
    const going = indexed.filter((file) => whyItStays(file, indexed) === null);
    const files = going.map(({ id, versionId, folder, fileName, bytes, mtimeNs }) => {
      return { id, versionId: versionId ?? 0, folder, fileName, bytes, mtimeNs };
    });
    return files.length === 0 ? null : { fate, modelName: row.modelName, files };
  }

  private filesOf({ oldFileIds }: BoardRow): readonly IndexedFile[] {
    return oldFileIds.flatMap((id) => {
      const file = this.needs.library.find(id);
      return file.ok && file.value !== null ? [file.value] : [];
    });
  }

  private toRows(rows: readonly BoardRow[]): Result<readonly UpdateRow[], Failure> {
    const models = this.needs.store.models(rows.map(({ modelId }) => modelId));
    if (!models.ok) return models;
    const byId = new Map(models.value.map((each) => [each.modelId, each]));
    const nowMs = this.needs.clock.nowMs();
    return ok(rows.map((row) => toRow(row, byId.get(row.modelId), this.filesOf(row), this.needs, nowMs)));
  }

  private tellMarks(): void {
    const marks = this.board
      .part('updates')
      .map(({ id, oldFileIds }) => `${id}:${oldFileIds.join()}`)
      .join(' ');
    if (marks === this.marks) return;
    this.marks = marks;
    this.needs.onMarks();
  }

  private publishSoon(): void {
    if (this.isStopped) return;
    this.callOffPublish ??= this.needs.clock.after(PUBLISH_MS, () => {
      this.callOffPublish = null;
      this.needs.publish(this.status());
      // The library's list is read anew for it, which once at the end of a check is often enough.
      if (this.checks.check.kind === 'idle') this.tellMarks();
    });
  }
}

function without(rows: readonly BoardRow[], ids: readonly string[]): readonly BoardRow[] {
  const left = new Set(ids);
  return rows.filter(({ id }) => !left.has(id));
}
