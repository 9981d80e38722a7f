import { crc32 } from 'node:zlib';
import { expect } from 'vitest';
import type { PieceClaim } from '../../../../electron/core/ports';
import { type Batch, type Lease, PieceMap } from '../../../../electron/core/segments/piece-map';

export const PIECE = 16;

/** What the file should hold; no two neighbours are alike, so that a shifted byte is noticed. */
function byteAt(offset: number): number {
  return (offset * 37 + (offset >> 5) * 11 + 5) & 0xff;
}

export function bytesFrom(start: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => byteAt(start + index));
}

export function crcOf({ start, bytes }: { readonly start: number; readonly bytes: number }): number {
  return crc32(bytesFrom(start, bytes));
}

/** One lease as the connection that holds it sees it: perhaps with bytes on their way to the disk. */
interface Holder {
  readonly lease: Lease;
  readonly isStream: boolean;
  /** Handed to the disk, not written yet. */
  inFlight: number;
}

/**
 * A PieceMap, one flag a byte beside it, and the book that a sync writes. Each step does to both what the
 * engine would do, in every order that the engine allows; `check` compares them byte by byte.
 */
export class NaiveMap {
  map: PieceMap;
  /** Rows of the database, by their first byte. */
  readonly book = new Map<number, PieceClaim>();
  private written: boolean[] = [];
  private holders: Holder[] = [];
  /** A batch whose sync has begun and not ended. */
  private syncing: Batch | null = null;

  constructor(private readonly size: number | null) {
    this.map = new PieceMap(size, [], crc32, PIECE);
  }

  lend(mostBytes: number, window: number): void {
    // Whoever fetches from the beginning to the end fetches alone.
    if (this.holders.some(({ isStream }) => isStream)) return;
    const before = this.frontier() + window;
    const start = this.firstFree();
    const lease = this.map.lend(mostBytes, before);
    if (start >= before || (this.size !== null && start >= this.size)) {
      expect(lease, 'nothing is lent behind the window or the end').toBe(null);
      return;
    }
    let end = start;
    while (end - start < mostBytes && this.isFree(end)) end += 1;
    expect(lease, 'the first bytes that nobody has, as many as there are in a row').toMatchObject({
      start,
      end,
      position: start,
      reach: start,
    });
    if (lease !== null) this.holders.push({ lease, isStream: false, inFlight: 0 });
  }

  lendStream(): void {
    if (this.holders.length > 0) {
      expect(() => this.map.lendStream(0)).toThrow();
      return;
    }
    this.holders.push({ lease: this.map.lendStream(0), isStream: true, inFlight: 0 });
  }

  /** The network gave bytes; they are on their way to the disk. */
  receive(which: number, bytes: number): void {
    const holder = this.holder(which);
    if (holder === null || holder.inFlight > 0) return;
    const { lease, isStream } = holder;
    const room = Math.min(bytes, lease.end - lease.position);
    if (room <= 0) return;
    // A stream passes over what is there already, and writes only what is not.
    const known = isStream ? this.map.writtenUntil(lease.position) - lease.position : 0;
    if (known > 0) {
      this.map.pass(lease, Math.min(known, room));
      return;
    }
    const until = isStream
      ? this.map.unwrittenUntil(lease.position, lease.position + room)
      : lease.position + room;
    holder.inFlight = until - lease.position;
    lease.reach = until;
  }

  /** The disk has answered. */
  write(which: number): void {
    const holder = this.holder(which);
    if (holder === null || holder.inFlight === 0) return;
    const { lease, inFlight } = holder;
    const start = lease.position;
    this.map.advance(lease, bytesFrom(start, inFlight));
    for (let at = start; at < start + inFlight; at += 1) this.written[at] = true;
    holder.inFlight = 0;
  }

  giveBack(which: number): void {
    const holder = this.holder(which);
    if (holder === null) return;
    this.write(which);
    this.map.giveBack(holder.lease);
    this.holders = this.holders.filter((each) => each !== holder);
  }

  shorten(which: number, keepBytes: number): void {
    const holder = this.holder(which);
    if (holder === null || holder.isStream) return;
    const { lease } = holder;
    const wanted = lease.position + keepBytes;
    const expected = Math.min(lease.end, Math.max(wanted, lease.reach));
    this.map.shorten(lease, wanted);
    expect(lease.end, 'never what is being written').toBe(expected);
  }

  /** Damage was found in the bytes around `at`, if any are written there. */
  doubt(at: number): void {
    const segment = this.map.claimAt(at);
    expect(segment !== null, 'whoever asks for a written byte gets its segment').toBe(this.isWritten(at));
    if (segment === null) return;
    this.map.doubt(segment.start);
    for (let each = segment.start; each < segment.start + segment.bytes; each += 1)
      this.written[each] = false;
  }

  /** Nothing ends at this byte: claims that are not known by their first one do not exist. */
  doubtWithin(at: number): void {
    const segment = this.map.claimAt(at);
    if (segment !== null && segment.start !== at) this.map.doubt(at);
  }

  /** The file turned out to be shorter than the claims say. */
  cutAt(length: number): void {
    if (this.holders.length > 0) return;
    for (const { start, bytes } of this.map.allWritten()) {
      if (start + bytes <= length) continue;
      for (let at = start; at < start + bytes; at += 1) this.written[at] = false;
    }
    this.map.cutAt(length);
  }

