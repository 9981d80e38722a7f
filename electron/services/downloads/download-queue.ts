import type { DownloadTarget } from '../../../shared/download/download';
import type { HoldCause } from '../../../shared/download/hold';
import type { Priority } from '../../../shared/download/priority';
import type { VolumeSpace } from '../../../shared/download/space';
import type { DownloadEvent } from '../../../shared/download/state';
import { type Failure, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadsSnapshot, MoveTarget } from '../../../shared/ipc/contract';
import type { FolderKind } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';
import { accepts } from '../../core/download/machine';
import type { DownloadRecord } from '../../core/ports';
import { openLane } from '../../core/queue/lanes';
import { Additions, type WantedDownload } from './additions';
import { loadRecords, recountBytes } from './after-start';
import { Arrangement } from './arrangement';
import { BulkOrders } from './bulk-orders';
import { type Disks, mindDisks } from './disks';
import { forgetDownload } from './forget-download';
import { HoldBoard } from './hold-board';
import { LateProofs } from './late-proofs';
import { PlacedFiles } from './placed-files';
import { ProgressBoard } from './progress-board';
import type { QueueNeeds } from './queue-needs';
import { isDoubtful, isFaulty, isStuck, isUnproven } from './record-facts';
import { RetryPlans } from './retry-plans';
import { RunBoard } from './run-board';
import { StateWriter } from './state-writer';
import { WakeTimers } from './wake-timers';

/** A profile on a dead network drive must not keep Civet from quitting. */
const LONGEST_STOP_MS = 10_000;

/** Every download there is: what the user may ask of them, and which of them run. */
export class DownloadQueue {
  /** Where its files are. */
  readonly placed: PlacedFiles;
  private readonly writer: StateWriter;
  private readonly arrangement: Arrangement;
  private readonly additions: Additions;
  private readonly runs: RunBoard;
  private readonly disks: Disks;
  private readonly retries: RetryPlans;
  private readonly bulk: BulkOrders;
  private readonly timers: WakeTimers;
  private readonly progress: ProgressBoard;
  private readonly holds: HoldBoard;
  private readonly proofs: LateProofs;
  /** Being taken off the list; nothing may start them any more. */
  private readonly removing = new Set<DownloadId>();
  private isStopping = false;

  constructor(private readonly needs: QueueNeeds) {
    const { clock } = needs;
    this.writer = new StateWriter(needs, {
      changed: (saved, before, isRefused) => this.follow(saved, before, isRefused),
      settled: () => this.schedule(),
      heldBy: (id) => this.holds.of(id),
    });
    this.placed = new PlacedFiles({ ...needs, writer: this.writer });
    this.arrangement = new Arrangement(this.records);
    this.progress = new ProgressBoard(clock, needs.publishProgress);
    this.disks = mindDisks({
      ...needs,
      writer: this.writer,
      runs: () => this.runs,
      isPresent: ({ id }) => !this.removing.has(id),
    });
    this.retries = new RetryPlans({ ...needs, mounts: this.disks.mounts });
    this.bulk = new BulkOrders({
      writer: this.writer,
      retries: this.retries,
      transfers: needs.transfers,
      present: (ids) => this.present(ids),
    });
    this.additions = new Additions({
      ...needs,
      writer: this.writer,
      arrangement: this.arrangement,
      disks: this.disks,
      retries: this.retries,
      find: (versionId, fileId) => this.findAll(versionId, fileId),
      isRunning: (id) => this.runs.has(id),
      retry: (id, target, kind) => this.retry(id, target, kind),
      onAdded: () => this.schedule(),
    });
    this.timers = new WakeTimers(clock, (id) => this.wake(id));
    this.runs = new RunBoard({
      ...needs,
      writer: this.writer,
      progress: this.progress,
      disk: this.disks.watch,
      takeStartOver: (id) => this.retries.takeStartOver(id),
      mindFetching: (record) => {
        if (this.holds.cause !== null) this.holds.holdBack(record);
      },
      onEnded: () => this.schedule(),
    });
    this.holds = new HoldBoard({
      ...needs,
      writer: this.writer,
      runs: this.runs,
      present: (ids) => this.present(ids),
      onChanged: () => this.schedule(),
      onAwake: () => this.wakeNetworkWaiters(),
    });
    this.proofs = new LateProofs({
      ...needs,
      placed: () => this.present(this.records.index.ofKind('completed')),
      record: (id) => this.records.get(id),
      save: (record, facts) => void this.writer.rearrange([{ ...record, ...facts }]),
    });
  }

  private get records() {
    return this.writer.records;
  }

