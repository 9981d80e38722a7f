import type { PowerSaveBlocker } from 'electron';
import type { DownloadStateKind } from '../../shared/download/state';
import type { DownloadId } from '../../shared/ids';
import type { DownloadsDelta } from '../../shared/ipc/contract';
import type { Clock } from '../core/ports';

/**
 * A machine that nobody has touched for long sleeps in the very second in which nothing keeps it awake.
 * Between two tries, or two files, there are seconds without work.
 */
const LINGER_MS = 60_000;

const WORKING: ReadonlySet<DownloadStateKind> = new Set(['transferring', 'verifying']);

export interface KeepAwakeNeeds {
  readonly blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly isWanted: () => boolean;
}

/** Keeps the machine from falling asleep by itself while a file is fetched or verified; its screen may go dark. */
export class KeepAwake {
  private readonly working = new Set<DownloadId>();
  private blockerId: number | null = null;
  private cancelLinger: (() => void) | null = null;

  constructor(private readonly needs: KeepAwakeNeeds) {}

  /** Must hear of every delta of the queue. */
  note({ upserts, removed }: Pick<DownloadsDelta, 'upserts' | 'removed'>): void {
    for (const { id, state } of upserts) {
      if (WORKING.has(state.kind)) this.working.add(id);
      else this.working.delete(id);
    }
    for (const id of removed) this.working.delete(id);
    this.look();
  }

  /** The setting may be another one now. */
  look(): void {
    if (!this.needs.isWanted()) this.release();
    else if (this.working.size > 0) this.hold();
    else this.linger();
  }

  /** Lets the machine sleep at once. */
  release(): void {
    this.forgetLinger();
    if (this.blockerId !== null) this.needs.blocker.stop(this.blockerId);
    this.blockerId = null;
  }

  private hold(): void {
    this.forgetLinger();
    this.blockerId ??= this.needs.blocker.start('prevent-app-suspension');
  }

  private linger(): void {
    if (this.blockerId === null || this.cancelLinger !== null) return;
    this.cancelLinger = this.needs.clock.after(LINGER_MS, () => this.release());
  }

  private forgetLinger(): void {
    this.cancelLinger?.();
    this.cancelLinger = null;
  }
}
