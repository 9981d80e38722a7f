import type { Crc32, PieceClaim } from '../ports';

/** The unit of truth: claims, retries and repairs end at its borders. A run is many of them. */
export const PIECE_BYTES = 8 * 1024 * 1024;

/** Bytes of one piece that are written, from `start` up to `end`. */
interface Segment {
  readonly start: number;
  end: number;
  crc32: number;
  /** How far the book knows of it; `start` while it knows nothing. */
  claimedEnd: number;
}

/** The right of one connection to write `[position, end)`; nobody else does meanwhile. */
export interface Lease {
  readonly start: number;
  /** Behind the last byte. Moves down when another connection takes over the rest. */
  end: number;
  /** Everything before it is written. */
  position: number;
  /** Behind the last byte that has been handed to the disk; it cannot be taken away any more. */
  reach: number;
}

/** What a sync is about to make durable. */
export interface Batch {
  readonly claims: readonly PieceClaim[];
  /** Claims that turned out to be wrong, by their first byte. */
  readonly dropped: readonly number[];
}

/**
 * Which bytes of one file are written, claimed or lent.
 *
 * Every byte is in at most one lease and in at most one segment; whether a file is whole is the union of
 * what is written, never a sum of counters.
 */
export class PieceMap {
  private readonly pieces = new Map<number, Segment[]>();
  private readonly leases = new Set<Lease>();
  /** Segments that have grown since the last sync. */
  private readonly grown = new Set<Segment>();
  /** What each batch was made of: one of them may be doubted before the book has taken it. */
  private readonly batched = new WeakMap<Batch, readonly Segment[]>();
  private dropped: number[] = [];
  private written = 0;
  private claimed = 0;
  private contiguous = 0;

  constructor(
    private size: number | null,
    claims: readonly PieceClaim[],
    private readonly crc32: Crc32,
    private readonly pieceBytes = PIECE_BYTES,
  ) {
    for (const claim of [...claims].sort((a, b) => a.start - b.start)) this.load(claim);
    this.contiguous = this.writtenUntil(0);
  }

  /** Exact length of the file, once it is known. */
  get totalBytes(): number | null {
    return this.size;
  }

  setTotal(totalBytes: number): void {
    this.size = totalBytes;
  }

  /** Bytes that are in the file, wherever. */
  get writtenBytes(): number {
    return this.written;
  }

  /** Everything before it is written. */
  get frontier(): number {
    return this.contiguous;
  }

  get isWhole(): boolean {
    return this.size !== null && this.contiguous >= this.size;
  }

  get openLeases(): ReadonlySet<Lease> {
    return this.leases;
  }

  /** Bytes that no book knows of yet. */
  get unclaimedBytes(): number {
    return this.written - this.claimed;
  }

  /** Bytes that are claimed, so that they outlive a crash. */
  get claimedBytes(): number {
    return this.claimed;
  }

  /**
   * Lends the first bytes that nobody has and nobody is fetching.
   *
   * @param mostBytes length of the run
   * @param before nothing that begins here or later is lent
   * @returns null when there is nothing to lend below `before`
   */
  lend(mostBytes: number, before: number): Lease | null {
    let start = this.contiguous;
    for (;;) {
      const free = this.freeFrom(start);
      if (free === start) break;
      start = free;
    }
    if (start >= before || (this.size !== null && start >= this.size)) return null;
    const end = this.freeUntil(start, start + mostBytes);
    const lease: Lease = { start, end, position: start, reach: start };
    this.leases.add(lease);
    return lease;
  }

  /** Lends everything from `start` on, whatever is written there; for a body that begins at the beginning. */
  lendStream(start: number): Lease {
    if (this.leases.size > 0) throw new Error('A stream is lent only when nothing else is.');
    const lease: Lease = {
      start,
      end: this.size ?? Number.MAX_SAFE_INTEGER,
      position: start,
      reach: start,
    };
    this.leases.add(lease);
    return lease;
  }

