import type { PieceClaim } from '../../electron/core/ports';
import type { DownloadId } from '../../shared/ids';
import type { Touched } from './fake-disk';

/** Remembers which claims were found true, so that only what has changed is read again. */
export class Witness {
  private readonly checked = new Map<DownloadId, Map<string, PieceClaim>>();

  /** @param touched where bytes have changed since the last question; null for anywhere */
  unchecked(id: DownloadId, claims: readonly PieceClaim[], touched: Touched | null): readonly PieceClaim[] {
    const known = this.checked.get(id) ?? new Map<string, PieceClaim>();
    this.checked.set(id, known);
    if (touched === null) known.clear();
    for (const [key, { start, bytes }] of known) {
      if (touched?.some((span) => span.start < start + bytes && span.end > start) === true) known.delete(key);
    }
    return claims.filter((claim) => !known.has(keyOf(claim)));
  }

  noteChecked(id: DownloadId, claim: PieceClaim): void {
    this.checked.get(id)?.set(keyOf(claim), claim);
  }
}

function keyOf({ start, bytes, crc32 }: PieceClaim): string {
  return `${start}/${bytes}/${crc32}`;
}
