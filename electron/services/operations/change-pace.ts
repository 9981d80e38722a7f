import type { OperationProgress } from '../../../shared/operations/operations';
import { SpeedMeter } from '../../core/download/speed-meter';
import type { OperationRecord } from '../../core/operations/ports';
import type { Clock } from '../../core/ports';

/** How far a change of files has come, in names and, where files are copied to another volume, in bytes. */
export class ChangePace {
  private readonly meter = new SpeedMeter();
  /** Bytes by the place of a deed, of copies that are not done. */
  private readonly left = new Map<number, number>();
  private totalBytes = 0;
  private settledBytes = 0;
  private currentBytes = 0;
  private doneCount: number;

  constructor(
    private readonly record: Pick<OperationRecord, 'id' | 'kind' | 'plan'>,
    private readonly way: OperationProgress['way'],
    marks: OperationRecord['marks'],
    private readonly clock: Pick<Clock, 'steadyMs'>,
  ) {
    this.doneCount = marks.filter((mark) => mark !== null).length;
    const { plan } = record;
    const isBack = way === 'undoing' || way === 'takingBack';
    for (const at of plan.copies) if (isBack === ((marks[at] ?? null) !== null)) this.expect(at);
    this.meter.record(0, clock.steadyMs());
  }

  get id(): string {
    return this.record.id;
  }

  /** A deed is done, or taken back. @param doneCount of all deeds */
  settle(at: number, doneCount: number): void {
    this.settledBytes += this.left.get(at) ?? 0;
    this.left.delete(at);
    this.currentBytes = 0;
    this.doneCount = doneCount;
    this.measure();
  }

  /** So many bytes of the file of a deed are copied. */
  copied(at: number, bytes: number): void {
    if (!this.left.has(at)) this.expect(at);
    this.currentBytes = bytes;
    this.measure();
  }

  view(): OperationProgress {
    const { id, kind, plan } = this.record;
    const nowMs = this.clock.steadyMs();
    const copy = {
      doneBytes: Math.floor(this.settledBytes + this.currentBytes),
      totalBytes: this.totalBytes,
      bytesPerSecond: this.meter.bytesPerSecond(nowMs),
      remainingMs: this.meter.remainingMs(this.totalBytes, nowMs),
    };
    return {
      ...{ id, kind, way: this.way, doneCount: this.doneCount, totalCount: plan.deeds.length },
      copy: this.totalBytes === 0 ? null : copy,
      canCallOff: this.way === 'doing' || this.way === 'undoing',
    };
  }

  private expect(at: number): void {
    const bytes = this.record.plan.deeds[at]?.stamp.bytes ?? 0;
    this.left.set(at, bytes);
    this.totalBytes += bytes;
  }

  private measure(): void {
    this.meter.record(this.settledBytes + this.currentBytes, this.clock.steadyMs());
  }
}
