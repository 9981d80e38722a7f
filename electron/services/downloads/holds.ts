import { HOLD_CAUSES, type HoldCause } from '../../../shared/download/hold';
import type { DownloadId } from '../../../shared/ids';

/** Why nothing is fetched just now, and which downloads ran before it began. */
export class Holds {
  private readonly causes = new Set<HoldCause>();
  private readonly held = new Set<DownloadId>();

  /** The cause that is told; null when downloads may run. */
  get cause(): HoldCause | null {
    return HOLD_CAUSES.findLast((cause) => this.causes.has(cause)) ?? null;
  }

  /** @returns whether anything is different now */
  set(cause: HoldCause, isOn: boolean): boolean {
    const before = this.cause;
    if (isOn) this.causes.add(cause);
    else this.causes.delete(cause);
    return this.cause !== before;
  }

  /** It ran, and goes on by itself. */
  remember(id: DownloadId): void {
    this.held.add(id);
  }

  /** The ones that ran before; forgets them once nothing holds them any more. */
  affected(): readonly DownloadId[] {
    const ids = [...this.held];
    if (this.causes.size === 0) this.held.clear();
    return ids;
  }

  of(id: DownloadId): HoldCause | null {
    return this.held.has(id) ? this.cause : null;
  }
}
