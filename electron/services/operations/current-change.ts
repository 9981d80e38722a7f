import type { OperationProgress } from '../../../shared/operations/operations';
import type { OperationRecord } from '../../core/operations/ports';
import type { Clock } from '../../core/ports';
import { ChangePace } from './change-pace';

/** Faster digits cannot be read. */
const PUBLISH_MS = 150;

/** What happens just now: how far it is, and the way to end it. */
export class CurrentChange {
  private pace: ChangePace | null = null;
  /** The user has thought better of it, or Civet ends. */
  private ending = new AbortController();
  private callOffPublish: (() => void) | null = null;
  private isStopped = false;

  /** @param publish called soon after something has changed, and not for each change */
  constructor(
    private readonly clock: Pick<Clock, 'steadyMs' | 'after'>,
    private readonly publish: () => void,
  ) {}

  progress(): OperationProgress | null {
    return this.pace?.view() ?? null;
  }

  isOf(id: string): boolean {
    return this.pace?.id === id;
  }

  signal(): AbortSignal {
    return this.ending.signal;
  }

  /** What was called off until now has nothing to do with what comes. */
  begin(record: OperationRecord, way: OperationProgress['way'], marks: OperationRecord['marks']): void {
    if (!this.isStopped) this.ending = new AbortController();
    this.pace = new ChangePace(record, way, marks, this.clock);
    this.publishSoon();
  }

  settle(at: number, doneCount: number): void {
    this.pace?.settle(at, doneCount);
    this.publishSoon();
  }

  copied(at: number, bytes: number): void {
    this.pace?.copied(at, bytes);
    this.publishSoon();
  }

  end(): void {
    if (this.pace === null) return;
    this.pace = null;
    this.publishSoon();
  }

  /** @returns whether there was anything to end */
  callOff(id: string): boolean {
    const progress = this.progress();
    if (progress?.id !== id || !progress.canCallOff) return false;
    this.ending.abort();
    return true;
  }

  /** Ends what happens, and what is begun from now on. */
  stop(): void {
    this.isStopped = true;
    this.ending.abort();
    this.callOffPublish?.();
  }

  publishSoon(): void {
    if (this.isStopped) return;
    this.callOffPublish ??= this.clock.after(PUBLISH_MS, () => {
      this.callOffPublish = null;
      this.publish();
    });
  }
}