  beginSync(): void {
    this.syncing ??= this.map.batch();
  }

  /** The file is synced: the book takes the batch, as `PieceBook.change` promises. */
  endSync(): void {
    const batch = this.syncing;
    if (batch === null) return;
    this.syncing = null;
    for (const start of batch.dropped) this.book.delete(start);
    for (const claim of batch.claims) this.book.set(claim.start, claim);
    this.map.markClaimed(batch);
  }

  /** A crash: only what the book knows is left. */
  restart(): void {
    this.syncing = null;
    this.holders = [];
    this.written = [];
    const claims = [...this.book.values()];
    this.map = new PieceMap(this.size, claims, crc32, PIECE);
    for (const claim of this.map.allWritten()) {
      if (crcOf(claim) !== claim.crc32) this.map.doubt(claim.start);
      else for (let at = claim.start; at < claim.start + claim.bytes; at += 1) this.written[at] = true;
    }
  }

  /** Everything ends well: what was doubted is fetched again, and the last sync has nothing beside it. */
  settle(): void {
    this.endSync();
    while (this.holders.length > 0) this.giveBack(0);
    this.beginSync();
    this.endSync();
  }

  check(): void {
    const { map } = this;
    const last = Math.max(this.written.length, this.size ?? 0);
    const count = this.written.filter(Boolean).length;
    same('written bytes', map.writtenBytes, count);
    same('frontier', map.frontier, this.frontier());
    same('whole', map.isWhole, this.size !== null && count === this.size);
    const ends = this.runEnds(last);
    const offsets = Array.from({ length: last + 1 }, (_, at) => at);
    same(
      'written until, unwritten until, written before, by offset',
      offsets.map((at) => [map.writtenUntil(at), map.unwrittenUntil(at, last), map.writtenBefore(at, 5)]),
      offsets.map((at) => [
        this.isWritten(at) ? ends[at] : at,
        this.isWritten(at) ? at : ends[at],
        this.runStart(at, 5),
      ]),
    );
    this.checkLeases();
    this.checkSegments();
  }

  /** After a sync that nothing disturbed, the book says what the map says, byte for byte. */
  checkBook(): void {
    const { map } = this;
    const rows = [...this.book.values()].sort((a, b) => a.start - b.start);
    expect(rows).toEqual(map.allWritten());
    expect(map.claimedBytes).toBe(map.writtenBytes);
    expect(map.unclaimedBytes).toBe(0);
    expect(map.batch()).toEqual({ claims: [], dropped: [] });
  }

  private checkLeases(): void {
    const taken = new Set<number>();
    same(
      'open leases',
      [...this.map.openLeases],
      this.holders.map(({ lease }) => lease),
    );
    for (const { lease, isStream } of this.holders) {
      const isInOrder = lease.position <= lease.reach && lease.reach <= lease.end;
      same('position, reach, end in this order', isInOrder, true);
      if (isStream) continue;
      for (let at = lease.position; at < lease.end; at += 1) {
        if (taken.has(at)) throw new Error(`Byte ${at} is in two leases.`);
        if (this.isWritten(at)) throw new Error(`Byte ${at} is lent and written.`);
        taken.add(at);
      }
    }
  }

  private checkSegments(): void {
    let end = 0;
    for (const claim of this.map.allWritten()) {
      if (claim.start < end) throw new Error(`The segment at ${claim.start} overlaps the one before it.`);
      end = claim.start + claim.bytes;
      same('no claim crosses a piece', Math.floor(claim.start / PIECE), Math.floor((end - 1) / PIECE));
    }
    for (const claim of [...this.map.allWritten(), ...this.map.batch().claims]) {
      same(`CRC-32 of the bytes from ${claim.start}`, claim.crc32, crcOf(claim));
    }
  }

  private holder(which: number): Holder | null {
    return this.holders[which % Math.max(1, this.holders.length)] ?? null;
  }

  private frontier(): number {
    let at = 0;
    while (this.isWritten(at)) at += 1;
    return at;
  }

  private firstFree(): number {
    let at = 0;
    while (!this.isFree(at) && (this.size === null || at < this.size)) at += 1;
    return at;
  }

  private isFree(at: number): boolean {
    if (this.isWritten(at) || (this.size !== null && at >= this.size)) return false;
    return !this.holders.some(({ lease }) => lease.position <= at && at < lease.end);
  }

  private isWritten(at: number): boolean {
    return this.written[at] === true;
  }

  /** For each offset, where the bytes end that are like it, written or not. */
  private runEnds(last: number): number[] {
    const ends: number[] = Array.from({ length: last + 1 }, () => last);
    for (let at = last - 1; at >= 0; at -= 1) {
      ends[at] = this.isWritten(at) === this.isWritten(at + 1) ? (ends[at + 1] ?? last) : at + 1;
    }
    return ends;
  }

  private runStart(from: number, most: number): number {
    let at = from;
    while (at > 0 && from - at < most && this.isWritten(at - 1)) at -= 1;
    return at;
  }
}

/** `expect` is too slow for something that is asked for every byte after every step. */
function same(what: string, actual: unknown, wanted: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(wanted)) expect(actual, what).toEqual(wanted);
}
