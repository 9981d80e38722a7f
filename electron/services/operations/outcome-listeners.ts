import type { FileStamp } from '../../core/library/ports';
import type { OperationFiles, OperationRecord } from '../../core/operations/ports';
import { type Outcome, outcomeOf } from '../../core/operations/steps';

export type OutcomeListener = (outcome: Outcome) => Promise<void> | void;

/** Whoever knows files by their paths, and is told when these are others. */
export class OutcomeListeners {
  private readonly listeners = new Set<OutcomeListener>();

  /** @param onBug told when one of them throws, which keeps no other from hearing it */
  constructor(
    private readonly files: Pick<OperationFiles, 'look'>,
    private readonly onBug: (error: unknown) => void,
  ) {}

  add(listener: OutcomeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells of an operation that is done, or undone. */
  async tell({ plan, marks, state }: Pick<OperationRecord, 'plan' | 'marks' | 'state'>): Promise<void> {
    const isUndone = state === 'undone';
    const returned = isUndone ? await this.returnedStamps(plan.deeds, marks) : new Map<number, FileStamp>();
    await this.inform(outcomeOf(plan.deeds, marks, isUndone, returned));
  }

  async inform(outcome: Outcome): Promise<void> {
    if (outcome.moved.length + outcome.linked.length === 0) return;
    for (const listener of this.listeners) {
      try {
        await listener(outcome);
      } catch (error) {
        this.onBug(error);
      }
    }
  }

  /** What came back from another volume has another number, and perhaps another date. */
  private async returnedStamps(
    deeds: OperationRecord['plan']['deeds'],
    marks: OperationRecord['marks'],
  ): Promise<ReadonlyMap<number, FileStamp>> {
    const returned = new Map<number, FileStamp>();
    for (const [at, deed] of deeds.entries()) {
      if (!deed.isModel || deed.kind !== 'move' || marks[at]?.dev === deed.stamp.dev) continue;
      const found = await this.files.look(deed.from);
      if (found.ok && found.value?.stamp.bytes === deed.stamp.bytes) returned.set(at, found.value.stamp);
    }
    return returned;
  }
}