  giveBack(lease: Lease): void {
    this.leases.delete(lease);
  }

  /** Takes the rest from `end` on away from a lease, for another connection; never what is being written. */
  shorten(lease: Lease, end: number): void {
    lease.end = Math.min(lease.end, Math.max(end, lease.reach));
  }

  /** The body turned out to be the whole file, and nobody else fetches any of it. */
  widen(lease: Lease): void {
    if (this.leases.size > 1) throw new Error('Only a lease that is alone can be widened.');
    lease.end = this.size ?? Number.MAX_SAFE_INTEGER;
  }

  /** Bytes were written at the lease's position. Called only after the write has returned. */
  advance(lease: Lease, bytes: Uint8Array): void {
    if (!this.leases.has(lease) || lease.position + bytes.length > lease.end) {
      throw new Error('Bytes were written outside their lease.');
    }
    let offset = 0;
    while (offset < bytes.length) {
      const at = lease.position;
      const room = this.endOfPiece(at) - at;
      const part = bytes.subarray(offset, offset + room);
      this.extend(at, part);
      lease.position += part.length;
      offset += part.length;
    }
    lease.reach = Math.max(lease.reach, lease.position);
    if (this.segmentAt(this.contiguous) !== null) this.contiguous = this.writtenUntil(this.contiguous);
  }

  /** Moves a lease over bytes that are written already and were found to be the same. */
  pass(lease: Lease, bytes: number): void {
    lease.position += bytes;
    lease.reach = Math.max(lease.reach, lease.position);
  }

  /** Where the written bytes that contain `offset` end, or `offset` when it is not written. */
  writtenUntil(offset: number): number {
    let end = offset;
    for (let segment = this.segmentAt(end); segment !== null; segment = this.segmentAt(end)) {
      end = segment.end;
    }
    return end;
  }

  /** First byte of the written bytes that end at `offset`, at most `mostBytes` before it. */
  writtenBefore(offset: number, mostBytes: number): number {
    let start = offset;
    while (start > 0 && offset - start < mostBytes) {
      const segment = this.segmentAt(start - 1);
      if (segment === null) break;
      start = segment.start;
    }
    return Math.max(start, offset - mostBytes);
  }

  /** Where the next written byte at or after `offset` is, if it is before `most`; else `most`. */
  unwrittenUntil(offset: number, most: number): number {
    for (let piece = this.pieceOf(offset); piece * this.pieceBytes < most; piece += 1) {
      const found = this.pieces.get(piece)?.find((segment) => segment.end > offset);
      if (found !== undefined) return Math.max(offset, Math.min(most, found.start));
    }
    return most;
  }

  /** The claim or segment that holds this byte, with the CRC-32 it must have. */
  claimAt(offset: number): PieceClaim | null {
    const segment = this.segmentAt(offset);
    return segment === null
      ? null
      : { start: segment.start, bytes: segment.end - segment.start, crc32: segment.crc32 };
  }

  /** All written bytes with their CRC-32, in the order of the file. */
  allWritten(): readonly PieceClaim[] {
    return [...this.segments()]
      .map(({ start, end, crc32 }) => ({ start, bytes: end - start, crc32 }))
      .sort((a, b) => a.start - b.start);
  }

  /** The bytes that begin here are not what was received: they count as never fetched. */
  doubt(start: number): void {
    const piece = this.pieces.get(this.pieceOf(start));
    const index = piece?.findIndex((segment) => segment.start === start) ?? -1;
    const segment = piece?.[index];
    if (piece === undefined || segment === undefined) return;
    piece.splice(index, 1);
    this.grown.delete(segment);
    this.written -= segment.end - segment.start;
    this.claimed -= segment.claimedEnd - segment.start;
    if (segment.claimedEnd > segment.start) this.dropped.push(segment.start);
    this.contiguous = Math.min(this.contiguous, segment.start);
  }

  /** The file is only so long: what lies behind was never there, and nor was a claim that crosses its end. */
  cutAt(length: number): void {
    const lost = [...this.segments()].filter(({ end }) => end > length);
    for (const { start } of lost) this.doubt(start);
  }

