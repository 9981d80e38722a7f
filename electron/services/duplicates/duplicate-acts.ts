import { type Failure, failure } from '../../../shared/failure';
import {
  type DuplicateAct,
  type DuplicateChoice,
  type DuplicateOutcome,
  type DuplicatePlan,
  type DuplicateProgress,
  MOST_PLANNED_ROWS,
} from '../../../shared/library/duplicates';
import { err, ok, type Result } from '../../../shared/result';
import { isPerhapsOneFile } from '../../core/library/duplicates';
import type { FileStamp, LibraryThreads, ReadOutcome } from '../../core/library/ports';
import type { Step } from '../../core/operations/steps';
import type { WantedWitness } from '../../core/operations/witnesses';
import type { Operations } from '../operations/operations';
import type { WeighedCopy } from './duplicate-groups';
import { DuplicatePlans, type DuplicatePlansNeeds, type PlannedGroup } from './duplicate-plans';

/** How often the page is told how far it has come. */
const TELL_MS = 250;

export interface DuplicateActsNeeds extends DuplicatePlansNeeds {
  readonly threads: Pick<LibraryThreads, 'read' | 'readBytes' | 'close'>;
  readonly operations: Pick<Operations, 'plan' | 'run'>;
  readonly newId: () => string;
  readonly publish: (progress: DuplicateProgress | null) => void;
}

interface Planned {
  readonly id: string;
  readonly act: DuplicateAct;
  readonly groups: readonly PlannedGroup[];
}

const STAMP_PARTS = ['bytes', 'mtimeNs', 'dev', 'ino'] as const;

type Read = Extract<ReadOutcome, { kind: 'read' }>;

/**
 * Makes one file of several that are the same. An old hash is never trusted: all of them are read again right before,
 * and what differs by then, or cannot be read, stays as it is. What is kept is never touched.
 */
export class DuplicateActs {
  private readonly plans: DuplicatePlans;
  private planned: Planned | null = null;
  private callOff: AbortController | null = null;
  /** A plan that is being made; the next one ends it. */
  private planning = new AbortController();

  constructor(private readonly needs: DuplicateActsNeeds) {
    this.plans = new DuplicatePlans(needs);
  }

  /**
   * What would happen.
   *
   * @param groupId null for all that are not left alone
   * @param choices what the user wants to keep; in a group without a choice, or whose chosen copy is not there any
   *   more, it is what suits best, and so the page shows it
   */
  async plan(
    act: DuplicateAct,
    groupId: number | null,
    choices: readonly DuplicateChoice[],
  ): Promise<Result<DuplicatePlan, Failure>> {
    // The user has pressed once more: what was asked before is not wanted any more.
    this.planning.abort();
    const planning = new AbortController();
    this.planning = planning;
    const counts = { done: 0, total: 0 };
    const endTicks = this.tell(() =>
      counts.total < 2 ? null : { kind: 'looking', doneCount: counts.done, totalCount: counts.total },
    );
    const note = (done: number, total: number) => Object.assign(counts, { done, total });
    const made = await this.plans.make(act, groupId, choices, note, planning.signal);
    endTicks();
    if (!made.ok) return made;
    const { groups, staying } = made.value;
    this.planned = { id: this.needs.newId(), act, groups };
    const changing = groups.flatMap(({ bytes, others }) => others.map((copy) => ({ bytes, copy })));
    const freeing = changing.filter(({ copy }) => !copy.hasFurtherNames);
    return ok({
      id: this.planned.id,
      act,
      groupCount: groups.length,
      copyCount: changing.length,
      freedBytes: freeing.reduce((sum, { bytes }) => sum + bytes, 0),
      sharedCount: changing.length - freeing.length,
      readBytes: readBytesOf(groups),
      staying,
      rows: groups.slice(0, MOST_PLANNED_ROWS).map(({ kept, others }) => ({
        kept,
        others: others.flatMap(({ names }) => names.map(({ path }) => path)),
      })),
    });
  }

  /** Compares once more, then does what was planned as one operation. */
  async run(planId: string): Promise<Result<DuplicateOutcome, Failure>> {
    const { planned } = this;
    if (planned?.id !== planId || this.callOff !== null) return err(failure('input.notPossibleNow'));
    this.planned = null;
    const callOff = new AbortController();
    this.callOff = callOff;
    try {
      return await this.carryOut(planned, callOff.signal);
    } finally {
      this.callOff = null;
    }
  }

  /** Ends planning and comparing; nothing has happened by then. */
  stop(): void {
    this.planning.abort();
    this.callOff?.abort();
  }

  close(): Promise<void> {
    this.stop();
    return this.needs.threads.close();
  }

