import type { DownloadTarget, DownloadView } from '../../../shared/download/download';
import type { Priority } from '../../../shared/download/priority';
import type { DownloadEvent, DownloadEventKind } from '../../../shared/download/state';
import { type Failure, failure, ruleOf } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadsSnapshot, MoveTarget } from '../../../shared/ipc/contract';
import { err, ok, type Result } from '../../../shared/result';
import { accepts, step } from '../../core/download/machine';
import { partFileName } from '../../core/naming/file-name';
import type { DownloadRecord } from '../../core/ports';
import { nextToStart } from '../../core/queue/schedule';
import { Arrangement } from './arrangement';
import { endedInTime } from './ended-in-time';
import { ProgressBoard } from './progress-board';
import type { QueueNeeds } from './queue-needs';
import { RecordBook } from './record-book';
import { isOtherFile, missingBytes } from './record-facts';
import { recoverRecord } from './recover-record';
import { type RunHandle, runDownload } from './run-download';
import { viewOf } from './view';

/** A profile on a dead network drive must not keep Civet from quitting. */
const LONGEST_STOP_MS = 10_000;

interface Run {
  readonly controller: AbortController;
  readonly finished: Promise<void>;
}

/**
 * Every download there is, in the user's order. The only writer of their states: an event goes
 * through `step`, into the journal, and only then has effects and reaches the page.
 */
export class DownloadQueue {
  private readonly records: RecordBook;
  private readonly arrangement: Arrangement;
  private readonly runs = new Map<DownloadId, Run>();
  private readonly timers = new Map<DownloadId, () => void>();
  private readonly progress: ProgressBoard;
  /** Being taken off the list; nothing may start them any more. */
  private readonly removing = new Set<DownloadId>();
  /** The user agreed that what is on disk is of no use. */
  private readonly startingOver = new Set<DownloadId>();
  private revision = 0;
  private isStopping = false;

  constructor(private readonly needs: QueueNeeds) {
    this.records = new RecordBook(needs.journal, needs.clock);
    this.arrangement = new Arrangement(this.records);
    this.progress = new ProgressBoard(needs.clock, needs.publishProgress);
  }

  /** Reads the journal, repairs what a crash left, and goes on with what ran. */
  async start(): Promise<void> {
    const claimed = this.needs.book.totals();
    for (const known of this.needs.journal.load()) {
      // The book alone says which bytes are certain.
      const stored =
        known.state.kind === 'completed' ? known : { ...known, durableBytes: claimed.get(known.id) ?? 0 };
      const record = await recoverRecord(this.needs, stored);
      if (record === stored) this.records.keep(record);
      else this.save(record);
    }
    for (const record of this.records.all()) {
      if (record.state.kind === 'waiting') this.armTimer(record);
      if (record.state.kind === 'finalizing') this.launch(record.id);
    }
    this.publish(this.records.all(), []);
    this.schedule();
  }