  /** What the next sync makes durable. */
  batch(): Batch {
    const segments = [...this.grown];
    const claims = segments.map(({ start, end, crc32 }) => ({ start, bytes: end - start, crc32 }));
    const batch = { claims, dropped: [...this.dropped] };
    this.batched.set(batch, segments);
    return batch;
  }

  /** The book has taken the batch. */
  markClaimed(batch: Batch): void {
    const taken = new Set(batch.dropped);
    this.dropped = this.dropped.filter((start) => !taken.has(start));
    for (const [index, segment] of (this.batched.get(batch) ?? []).entries()) {
      const claimedEnd = segment.start + (batch.claims[index]?.bytes ?? 0);
      if (this.segmentAt(segment.start) !== segment) {
        // Doubted during the sync: the book believes it, and must not for long.
        if (!this.dropped.includes(segment.start)) this.dropped.push(segment.start);
        continue;
      }
      this.claimed += claimedEnd - segment.claimedEnd;
      segment.claimedEnd = claimedEnd;
      if (segment.claimedEnd === segment.end) this.grown.delete(segment);
    }
  }

  private load({ start, bytes, crc32 }: PieceClaim): void {
    const end = start + bytes;
    const isSound = bytes > 0 && end <= this.endOfPiece(start) && (this.size === null || end <= this.size);
    const overlaps = [...(this.pieces.get(this.pieceOf(start)) ?? [])].some((other) => other.end > start);
    if (!isSound || overlaps) {
      this.dropped.push(start);
      return;
    }
    this.insert({ start, end, crc32, claimedEnd: end });
    this.written += bytes;
    this.claimed += bytes;
  }

  private extend(at: number, bytes: Uint8Array): void {
    const before = at > 0 && this.pieceOf(at - 1) === this.pieceOf(at) ? this.segmentAt(at - 1) : null;
    this.written += bytes.length;
    if (before !== null) {
      before.crc32 = this.crc32(bytes, before.crc32);
      before.end = at + bytes.length;
      this.grown.add(before);
      return;
    }
    const end = at + bytes.length;
    const segment: Segment = { start: at, end, crc32: this.crc32(bytes, 0), claimedEnd: at };
    this.insert(segment);
    this.grown.add(segment);
  }

  private insert(segment: Segment): void {
    const index = this.pieceOf(segment.start);
    const piece = this.pieces.get(index);
    if (piece === undefined) this.pieces.set(index, [segment]);
    else {
      piece.push(segment);
      piece.sort((a, b) => a.start - b.start);
    }
  }

  private segmentAt(offset: number): Segment | null {
    return (
      this.pieces.get(this.pieceOf(offset))?.find(({ start, end }) => start <= offset && offset < end) ?? null
    );
  }

  /** `start` when nobody has it and nobody fetches it, else the first byte behind whoever does. */
  private freeFrom(start: number): number {
    const afterWritten = this.writtenUntil(start);
    if (afterWritten > start) return afterWritten;
    for (const lease of this.leases) {
      if (lease.position <= start && start < lease.end) return lease.end;
    }
    return start;
  }

  /** How far a run from `start` may go, up to `most`, before it meets what is written or lent. */
  private freeUntil(start: number, most: number): number {
    let end = this.size === null ? most : Math.min(most, this.size);
    for (const lease of this.leases) {
      // One that is full, and not given back yet, stands in nobody's way.
      if (lease.position >= start && lease.position < lease.end) end = Math.min(end, lease.position);
    }
    return this.unwrittenUntil(start, end);
  }

  private *segments(): Iterable<Segment> {
    for (const piece of this.pieces.values()) yield* piece;
  }

  private pieceOf(offset: number): number {
    return Math.floor(offset / this.pieceBytes);
  }

  private endOfPiece(offset: number): number {
    return (this.pieceOf(offset) + 1) * this.pieceBytes;
  }
}
