import { type Failure, failure } from '../../../shared/failure';
import {
  MOST_OPERATIONS,
  type OperationKind,
  type OperationProgress,
  type OperationsView,
  type OperationView,
} from '../../../shared/operations/operations';
import { err, ok, type Result } from '../../../shared/result';
import type { OperationRecord } from '../../core/operations/ports';
import { recoveryStep } from '../../core/operations/recovery';
import { outcomeOf, type PlannedOperation, type Step } from '../../core/operations/steps';
import type { WantedWitness } from '../../core/operations/witnesses';
import { atMost } from '../pause';
import { AwaitedDrives } from './awaited-drives';
import { CarryOut } from './carry-out';
import { CurrentChange } from './current-change';
import { busyRefusal, groundRefusal } from './ground-check';
import { causeOf, OperationRecords } from './operation-records';
import { OperationTrash } from './operation-trash';
import { toOperationView, trashedPaths, trashOf } from './operation-view';
import type { OperationsNeeds } from './operations-needs';
import { type OutcomeListener, OutcomeListeners } from './outcome-listeners';
import { StepPlan } from './plan-steps';
import type { PlanWatch } from './planning';
import { UserGrounds } from './user-grounds';

/** A disk that does not answer must not keep Civet from quitting; the journal knows of what was begun. */
const LONGEST_STOP_MS = 10_000;

/**
 * Every change of the user's files that is not a download: moved, renamed, linked, trashed. Each is written down as
 * a whole before any of it is done, happens as a whole or not at all, and can be taken back, also after a restart.
 */
export class Operations {
  private readonly records: OperationRecords;
  private readonly listeners: OutcomeListeners;
  /** When files at these paths went into the trash; null until somebody asks. */
  private trashed: ReadonlyMap<string, number> | null = null;
  private readonly now: CurrentChange;
  private readonly trash: OperationTrash;
  private readonly waiting: AwaitedDrives;
  /** One at a time, and none before what an earlier life left has been looked at. */
  private line: Promise<unknown>;
  private openLine: (recovered: Promise<void>) => void = () => undefined;
  private isStopped = false;

  constructor(private readonly needs: OperationsNeeds) {
    this.line = new Promise<void>((resolve) => {
      this.openLine = (recovered) => resolve(recovered.catch(() => undefined));
    });
    this.records = new OperationRecords(needs.book);
    this.now = new CurrentChange(needs.clock, () => needs.publish(this.view()));
    this.waiting = new AwaitedDrives(needs.clock, (ids) => {
      void this.inTurn(async () => {
        for (const id of ids) if (!this.isStopped) await this.recover(id);
      }).catch(this.needs.onBug);
    });
    this.listeners = new OutcomeListeners(needs.files, needs.onBug);
    this.trash = new OperationTrash(needs, this.records, this.listeners);
  }

  /** Finishes or takes back what the end of an earlier life has met, and tells whoever missed it. */
  start(): Promise<void> {
    const recovered = this.recoverAll().finally(() => this.now.end());
    this.openLine(recovered);
    return recovered;
  }