  /**
   * Reads the journal, repairs what a crash left, and goes on with what ran, all before it returns.
   *
   * @returns once the disks were asked how much is there, which nobody need wait for
   * @throws what the journal throws when it cannot be read
   */
  start(): Promise<void> {
    const { records, changed } = loadRecords(this.needs.journal, this.needs.book);
    for (const record of records) this.records.keep(record);
    if (!this.records.saveAll(changed).ok) for (const record of changed) this.records.save(record);
    for (const record of this.records.all()) {
      this.timers.follow(record);
      if (record.state.kind === 'finalizing') this.runs.launch(record);
    }
    this.writer.publish(this.records.all(), []);
    // A fault of a disk is not believed over a restart.
    const hadFault = this.records.index.stuck().filter(isFaulty);
    this.writer.applyAll(hadFault.map((record) => ({ record, event: { kind: 'wake' } })));
    this.disks.watch.arm();
    this.proofs.arm();
    this.disks.space.noteChange();
    this.schedule();
    return recountBytes(records, {
      ...this.needs,
      atRest: (id) => (this.isStopping || !this.mayStart(id) ? null : (this.records.get(id) ?? null)),
      remember: (those) => this.writer.rememberAll(those),
    });
  }

  /**
   * Ends all runs and waits until what they hold is on disk, ten seconds at the most. The journal
   * keeps them as running, so they go on at the next start.
   */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.timers.stop();
    this.disks.stop();
    this.proofs.stop();
    this.holds.stop();
    await this.runs.stop(LONGEST_STOP_MS);
  }

  snapshot(): DownloadsSnapshot {
    const { revision, upserts } = this.writer.snapshot();
    return { revision, downloads: upserts, progress: this.progress.snapshot() };
  }

  /** What the unfinished downloads need, and what their volumes have. */
  volumes(): Promise<readonly VolumeSpace[]> {
    return this.disks.space.look();
  }

  /** A download of this file that is under way, waiting for the user, or placed. */
  find(versionId: number, fileId: number): DownloadRecord | null {
    const found = this.findAll(versionId, fileId).at(-1) ?? null;
    return found?.state.kind === 'cancelled' ? null : found;
  }

  /** Adds a file at the end, or takes up again what is on the list and not placed. */
  add(target: DownloadTarget, kind: FolderKind | null = null): Result<DownloadId, Failure> {
    const [added] = this.additions.add([{ target, kind }]);
    return added ?? err(failure('app.bug'));
  }

  /**
   * The same for many in their order, in one transaction: what is new among them is on the list altogether, or
   * not at all.
   *
   * @returns one result for each
   */
  addAll(wanted: readonly WantedDownload[]): readonly Result<DownloadId, Failure>[] {
    return this.additions.add(wanted);
  }

  /** Everything that is on the list or placed. */
  all(): readonly DownloadRecord[] {
    return this.present(this.records.all().map(({ id }) => id));
  }

  /** Whether another try needs to know what Civitai says of the file now. */
  wantsFreshTarget(id: DownloadId): DownloadTarget | null {
    const record = this.records.get(id);
    return record !== undefined && isDoubtful(record) ? record.target : null;
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

  /**
   * @param freshTarget what Civitai says of the file now; without it, what was known stays
   * @param kind of folder that the user has chosen for it by now
   */
  retry(id: DownloadId, freshTarget?: DownloadTarget, kind: FolderKind | null = null): Result<null, Failure> {
    const record = this.records.get(id);
    if (record === undefined) return err(failure('input.unknownDownload'));
    // It may have gone on by itself while Civitai was asked about it.
    if (!accepts(record.state.kind, 'retry')) return this.command(id, { kind: 'retry' });
    const facts = this.retries.facts(record, freshTarget, kind);
    if (isStuck(record)) this.disks.watch.forgive(record);
    const current = this.records.get(id);
    this.bulk.urge([record]);
    // Forgiving the disk may have sent it on already.
    if (current?.state.kind === 'queued' && isFaulty(record)) return ok(null);
    return this.command(id, { kind: 'retry' }, facts);
  }

  /** Tries again whatever has failed. @returns the ones left out, of which Civitai is to be asked first what they are */
  retryAllFailed(): readonly DownloadId[] {
    return this.bulk.retryAllFailed();
  }

  retryAfterLogin(): void {
    this.bulk.retryAfterLogin();
  }

  noteNewRoute(): void {
    this.bulk.noteNewRoute();
  }

  pauseAll(): void {
    this.bulk.pauseAll();
  }

  resumeAll(): void {
    this.bulk.resumeAll();
  }

  move(ids: readonly DownloadId[], to: MoveTarget): Result<null, Failure> {
    return this.writer.rearrange(this.arrangement.moved(ids, to));
  }

  /** @param kind null for where it belongs */
  putInto(id: DownloadId, kind: FolderKind | null): Result<null, Failure> {
    return this.additions.putInto(id, kind);
  }

  setPriority(ids: readonly DownloadId[], priority: Priority): Result<null, Failure> {
    const changed = this.arrangement.withPriority(ids, priority);
    const saved = this.writer.rearrange(changed);
    if (saved.ok) for (const { id } of changed) if (this.runs.has(id)) this.runs.reweigh(id, priority);
    return saved;
  }

  smallestFirst(): Result<null, Failure> {
    return this.writer.rearrange(this.arrangement.smallestFirst());
  }

  /**
   * The network is back, or the machine woke up: what waits for the network need not wait any longer.
   * A pause that a server asked for is kept.
   */
  wakeNetworkWaiters(): void {
    this.bulk.wakeNetworkWaiters();
  }

  /** Holds everything that fetches, or lets it go on. Bytes are kept, and nobody's tries are counted. */
  setHeld(cause: HoldCause, isOn: boolean): void {
    this.holds.set(cause, isOn);
  }

  /** Why nothing is fetched just now; null in the ordinary case. */
  heldBy(): HoldCause | null {
    return this.holds.cause;
  }

  /** The machine is about to sleep. */
  onSleep(): Promise<void> {
    return this.holds.onSleep();
  }

  /** It woke up: no connection of before is used again, and what ran goes on after a moment. */
  onWake(): void {
    this.timers.followAll(this.present(this.records.index.ofKind('waiting')));
    this.holds.onWake();
  }

  /** Takes what is placed off the list, in one go. @returns how many there were; the journal's failure */
  clearDone(): Result<number, Failure> {
    return this.bulk.clearDone();
  }

  /** Takes a download off the queue together with its partial data. A placed file stays, also in the library. */
  async remove(id: DownloadId): Promise<Result<null, Failure>> {
    const record = this.records.get(id);
    if (record === undefined || this.removing.has(id)) return err(failure('input.unknownDownload'));
    if (record.state.kind === 'finalizing') return err(failure('input.notPossibleNow'));
    if (record.state.kind === 'completed') {
      // The library keeps what was placed, and how it was proven.
      this.writer.note(record, { isListed: false });
      return ok(null);
    }
    const hadEnded = record.state.kind === 'cancelled';
    if (!hadEnded) this.cancel(id);
    this.removing.add(id);
    try {
      await this.runs.ended(id);
      const forgotten = await forgetDownload({ ...this.needs, records: this.records }, id, hadEnded);
      if (!forgotten.ok) return forgotten;
      this.writer.publish([], [id]);
      return ok(null);
    } finally {
      this.removing.delete(id);
    }
  }

  /** Tells of everything anew, after the level of maturity has changed. */
  republish(): void {
    this.writer.publish(this.records.all(), []);
  }

  /** Starts what may start; to be called when the limit has changed. */
  schedule(): void {
    for (;;) {
      if (this.isStopping || this.holds.cause !== null) return;
      const lane = openLane(this.runs.places(), this.needs.limit());
      if (lane === 'none') return;
      const nowMs = this.needs.clock.nowMs();
      // One that was called off a moment ago still holds its part file; its end schedules anew.
      const next = this.records.index.line.next(lane, nowMs, ({ id }) => !this.mayStart(id));
      const record = next === null ? undefined : this.records.get(next.id);
      if (record === undefined) return;
      this.runs.launch(record);
    }
  }

  private mayStart(id: DownloadId): boolean {
    return !this.runs.has(id) && !this.removing.has(id);
  }

  private findAll(versionId: number, fileId: number): readonly DownloadRecord[] {
    const found = this.present(this.records.index.ofFile(versionId, fileId));
    return found.filter((record) => !this.placed.isTrashed(record));
  }

  private present(ids: readonly DownloadId[]): readonly DownloadRecord[] {
    return ids.flatMap((id) => (this.removing.has(id) ? [] : (this.records.get(id) ?? [])));
  }

  private command(
    id: DownloadId,
    event: DownloadEvent,
    facts: Partial<DownloadRecord> = {},
  ): Result<null, Failure> {
    if (this.removing.has(id)) return err(failure('input.unknownDownload'));
    return this.writer.command(id, event, facts);
  }

  /** What a change of state brings with it, once it is on disk. */
  private follow(saved: DownloadRecord, before: DownloadRecord, isRefused: boolean): void {
    const { kind } = saved.state;
    this.timers.follow(saved);
    if (isRefused || !['probing', 'transferring', 'verifying', 'finalizing', 'completed'].includes(kind))
      this.runs.callOff(saved.id);
    // The user does not want to wait for the next look at a name that another program held.
    const isUnblocked = saved.state.kind === 'finalizing' && saved.state.isBlocked !== true;
    if (isUnblocked && before.state.kind === 'finalizing') this.runs.launch(saved);
    // A placed file has proven itself; which pieces it was made of is of no use any more.
    if (kind === 'completed' && before.state.kind !== 'completed') {
      this.needs.book.clear(saved.id);
      this.needs.onPlaced?.(saved);
      if (isUnproven(saved)) this.proofs.arm();
    }
    if (kind === 'waiting') this.disks.watch.arm();
    this.disks.space.noteChange();
  }

  private wake(id: DownloadId): void {
    const record = this.records.get(id);
    if (record === undefined || this.removing.has(id)) return;
    if (record.state.kind === 'finalizing') this.runs.launch(record);
    else if (accepts(record.state.kind, 'wake')) this.writer.apply(record, { kind: 'wake' });
  }
}
