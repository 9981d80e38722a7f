import { net } from 'electron';
import type { HoldCause } from '../../shared/download/hold';
import type { LimitInForce, SystemStatus } from '../../shared/status';
import type { VolumeFacts } from '../core/ports';

const LOOK_MS = 5_000;

export interface StatusNeeds {
  /** Any folder of the user's models; null while none is chosen. */
  readonly folder: () => string | null;
  /** Answers in bounded time, also for a drive that does not. */
  readonly look: (folder: string) => Promise<VolumeFacts | 'missing' | 'unknown'>;
  readonly limit: () => LimitInForce;
  readonly heldBy: () => HoldCause | null;
  readonly onChanged: (status: SystemStatus) => void;
  /** The network came back. */
  readonly onBack: () => void;
}

/** Watches what the status bar shows beside the queue: the network and the free space. */
export class StatusWatch {
  private current: SystemStatus;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<SystemStatus> | null = null;

  constructor(private readonly needs: StatusNeeds) {
    const { limit, heldBy } = needs;
    this.current = {
      isOnline: true,
      freeBytes: null,
      volumeLabel: null,
      limit: limit(),
      heldBy: heldBy(),
    };
  }

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS);
    void this.look();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  status(): SystemStatus {
    return this.current;
  }

  /** Limit or hold are different now; said at once, whatever the drives are doing. */
  noteChange(): void {
    this.tell({ ...this.current, limit: this.needs.limit(), heldBy: this.needs.heldBy() });
  }

  /** One look at a time: a drive that does not answer must not collect questions. */
  look(): Promise<SystemStatus> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async lookOnce(): Promise<SystemStatus> {
    const folder = this.needs.folder();
    const { isOnline: wasOnline } = this.current;
    const isOnline = net.isOnline();
    const now = () => ({ ...this.current, limit: this.needs.limit(), heldBy: this.needs.heldBy() });
    this.tell({ ...now(), isOnline });
    if (isOnline && !wasOnline) this.needs.onBack();
    const facts = folder === null ? 'missing' : await this.needs.look(folder);
    const isSeen = typeof facts !== 'string';
    this.tell({
      ...now(),
      freeBytes: isSeen ? facts.freeBytes : null,
      volumeLabel: isSeen ? facts.mountPath : null,
    });
    return this.current;
  }

  private tell(next: SystemStatus): void {
    const before = this.current;
    this.current = next;
    const isSame =
      next.isOnline === before.isOnline &&
      next.volumeLabel === before.volumeLabel &&
      next.heldBy === before.heldBy &&
      isSameLimit(next.limit, before.limit) &&
      roundedMegabytes(next.freeBytes) === roundedMegabytes(before.freeBytes);
    if (!isSame) this.needs.onChanged(next);
  }
}

function isSameLimit(a: LimitInForce, b: LimitInForce): boolean {
  return a.bytesPerSecond === b.bytesPerSecond && a.source === b.source && a.untilMs === b.untilMs;
}

/** Free space changes all the time; a tenth of a gigabyte is what can be seen. */
function roundedMegabytes(bytes: number | null): number | null {
  return bytes === null ? null : Math.round(bytes / 100_000_000);
}