  /**
   * Ends all runs and waits until what they hold is on disk, ten seconds at the most. The journal
   * keeps them as running, so they go on at the next start.
   */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const cancel of this.timers.values()) cancel();
    for (const run of this.runs.values()) run.controller.abort();
    const running = [...this.runs.values()].map((run) => run.finished);
    await endedInTime(this.needs.clock, running, LONGEST_STOP_MS);
  }

  snapshot(): DownloadsSnapshot {
    return {
      revision: this.revision,
      downloads: this.records.all().map((record) => this.view(record)),
      progress: this.progress.snapshot(),
    };
  }

  /** A download of this file that is under way, waiting for the user, or placed. */
  find(versionId: number, fileId: number): DownloadRecord | null {
    const found = this.findAny(versionId, fileId);
    return found?.state.kind === 'cancelled' ? null : found;
  }

  /**
   * Adds a file. One that is on the list already, but not placed, is taken up again where it stopped,
   * with what Civitai says of it now.
   */
  add(target: DownloadTarget): Result<DownloadId, Failure> {
    const existing = this.findAny(target.versionId, target.fileId);
    if (existing !== null && existing.state.kind !== 'completed') {
      if (accepts(existing.state.kind, 'retry')) this.retry(existing.id, target);
      else if (accepts(existing.state.kind, 'resume')) this.resume(existing.id);
      return ok(existing.id);
    }
    const place = this.needs.placement.plan(target);
    if (!place.ok) return place;
    const id = this.needs.chance.downloadId();
    const { layout, kind, root, folder, fileName } = place.value;
    const saved = this.save({
      id,
      target,
      layout,
      folderKind: kind,
      root,
      folder,
      fileName,
      partPath: this.needs.places.join(folder, partFileName(fileName, id)),
      state: { kind: 'queued' },
      durableBytes: 0,
      totalBytes: null,
      failedAttempts: 0,
      addedAtMs: this.needs.clock.nowMs(),
      isListed: true,
      priority: 'normal',
      rank: this.arrangement.lastRank(),
      queuedAtMs: this.needs.clock.nowMs(),
      startedAtMs: null,
      mountPath: null,
    });
    this.publish([saved], []);
    this.schedule();
    return ok(id);
  }

  /** Whether another try needs to know what Civitai says of the file now. */
  wantsFreshTarget(id: DownloadId): DownloadTarget | null {
    const record = this.records.get(id);
    if (record === undefined || record.state.kind !== 'failed') return null;
    return ruleOf(record.state.cause.code).spoilsBytes === true ? record.target : null;
  }

  pause(id: DownloadId): Result<null, Failure> {
    return this.command(id, { kind: 'pause' });
  }

  resume(id: DownloadId): Result<null, Failure> {
    return this.command(id, { kind: 'resume' });
  }

  cancel(id: DownloadId): Result<null, Failure> {
    return this.command(id, { kind: 'cancel' });
  }

  /** @param freshTarget what Civitai says of the file now; without it, what was known stays */
  retry(id: DownloadId, freshTarget?: DownloadTarget): Result<null, Failure> {
    const record = this.records.get(id);
    if (record === undefined) return err(failure('input.unknownDownload'));
    const { state } = record;
    const isSpoiled = state.kind === 'failed' && ruleOf(state.cause.code).spoilsBytes === true;
    if (isSpoiled || isOtherFile(record.target, freshTarget)) this.startingOver.add(id);
    const target = freshTarget ?? record.target;
    return this.command(id, { kind: 'retry' }, { ...this.replan(record), target, failedAttempts: 0 });
  }

  /** Somebody has signed in: what only waited for that goes on. */
  retryAfterLogin(): void {
    for (const { id, state } of this.records.all()) {
      if (state.kind === 'failed' && ruleOf(state.cause.code).passesWithLogin === true) this.retry(id);
    }
  }

  /** Tells of everything anew, after the level of maturity has changed. */
  republish(): void {
    this.publish(this.records.all(), []);
  }

  pauseAll(): void {
    for (const id of this.idsAccepting('pause')) this.pause(id);
  }

  resumeAll(): void {
    for (const id of this.records.index.ofKind('paused')) this.resume(id);
  }

  /** Tries again whatever has failed, also what the user would have to do something about first. */
  retryAllFailed(): void {
    for (const id of this.records.index.ofKind('failed')) this.retry(id);
  }

  move(ids: readonly DownloadId[], to: MoveTarget): Result<null, Failure> {
    return this.rearrange(this.arrangement.moved(ids, to));
  }

  setPriority(ids: readonly DownloadId[], priority: Priority): Result<null, Failure> {
    return this.rearrange(this.arrangement.withPriority(ids, priority));
  }

  smallestFirst(): Result<null, Failure> {
    return this.rearrange(this.arrangement.smallestFirst());
  }

  /**
   * The network is back, or the machine woke up: what waits for the network need not wait any longer.
   * A pause that a server asked for is kept.
   */
  wakeNetworkWaiters(): void {
    for (const { id, state } of this.records.all()) {
      if (state.kind !== 'waiting' || ruleOf(state.cause.code).passesWithNetwork !== true) continue;
      this.command(id, { kind: 'wake' }, { failedAttempts: 0 });
    }
  }

  /** Takes a download off the queue together with its partial data. A placed file stays, also in the library. */
  async remove(id: DownloadId): Promise<Result<null, Failure>> {
    const record = this.records.get(id);
    if (record === undefined || this.removing.has(id)) return err(failure('input.unknownDownload'));
    if (record.state.kind === 'finalizing') return err(failure('input.notPossibleNow'));
    if (record.state.kind === 'completed') {
      // The library keeps what was placed, and how it was proven.
      this.publish([this.save({ ...record, isListed: false })], []);
      return ok(null);
    }
    const hadEnded = record.state.kind === 'cancelled';
    if (accepts(record.state.kind, 'cancel')) this.cancel(id);
    this.removing.add(id);
    try {
      await this.runs.get(id)?.finished;
      const removed = await this.needs.parts.remove(record.partPath);
      if (!removed.ok) return removed;
      const forgotten = this.records.remove(id, hadEnded);
      if (!forgotten.ok) return forgotten;
      this.publish([], [id]);
      return ok(null);
    } finally {
      this.removing.delete(id);
    }
  }

  folderOf(id: DownloadId): Result<{ readonly folder: string; readonly file: string | null }, Failure> {
    const record = this.records.get(id);
    if (record === undefined) return err(failure('input.unknownDownload'));
    const { state, folder } = record;
    const file = state.kind === 'completed' ? this.needs.places.join(folder, state.finalName) : null;
    return ok({ folder, file });
  }

  private rearrange(changed: readonly DownloadRecord[]): Result<null, Failure> {
    const saved = this.records.saveAll(changed);
    if (!saved.ok) return saved;
    this.publish(changed, []);
    return ok(null);
  }

  /** Starts what may start; to be called when the limit has changed. */
  schedule(): void {
    if (this.isStopping) return;
    const queue = [...this.records.index.unfinished].map(({ id, state }) => ({ id, state: state.kind }));
    const running = new Set(this.runs.keys());
    for (const id of nextToStart(queue, running, this.needs.limit())) this.launch(id);
  }

  private findAny(versionId: number, fileId: number): DownloadRecord | null {
    const id = this.records.index.ofFile(versionId, fileId).findLast((each) => !this.removing.has(each));
    return id === undefined ? null : (this.records.get(id) ?? null);
  }

  private idsAccepting(event: DownloadEventKind): readonly DownloadId[] {
    return this.records
      .all()
      .filter(({ state }) => accepts(state.kind, event))
      .map(({ id }) => id);
  }

  private command(
    id: DownloadId,
    event: DownloadEvent,
    change: Partial<DownloadRecord> = {},
  ): Result<null, Failure> {
    const record = this.records.get(id);
    if (record === undefined || this.removing.has(id)) return err(failure('input.unknownDownload'));
    if (!accepts(record.state.kind, event.kind)) return err(failure('input.notPossibleNow'));
    this.apply(record, event, change);
    return ok(null);
  }

  /** `step`, then the journal, then effects, then the page. */
  private apply(
    record: DownloadRecord,
    event: DownloadEvent,
    change: Partial<DownloadRecord>,
  ): DownloadRecord {
    const known = { ...record, ...change };
    const next = step(record.state, event, {
      nowMs: this.needs.clock.nowMs(),
      failedAttempts: known.failedAttempts,
      random: this.needs.chance.fraction(),
    });
    if (!next.ok) throw new Error(`A download cannot ${next.error.event} while ${next.error.from}.`);
    const state = next.value;
    const failedAttempts = state.kind === 'waiting' ? state.attempt : known.failedAttempts;
    const saved = this.save({ ...known, state, failedAttempts });
    this.timers.get(saved.id)?.();
    this.timers.delete(saved.id);
    if (saved.state.kind === 'waiting') this.armTimer(saved);
    if (saved.state.kind === 'paused' || saved.state.kind === 'cancelled') this.callOffRun(saved.id);
    this.schedule();
    this.publish([saved], []);
    return saved;
  }

  /** A change that the journal refuses ends the run that made it. */
  private save(changed: DownloadRecord): DownloadRecord {
    const { record, isRefused } = this.records.save(changed);
    if (isRefused) this.callOffRun(record.id);
    return record;
  }

  private callOffRun(id: DownloadId): void {
    this.runs.get(id)?.controller.abort();
  }

  private publish(changed: readonly DownloadRecord[], removed: readonly DownloadId[]): void {
    this.revision += 1;
    const upserts: DownloadView[] = changed.map((record) => this.view(record));
    this.needs.publish({ revision: this.revision, upserts, removed });
  }

  private view(record: DownloadRecord): DownloadView {
    return viewOf(record, this.needs.pictures, this.needs.maturity());
  }

  private armTimer(record: DownloadRecord): void {
    if (record.state.kind !== 'waiting' || record.state.untilMs === null) return;
    const delayMs = Math.max(0, record.state.untilMs - this.needs.clock.nowMs());
    const cancel = this.needs.clock.after(delayMs, () => this.command(record.id, { kind: 'wake' }));
    this.timers.set(record.id, cancel);
  }

  /** Nothing of it is here yet, so it may as well go where the folders now say. */
  private replan(record: DownloadRecord): Partial<DownloadRecord> {
    if (record.durableBytes > 0) return {};
    const place = this.needs.placement.plan(record.target);
    if (!place.ok) return {};
    const { layout, kind, root, folder, fileName } = place.value;
    const partPath = this.needs.places.join(folder, partFileName(fileName, record.id));
    return { layout, folderKind: kind, root, folder, fileName, partPath };
  }

  private launch(id: DownloadId): void {
    const before = this.runs.get(id);
    // A run that was called off still holds the part file for a moment; its end calls `schedule`.
    if (before !== undefined) return;
    const controller = new AbortController();
    const finished = Promise.resolve().then(() => this.runOne(id, controller.signal));
    this.runs.set(id, { controller, finished });
  }

  private async runOne(id: DownloadId, signal: AbortSignal): Promise<void> {
    try {
      const record = this.records.get(id);
      if (record === undefined || signal.aborted) return;
      this.progress.begin(id, record.durableBytes, record.totalBytes);
      await runDownload(this.needs, this.handle(id, signal));
    } catch (error) {
      this.needs.report(error);
      const record = this.records.get(id);
      if (record !== undefined && accepts(record.state.kind, 'fail')) {
        this.apply(record, { kind: 'fail', cause: failure('app.bug') }, {});
      }
    } finally {
      this.progress.end(id);
      this.runs.delete(id);
      this.schedule();
    }
  }

  private handle(id: DownloadId, signal: AbortSignal): RunHandle {
    const record = () => (signal.aborted ? null : (this.records.get(id) ?? null));
    return {
      signal,
      record,
      takeStartOver: () => this.startingOver.delete(id),
      apply: (event, change = {}) => {
        const current = record();
        if (current === null) return null;
        const applied = this.apply(current, event, change);
        return signal.aborted ? null : applied;
      },
      // Bytes that became durable count even when the run has just been called off.
      note: (change) => {
        const current = this.records.get(id);
        if (current === undefined) return;
        this.publish([this.save({ ...current, ...change })], []);
      },
      onReceived: (bytes, connections) => this.progress.record(id, bytes, connections),
      onDurable: (durableBytes) => {
        const current = this.records.get(id);
        if (current === undefined) return;
        // The book holds it on disk; here it is only remembered, and shown.
        const known = { ...current, durableBytes, failedAttempts: 0 };
        this.records.keep(known);
        this.publish([known], []);
      },
      onTotal: (bytes) => this.progress.setTotal(id, bytes),
      promisedNames: (folder) =>
        this.records
          .all()
          .flatMap((other) =>
            other.id !== id && other.folder === folder && other.state.kind === 'finalizing'
              ? [other.state.finalName]
              : [],
          ),
      bytesPromisedToOthers: (root) =>
        [...this.runs.keys()].reduce((sum, other) => {
          const running = other === id ? undefined : this.records.get(other);
          return running?.root === root ? sum + missingBytes(running) : sum;
        }, 0),
    };
  }
}
