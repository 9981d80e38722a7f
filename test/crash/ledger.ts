import type { PieceClaim } from '../../electron/core/ports';
import type { DownloadId } from '../../shared/ids';
import { Deliveries } from './deliveries';
import type { Delivered } from './fake-net';
import type { RemoteFile } from './remote-file';

/** Bytes are synced after five seconds at the latest; a busy disk may take a moment more. */
export const OLDEST_UNCLAIMED_MS = 7_000;
/** Asked for again after a break, to be compared with the disk. */
export const OVERLAP_BYTES = 64 * 1024;

/**
 * Keeps count of what the program was given and what it made of it (I6), and of what a test itself has
 * broken, so that nobody is blamed for that.
 */
export class Ledger {
  private readonly deliveries = new Map<RemoteFile, Deliveries>();
  private readonly overlaps = new WeakMap<object, number>();
  /** Claims whose bytes the test has changed behind the program's back, by their first byte. */
  private readonly damaged = new Map<DownloadId, Set<number>>();
  /** Downloads whose part file the test has deleted. */
  private readonly bereft = new Set<DownloadId>();

  of(file: RemoteFile): Deliveries {
    const known = this.deliveries.get(file) ?? new Deliveries();
    this.deliveries.set(file, known);
    return known;
  }

  /** @param claims what the program could know to have already */
  noteDelivered(delivered: Delivered, claims: readonly PieceClaim[], nowMs: number): string | null {
    const { file, start, end, answer, isRange } = delivered;
    this.of(file).note(start, end, nowMs);
    const again = claims.reduce(
      (sum, claim) =>
        sum + Math.max(0, Math.min(end, claim.start + claim.bytes) - Math.max(start, claim.start)),
      0,
    );
    const overlap = (this.overlaps.get(answer) ?? 0) + again;
    this.overlaps.set(answer, overlap);
    // A server that ignores ranges sends what is there already, and it is compared.
    if (!isRange || overlap <= OVERLAP_BYTES) return null;
    return `I6: ${overlap} claimed bytes of file ${file.number} were fetched again.`;
  }

  /** Something failed that may cost bytes. */
  excuseAll(): void {
    for (const each of this.deliveries.values()) each.excuse();
  }

  noteTakenBack(id: DownloadId, start: number, end: number): void {
    const isAll = end === Number.MAX_SAFE_INTEGER;
    if (isAll) this.bereft.delete(id);
    for (const at of this.damaged.get(id) ?? [])
      if (at >= start && at < end) this.damaged.get(id)?.delete(at);
  }

  noteDamage(id: DownloadId, start: number): void {
    const starts = this.damaged.get(id) ?? new Set();
    this.damaged.set(id, starts.add(start));
  }

  noteBereft(id: DownloadId): void {
    this.bereft.add(id);
  }

  /** Whether the program answers for these bytes. */
  isAccountable(id: DownloadId, { start }: PieceClaim): boolean {
    return !this.bereft.has(id) && this.damaged.get(id)?.has(start) !== true;
  }
}
