import { type Failure, failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';
import type { OperationBook, OperationRecord } from '../../core/operations/ports';
import { placesOf } from '../../core/operations/steps';

/** What is known of every operation, as the journal has it. */
export class OperationRecords {
  private readonly byId = new Map<string, OperationRecord>();
  /** The newest first; null after a change. */
  private listed: readonly OperationRecord[] | null = null;

  constructor(private readonly book: Pick<OperationBook, 'load' | 'begin' | 'change'>) {
    for (const record of book.load().toReversed()) this.byId.set(record.id, record);
  }

  /** The newest first. */
  all(): readonly OperationRecord[] {
    this.listed ??= [...this.byId.values()].reverse();
    return this.listed;
  }

  find(id: string): OperationRecord | undefined {
    return this.byId.get(id);
  }

  /** @throws when nobody has begun it */
  current(id: string): OperationRecord {
    const found = this.byId.get(id);
    if (found === undefined) throw new Error('There is no such operation.');
    return found;
  }

  begin(record: OperationRecord): Result<null, Failure> {
    const begun = this.book.begin(record);
    if (begun.ok) this.set(record);
    return begun;
  }

  change(id: string, to: Partial<OperationRecord>): Result<null, Failure> {
    const changed = { ...this.current(id), ...to };
    this.set(changed);
    return this.book.change(changed);
  }

  /** A path of a model that a later operation has taken from where this one has put it; null when there is none. */
  movedOn({ id, plan }: OperationRecord): string | null {
    const targets = new Set(plan.deeds.filter(({ isModel }) => isModel).map((deed) => placesOf(deed).target));
    // Within an operation a later deed may take what an earlier one has put there.
    for (const deed of plan.deeds) if (deed.kind === 'move') targets.delete(deed.from);
    for (const later of this.all()) {
      if (later.id === id) return null;
      if (later.state !== 'done') continue;
      const taken = later.plan.deeds.find((deed) => deed.kind === 'move' && targets.has(deed.from));
      if (taken !== undefined) return placesOf(taken).source;
    }
    return null;
  }

  private set(record: OperationRecord): void {
    this.byId.set(record.id, record);
    this.listed = null;
  }
}

/** Why it is taken back; what was left in part by then is no cause. */
export function causeOf({ failure: cause }: OperationRecord): Failure {
  return cause === null || cause.code === 'disk.leftPartly' ? failure('app.interrupted') : cause;
}