  /**
   * Ends what happens just now, a copy in its middle; what is left of it is taken back with the next start. Waits until
   * that is on disk, ten seconds at the most.
   */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.now.stop();
    this.waiting.stop();
    this.openLine(Promise.resolve());
    await atMost(this.needs.clock, LONGEST_STOP_MS, this.line);
    this.needs.book.close();
  }

  /**
   * Looks whether all of the steps can be done, one after the other.
   *
   * @param witnesses files that it relies on: looked at again right before anything is done, and once all of it is
   * @returns the first thing that stands in the way; `input.cancelled` when the watch has ended it
   */
  async plan(
    kind: OperationKind,
    steps: readonly Step[],
    witnesses: readonly WantedWitness[] = [],
    watch: PlanWatch | null = null,
  ): Promise<Result<PlannedOperation, Failure>> {
    const grounds = await UserGrounds.look(this.needs);
    const needs = { ...this.needs, grounds, inUse: this.needs.inUse() };
    return new StepPlan(this.needs.newId(), needs).make(kind, steps, witnesses, watch);
  }

  /**
   * Does what was planned; when something stands in the way, all of it is taken back and the cause is returned.
   *
   * @param isStillWanted asked once its turn has come, right before it begins: others may have taken long
   * @returns `input.cancelled`, with nothing done, where it is not; `disk.leftPartly` when it could not be taken back
   */
  run(planned: PlannedOperation, isStillWanted = () => true): Promise<Result<OperationView, Failure>> {
    return this.inTurn(async () => {
      const { book, clock } = this.needs;
      if (!book.isKept || this.isStopped) return err(failure('disk.noJournal'));
      const refused = await this.refusal(planned);
      if (refused !== null) return err(refused);
      if (!isStillWanted()) return err(failure('input.cancelled'));
      const record: OperationRecord = {
        id: planned.id,
        kind: planned.kind,
        atMs: clock.nowMs(),
        state: 'running',
        trash: 'none',
        plan: planned,
        marks: planned.deeds.map(() => null),
        arrivals: new Map(),
        failure: null,
        isTold: false,
      };
      const begun = this.records.begin(record);
      if (!begun.ok) return begun;
      const carryOut = this.carryOut(record, 'doing');
      const met = await carryOut.forward();
      if (met === null) return ok(await this.finish(record.id, carryOut));
      if (this.isStopped) return err(failure('app.interrupted'));
      return err((await this.takeBack(record.id, carryOut, met.open, met.cause)) ?? met.cause);
    });
  }

  /** Takes an operation back as a whole; what cannot be taken back as a whole stays done. */
  undo(id: string): Promise<Result<OperationView, Failure>> {
    return this.inTurn(async () => {
      if (this.isStopped) return err(failure('app.interrupted'));
      const record = this.records.find(id);
      if (record === undefined) return err(failure('input.unknownOperation'));
      if (record.trash === 'emptying' || record.trash === 'emptied')
        return err(failure('input.trashEmptied'));
      const refused = await this.refusal(record.plan);
      if (refused !== null) return err(refused);
      this.waiting.forget(id);
      const carryOut = this.carryOut(record, 'undoing');
      const { state } = record;
      if (state === 'rollingBack' || state === 'running') {
        const left = await this.takeBack(id, carryOut, carryOut.open(), failure('input.cancelled'));
        return left === null ? ok(this.viewOf(id)) : err(left);
      }
      if (state === 'undone' || state === 'failed') return err(failure('input.notUndoable'));
      const path = this.records.movedOn(record);
      if (path !== null) return err(failure('input.movedSince', { path }));
      const obstacle = await carryOut.obstacle(state === 'redoing' ? carryOut.open() : new Set());
      if (obstacle !== null) return err(obstacle);
      return this.undoNow(id, carryOut);
    });
  }

  /** Takes the last operation back that can be; `input.notUndoable` when there is none. */
  undoLast(): Promise<Result<OperationView, Failure>> {
    const last = this.list().find(({ canUndo }) => canUndo);
    return last === undefined ? Promise.resolve(err(failure('input.notUndoable'))) : this.undo(last.id);
  }

  /**
   * Ends what happens just now, and takes all of it back; the answer to who asked for it is `input.cancelled`.
   *
   * @returns `input.notPossibleNow` when it has ended by then, or is being taken back already
   */
  callOff(id: string): Result<null, Failure> {
    if (!this.now.callOff(id)) return err(failure('input.notPossibleNow'));
    // It holds also where Civet ends before any of it is taken back.
    if (this.records.current(id).state === 'running')
      this.change(id, { failure: failure('input.cancelled') });
    return ok(null);
  }

  /** Removes what the trash keeps for good; nothing of it can be undone any more. */
  emptyTrash(): Promise<Result<null, Failure>> {
    return this.inTurn(async () => {
      if (this.isStopped) return err(failure('app.interrupted'));
      const cause = await this.trash.empty();
      this.now.publishSoon();
      return cause === null ? ok(null) : err(cause);
    });
  }

  /** False when the journal could not be opened: then nothing may be done, and nobody knows what was. */
  get isKept(): boolean {
    return this.needs.book.isKept;
  }

  /** Whether there is a record of this operation. */
  knows(id: string): boolean {
    return this.records.find(id) !== undefined;
  }

  list(): readonly OperationView[] {
    return this.records
      .all()
      .slice(0, MOST_OPERATIONS)
      .map(({ id }) => this.viewOf(id));
  }

  /** All that is known of one kind, the newest first. */
  ofKind(kind: OperationKind): readonly OperationRecord[] {
    return this.records.all().filter((record) => record.kind === kind);
  }

  view(): OperationsView {
    const trash = trashOf(this.records.all());
    return { operations: this.list(), progress: this.now.progress(), trash };
  }

  /** Called once the names on disk are others; a listener brings what it knows of paths up to date at once. */
  onDone(listener: OutcomeListener): () => void {
    return this.listeners.add(listener);
  }

  /** Whether the file that had this path then went into the trash since, so that nobody looks for it. */
  isTrashed(path: string, sinceMs: number): boolean {
    this.trashed ??= trashedPaths(this.records.all());
    return (this.trashed.get(path) ?? 0) > sinceMs;
  }

  private async recoverAll(): Promise<void> {
    for (const { id } of this.records.all().toReversed()) {
      if (this.isStopped) return;
      await this.recover(id);
      const { state, isTold } = this.records.current(id);
      if (!isTold && (state === 'done' || state === 'undone')) await this.tell(id);
    }
    await this.trash.goOn();
  }

  private async recover(id: string): Promise<void> {
    const record = this.records.current(id);
    if (recoveryStep(record.state, false) === 'nothing') return;
    const refused = await groundRefusal(record.plan, this.needs, true);
    // Where a drive is away, nothing can be told from what is missing.
    if (refused !== null) return this.waitFor(id, refused);
    this.waiting.forget(id);
    const carryOut = this.carryOut(record, record.state === 'redoing' ? 'redoing' : 'takingBack');
    const isWanted = record.state === 'running' && record.failure === null;
    const isAllDone = isWanted ? await carryOut.isAllDone() : ok(false);
    if (!isAllDone.ok) return this.waitFor(id, isAllDone.error);
    const changed = isAllDone.value ? await carryOut.changedWitness(true, true) : null;
    // What cannot be looked at now is looked at again.
    if (changed !== null && changed.code !== 'disk.keptChanged') return this.waitFor(id, changed);
    switch (recoveryStep(record.state, isAllDone.value && changed === null)) {
      case 'finish':
        await this.finish(id, carryOut);
        return;
      case 'goOn':
        await this.redo(id, carryOut, causeOf(record));
        return;
      case 'takeBack':
        if (record.state === 'undoing') await this.undoNow(id, carryOut);
        else await this.takeBack(id, carryOut, carryOut.open(), changed ?? causeOf(record));
        return;
      case 'nothing':
        return;
    }
  }

  /** It stays as it is until the drive is back, or the user asks for it. */
  private waitFor(id: string, cause: Failure): void {
    this.waiting.wait(id, cause);
    this.now.publishSoon();
  }

  private finish(id: string, carryOut: CarryOut): Promise<OperationView> {
    const hasTrash = this.records.current(id).plan.deeds.some((deed) => deed.kind === 'move' && deed.isTrash);
    const trash = hasTrash ? 'kept' : 'none';
    this.change(id, { state: 'done', trash, marks: carryOut.marks, failure: null });
    return this.tell(id);
  }

  /**
   * @param open deeds without a mark that may have happened nevertheless
   * @returns `disk.leftPartly` when it could not be taken back as a whole; null when it was
   */
  private async takeBack(
    id: string,
    carryOut: CarryOut,
    open: ReadonlySet<number>,
    cause: Failure,
  ): Promise<Failure | null> {
    const { plan, isTold } = this.records.current(id);
    const marksBefore = [...carryOut.marks];
    this.now.begin(this.records.current(id), 'takingBack', carryOut.marks);
    this.change(id, { state: 'rollingBack', failure: cause });
    const left = await carryOut.back(open);
    const { marks } = carryOut;
    const isAway = (at: number) => marks[at] !== null || at === left?.at;
    const count = plan.deeds.filter(({ isModel }, at) => isModel && isAway(at)).length;
    const path = left?.cause.params.path ?? '';
    const partly = left === null ? null : failure('disk.leftPartly', { count, path });
    const state = left === null ? 'failed' : 'rollingBack';
    // What the end of Civet has cut is not left in part: the next start goes on with it.
    const isCut = this.isStopped && left !== null;
    this.change(id, { state, marks, failure: isCut ? cause : (partly ?? cause), isTold: false });
    if (isCut) return failure('app.interrupted');
    const wasTold = (at: number) => isTold && marksBefore[at] !== null;
    const back = marks.map((mark, at) => (mark === null && wasTold(at) ? (marksBefore[at] ?? null) : null));
    const done = marks.map((mark, at) => (wasTold(at) ? null : mark));
    await this.listeners.inform(outcomeOf(plan.deeds, back, true));
    await this.listeners.inform(outcomeOf(plan.deeds, done, false));
    this.change(id, { isTold: true });
    this.now.end();
    return partly;
  }

  private async undoNow(id: string, carryOut: CarryOut): Promise<Result<OperationView, Failure>> {
    const isHalfRedone = this.records.current(id).state === 'redoing';
    const marksBefore = [...carryOut.marks];
    const begun = this.change(id, { state: 'undoing', failure: null, isTold: false });
    if (!begun.ok) return begun;
    const left = await carryOut.back(isHalfRedone ? carryOut.open() : new Set());
    if (left !== null) {
      if (!this.isStopped) await this.redo(id, carryOut, left.cause);
      return err(this.isStopped ? failure('app.interrupted') : left.cause);
    }
    this.change(id, { state: 'undone', trash: 'none', marks: marksBefore });
    return ok(await this.tell(id));
  }

  /** What was taken back in part is done again, so that it is done as a whole. */
  private async redo(id: string, carryOut: CarryOut, cause: Failure): Promise<void> {
    this.now.begin(this.records.current(id), 'redoing', carryOut.marks);
    this.change(id, { state: 'redoing', failure: cause });
    const left = await carryOut.again();
    const state = left === null ? 'done' : 'redoing';
    // Nobody was told that it was taken back.
    this.change(id, {
      state,
      failure: this.isStopped ? cause : (left ?? cause),
      marks: carryOut.marks,
      isTold: left === null,
    });
    this.now.end();
  }

  /** What has changed since it was planned, and concerns all of it. */
  private async refusal(plan: PlannedOperation): Promise<Failure | null> {
    return busyRefusal(plan, this.needs.inUse()) ?? groundRefusal(plan, this.needs, false);
  }

  private async tell(id: string): Promise<OperationView> {
    await this.listeners.tell(this.records.current(id));
    this.change(id, { isTold: true });
    this.now.end();
    const view = this.viewOf(id);
    this.needs.onEnded(view);
    return view;
  }

  private carryOut(record: OperationRecord, way: OperationProgress['way']): CarryOut {
    const { now } = this;
    now.begin(record, way, record.marks);
    const onBytes = (at: number, bytes: number) => now.copied(at, bytes);
    const needs = { ...this.needs, signal: () => now.signal(), onBytes };
    return new CarryOut(record.plan, record, needs, (at, doneCount) => now.settle(at, doneCount));
  }

  private viewOf(id: string): OperationView {
    const record = this.records.current(id);
    const view = toOperationView(record, this.now.isOf(id));
    const waitsFor = this.waiting.causeOf(id);
    return waitsFor === undefined ? view : { ...view, failure: waitsFor };
  }

  private change(id: string, to: Partial<OperationRecord>): Result<null, Failure> {
    this.trashed = null;
    return this.records.change(id, to);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.line.then(work).finally(() => this.now.end());
    this.line = done.catch(() => undefined);
    return done;
  }
}
