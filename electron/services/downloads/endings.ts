import type { Failure, FailureCode } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadRecord } from '../../core/ports';

/** Counts how often in a row a download ended in one way. In memory only: a restart gives everything another chance. */
export class Endings {
  private readonly last = new Map<DownloadId, { readonly code: FailureCode; readonly times: number }>();

  /** @returns how many tries before this one ended so, with no new byte in between */
  note({ id, failedAttempts }: DownloadRecord, { code }: Failure): number {
    const before = this.last.get(id);
    // Whoever brought bytes, or was asked by the user to try again, begins to count anew.
    const times = failedAttempts > 0 && before?.code === code ? before.times : 0;
    this.last.set(id, { code, times: times + 1 });
    return times;
  }
}