  private async carryOut(
    { act, groups }: Planned,
    signal: AbortSignal,
  ): Promise<Result<DuplicateOutcome, Failure>> {
    const { threads } = this.needs;
    const totalBytes = readBytesOf(groups);
    const before = threads.readBytes();
    const endTicks = this.tell(() => {
      const readBytes = Math.min(totalBytes, threads.readBytes() - before);
      return { kind: 'comparing', readBytes, totalBytes };
    });
    const steps: Step[] = [];
    const witnesses: WantedWitness[] = [];
    let doneCount = 0;
    let leftCount = 0;
    let cause: Failure | null = null;
    for (const { kept, sha256, others } of groups) {
      const read = await this.read(kept, signal);
      // Damaged copies may be the same as well: nothing is given up for one that is not what it was.
      const isAsKnown = !read.ok || read.value.hashes.sha256 === sha256;
      const original = isAsKnown ? read : err(failure('disk.changedSince', { path: kept }));
      const stepsBefore = steps.length;
      for (const other of others) {
        const compared = original.ok ? await this.compare(original.value, other, signal) : original;
        if (signal.aborted) break;
        if (compared.ok) {
          doneCount += 1;
          steps.push(...stepsOf(act, kept, original.ok ? original.value.stamp : null, other, compared.value));
        } else {
          leftCount += 1;
          cause ??= compared.error;
        }
      }
      if (signal.aborted) break;
      // What stays as it is relies on nothing.
      if (original.ok && steps.length > stepsBefore)
        witnesses.push({ path: kept, known: original.value.stamp });
    }
    endTicks();
    if (signal.aborted) return err(failure('input.cancelled'));
    if (steps.length === 0) return cause === null ? ok({ doneCount, leftCount, cause }) : err(cause);
    // A file that somebody takes away meanwhile would leave the last copy in the trash.
    const planned = await this.needs.operations.plan(act, steps, witnesses);
    if (!planned.ok) return planned;
    if (signal.aborted) return err(failure('input.cancelled'));
    const done = await this.needs.operations.run(planned.value);
    return done.ok ? ok({ doneCount, leftCount, cause }) : done;
  }

  /** @returns the copy as it is now, when it has the very bytes of what is kept */
  private async compare(
    original: Read,
    copy: WeighedCopy,
    signal: AbortSignal,
  ): Promise<Result<FileStamp, Failure>> {
    const [first] = copy.names;
    if (first === undefined) return err(failure('input.unknownFile'));
    const read = await this.read(first.path, signal);
    if (!read.ok) return read;
    const { stamp, hashes } = read.value;
    const isSame = hashes.sha256 === original.hashes.sha256 && stamp.bytes === original.stamp.bytes;
    // One file by now: there is nothing left to be saved, and trashing it would take the last name.
    const isOneFile =
      stamp.dev === original.stamp.dev && stamp.ino === original.stamp.ino && hasNumber(stamp);
    const isPerhapsOne = isPerhapsOneFile(stamp, original.stamp);
    if (!isSame || isOneFile || isPerhapsOne) return err(failure('disk.changedSince', { path: first.path }));
    for (const { path } of copy.names)
      if (!(await this.isStill(path, stamp))) return err(failure('disk.changedSince', { path }));
    return ok(stamp);
  }

  /** Whether this is a name of the file that was read, and nobody has written to it since. */
  private async isStill(path: string, read: FileStamp): Promise<boolean> {
    const found = await this.needs.files.look(path);
    if (!found.ok || found.value?.kind !== 'file') return false;
    const { stamp } = found.value;
    return STAMP_PARTS.every((part) => stamp[part] === read[part]);
  }

  private async read(path: string, signal: AbortSignal): Promise<Result<Read, Failure>> {
    const read = await this.needs.threads.read(path, signal);
    if (!read.ok) return read;
    return read.value.kind === 'read' ? ok(read.value) : err(failure('disk.changedWhileRead', { path }));
  }

  /** @returns what ends telling: from then on there is nothing that could be stopped */
  private tell(how: () => DuplicateProgress | null): () => void {
    const { clock, publish } = this.needs;
    let callOff = (): void => undefined;
    const tick = (): void => {
      publish(how());
      callOff = clock.after(TELL_MS, tick);
    };
    tick();
    return () => {
      callOff();
      publish(null);
    };
  }
}

function readBytesOf(groups: readonly PlannedGroup[]): number {
  return groups.reduce((sum, { bytes, others }) => sum + bytes * (others.length + 1), 0);
}

function hasNumber({ ino }: FileStamp): boolean {
  return ino !== '' && ino !== '0';
}

/** @param keptStamp as it was read a moment ago; when either is not so any more, nothing is done */
function stepsOf(
  act: DuplicateAct,
  kept: string,
  keptStamp: FileStamp | null,
  copy: WeighedCopy,
  known: FileStamp,
): readonly Step[] {
  return copy.names.flatMap(({ path }): Step[] =>
    act === 'trash'
      ? [{ kind: 'trash', path, known }]
      : [
          // What stands beside the name stays there: it is still the name of the same model.
          { kind: 'trash', path, alone: true, known },
          { kind: 'link', existing: kept, at: path, ...(keptStamp === null ? {} : { known: keptStamp }) },
        ],
  );
}
