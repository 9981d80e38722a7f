import type { DownloadProgress } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import { SpeedMeter } from '../../core/download/speed-meter';
import type { Clock } from '../../core/ports';

/** Four publications a second: faster digits cannot be read, and every one repaints a row. */
const PUBLISH_MS = 250;

interface Entry {
  readonly meter: SpeedMeter;
  receivedBytes: number;
  connections: number;
  canResume: boolean;
  totalBytes: number | null;
}

/** What moves while downloads run. Kept in memory only, told to the page at a calm pace. */
export class ProgressBoard {
  private readonly entries = new Map<DownloadId, Entry>();
  private cancelTimer: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly publish: (progress: readonly DownloadProgress[]) => void,
  ) {}

  begin(id: DownloadId, receivedBytes: number, totalBytes: number | null): void {
    const meter = new SpeedMeter();
    meter.record(receivedBytes, this.clock.steadyMs());
    this.entries.set(id, { meter, receivedBytes, totalBytes, connections: 0, canResume: true });
    this.arm();
  }

  setTotal(id: DownloadId, totalBytes: number | null): void {
    const entry = this.entries.get(id);
    if (entry !== undefined) entry.totalBytes = totalBytes ?? entry.totalBytes;
  }

  record(id: DownloadId, receivedBytes: number, connections: number): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    entry.connections = connections;
    entry.receivedBytes = receivedBytes;
    entry.meter.record(receivedBytes, this.clock.steadyMs());
  }

  setResumable(id: DownloadId, canResume: boolean): void {
    const entry = this.entries.get(id);
    if (entry !== undefined) entry.canResume = canResume;
  }

  /** 0 for what does not run. */
  receivedBytes(id: DownloadId): number {
    return this.entries.get(id)?.receivedBytes ?? 0;
  }

  end(id: DownloadId): void {
    this.entries.delete(id);
    if (this.entries.size > 0) return;
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  snapshot(): readonly DownloadProgress[] {
    const nowMs = this.clock.steadyMs();
    return [...this.entries].map(([id, entry]) => ({
      id,
      receivedBytes: entry.receivedBytes,
      totalBytes: entry.totalBytes,
      bytesPerSecond: entry.meter.bytesPerSecond(nowMs),
      remainingMs: entry.meter.remainingMs(entry.totalBytes, nowMs),
      connections: entry.connections,
      canResume: entry.canResume,
      silentMs: Math.round(entry.meter.silentMs(nowMs)),
    }));
  }

  private arm(): void {
    this.cancelTimer ??= this.clock.after(PUBLISH_MS, () => {
      this.cancelTimer = null;
      if (this.entries.size === 0) return;
      this.publish(this.snapshot());
      this.arm();
    });
  }
}
