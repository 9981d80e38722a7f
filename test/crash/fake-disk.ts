import type { SeededChance } from './chance';

/** What a disk writes at once or not at all. */
const SECTOR_BYTES = 512;

interface Extent {
  bytes: Uint8Array;
  length: number;
}

/** One file, whatever its names. */
class Inode {
  /** As programs see it: the system's page cache. */
  readonly seen: Extent = { bytes: new Uint8Array(0), length: 0 };
  /** As it certainly is after a power cut. */
  readonly durable: Extent = { bytes: new Uint8Array(0), length: 0 };
  /** Sectors that a power cut may or may not take back, with the number of the write that came last. */
  readonly dirty = new Map<number, number>();
  writes = 0;
  /** Sectors that a failed sync forgot: the system believes that they are on disk (fsyncgate). */
  readonly forgotten = new Set<number>();
  /** Where its bytes have changed since somebody last asked; null means anywhere. */
  touched: Touched | null = null;
}

/** Changed bytes of a file, as spans from the first one to behind the last one. */
export type Touched = readonly { readonly start: number; readonly end: number }[];

type NameChange =
  | { readonly kind: 'set'; readonly path: string; readonly inode: Inode }
  | { readonly kind: 'delete'; readonly path: string };

function reserve(extent: Extent, length: number): void {
  if (extent.bytes.length >= length) return;
  const grown = new Uint8Array(Math.max(length, extent.bytes.length * 2, 4_096));
  grown.set(extent.bytes.subarray(0, extent.length));
  extent.bytes = grown;
}

function resize(extent: Extent, length: number): void {
  reserve(extent, length);
  // What a longer file has in its hole reads as zeros, also where an older end was cut off.
  extent.bytes.fill(0, Math.min(extent.length, length), Math.max(extent.length, length));
  extent.length = length;
}

function spanOf(sector: number): { readonly start: number; readonly end: number } {
  return { start: sector * SECTOR_BYTES, end: (sector + 1) * SECTOR_BYTES };
}

function sectorsOf(start: number, end: number): number[] {
  const sectors: number[] = [];
  for (let sector = Math.floor(start / SECTOR_BYTES); sector * SECTOR_BYTES < end; sector += 1) {
    sectors.push(sector);
  }
  return sectors;
}

/**
 * A disk with a page cache in front of it. What was written is seen at once and is durable only after a
 * sync; names likewise, in the order in which they were given. A power cut keeps what is durable and,
 * sector by sector, any part of the rest.
 */
export class FakeDisk {
  private readonly names = new Map<string, Inode>();
  private readonly durableNames = new Map<string, Inode>();
  private readonly folders = new Set<string>(['/']);
  private nameChanges: NameChange[] = [];
  /** Raised with every change of bytes or names. */
  version = 0;
  /** Bytes that are free for new sectors. */
  freeBytes = Number.MAX_SAFE_INTEGER;
  /** Raised when the drive comes back: what was opened before stays dead. */
  plugging = 1;
  isPlugged = true;

  constructor(private readonly chance: SeededChance) {}

  addFolder(path: string): void {
    for (let at = path; at !== '/' && at !== ''; at = at.slice(0, at.lastIndexOf('/'))) this.folders.add(at);
  }

  hasFolder(path: string): boolean {
    return this.folders.has(path);
  }

  removeFolder(path: string): void {
    this.folders.delete(path);
  }

  paths(): readonly string[] {
    return [...this.names.keys()];
  }

  durablePaths(): readonly string[] {
    return [...this.durableNames.keys()];
  }

  has(path: string): boolean {
    return this.names.has(path);
  }

  /** Whether two names lead to one file. */
  isSame(first: string, second: string): boolean {
    return this.names.has(first) && this.names.get(first) === this.names.get(second);
  }

  create(path: string): void {
    this.changeName({ kind: 'set', path, inode: new Inode() });
  }

  link(from: string, to: string): void {
    this.changeName({ kind: 'set', path: to, inode: this.inode(from) });
  }

  unlink(path: string): void {
    this.changeName({ kind: 'delete', path });
  }

  /** Makes names durable, in the order in which they were given. */
  syncNames(): void {
    this.version += 1;
    for (const change of this.nameChanges) applyName(this.durableNames, change);
    this.nameChanges = [];
  }

  /** A handle: it keeps the file also when its name is gone. */
  handle(path: string): FakeHandle {
    return new FakeHandle(this, this.inode(path));
  }

  /** What a reader sees now; null when there is no such file. */
  seen(path: string): Uint8Array | null {
    return contentOf(this.names.get(path)?.seen);
  }

  /** What is certain to be there after a power cut; null when the file or its name is not. */
  durable(path: string): Uint8Array | null {
    return contentOf(this.durableNames.get(path)?.durable);
  }

  /** Which bytes have changed since the last question; null means that all of them may have. */
  takeTouched(path: string): Touched | null {
    const inode = this.names.get(path);
    if (inode === undefined) return null;
    const { touched } = inode;
    inode.touched = [];
    return touched;
  }

  /** Puts a whole, durable file there, as another program or a user would. */
  put(path: string, bytes: Uint8Array): void {
    this.create(path);
    const handle = this.handle(path);
    handle.apply(bytes, 0);
    handle.finishSync(handle.beginSync(), true);
    this.syncNames();
  }

  /** A byte changes by itself, as on a dying disk, and stays so. */
  damage(path: string, offset: number): void {
    this.version += 1;
    const inode = this.inode(path);
    inode.touched = null;
    const { seen, durable } = inode;
    for (const { bytes, length } of [seen, durable]) {
      if (offset < length) bytes[offset] = (bytes[offset] ?? 0) ^ 0x55;
    }
  }

  /** Names from the log become durable up to where this file got its first. */
  syncNameOf(inode: Inode): void {
    this.version += 1;
    const last = this.nameChanges.findIndex((change) => change.kind === 'set' && change.inode === inode);
    if (last === -1) return;
    for (const change of this.nameChanges.splice(0, last + 1)) applyName(this.durableNames, change);
  }

  /** Takes free space for sectors that have no place yet. @returns how many of the bytes fit */
  allot(from: number, to: number): number {
    this.version += 1;
    const wanted = Math.max(0, to - from);
    const granted = Math.min(wanted, this.freeBytes);
    this.freeBytes -= granted;
    return granted;
  }

  /** Somebody else writes, or tidies up, until so much is free. */
  fill(freeBytes: number): void {
    this.freeBytes = freeBytes;
  }

  pullOut(): void {
    this.isPlugged = false;
  }

  /** The drive is back, without what it had not been told to keep. */
  plugIn(): void {
    if (this.isPlugged) return;
    this.isPlugged = true;
    this.plugging += 1;
    this.cutPower();
  }

  /** The power is gone: only what is durable is certain, and of the rest any sector may be there. */
  cutPower(): void {
    this.version += 1;
    const kept = this.chance.between(0, this.nameChanges.length);
    for (const change of this.nameChanges.slice(0, kept)) applyName(this.durableNames, change);
    this.nameChanges = [];
    this.names.clear();
    for (const [path, inode] of this.durableNames) this.names.set(path, inode);
    for (const inode of new Set(this.names.values())) this.tear(inode);
  }

  private tear(inode: Inode): void {
    const { seen, durable } = inode;
    const length = this.chance.happens(0.5) ? seen.length : durable.length;
    const after: Extent = { bytes: new Uint8Array(0), length: 0 };
    resize(after, length);
    after.bytes.set(durable.bytes.subarray(0, Math.min(length, durable.length)));
    const keepsAll = this.chance.happens(0.2);
    for (const sector of inode.dirty.keys()) {
      if (!keepsAll && this.chance.happens(0.5)) continue;
      const start = sector * SECTOR_BYTES;
      const end = Math.min(start + SECTOR_BYTES, seen.length);
      if (start >= end) continue;
      if (end > after.length) resize(after, end);
      after.bytes.set(seen.bytes.subarray(start, end), start);
    }
    inode.dirty.clear();
    inode.forgotten.clear();
    inode.touched = null;
    for (const extent of [seen, durable]) {
      extent.bytes = after.bytes.slice();
      extent.length = after.length;
    }
  }

  private changeName(change: NameChange): void {
    this.version += 1;
    applyName(this.names, change);
    this.nameChanges.push(change);
  }

  private inode(path: string): Inode {
    const inode = this.names.get(path);
    if (inode === undefined) throw new Error(`There is no file ${path}.`);
    return inode;
  }
}

function applyName(names: Map<string, Inode>, change: NameChange): void {
  if (change.kind === 'set') names.set(change.path, change.inode);
  else names.delete(change.path);
}

function contentOf(extent: Extent | undefined): Uint8Array | null {
  return extent === undefined ? null : extent.bytes.subarray(0, extent.length);
}

/** An open file of the fake disk. */
export class FakeHandle {
  constructor(
    private readonly disk: FakeDisk,
    private readonly inode: Inode,
  ) {}

  get length(): number {
    return this.inode.seen.length;
  }

  read(offset: number, length: number): Uint8Array {
    const { bytes, length: end } = this.inode.seen;
    return bytes.slice(Math.min(offset, end), Math.min(offset + length, end));
  }

  /** Writes what fits. @returns how many bytes found room */
  apply(bytes: Uint8Array, offset: number): number {
    const { seen, dirty, forgotten } = this.inode;
    const end = offset + bytes.length;
    const granted = this.disk.allot(Math.max(offset, seen.length), end);
    const fits = Math.max(0, Math.min(seen.length, end) - offset) + granted;
    if (fits <= 0) return 0;
    if (offset + fits > seen.length) resize(seen, offset + fits);
    seen.bytes.set(bytes.subarray(0, fits), offset);
    this.inode.writes += 1;
    this.touch([{ start: offset, end: offset + fits }]);
    for (const sector of sectorsOf(offset, offset + fits)) {
      dirty.set(sector, this.inode.writes);
      forgotten.delete(sector);
    }
    return fits;
  }

  private touch(spans: Touched): void {
    if (this.inode.touched !== null) this.inode.touched = [...this.inode.touched, ...spans];
  }

  truncate(length: number): void {
    this.disk.version += 1;
    this.inode.touched = null;
    resize(this.inode.seen, length);
  }

  /** What a sync that begins now has to make durable. */
  beginSync(): { readonly sectors: ReadonlyMap<number, number>; readonly length: number } {
    return { sectors: new Map(this.inode.dirty), length: this.inode.seen.length };
  }

  finishSync(begun: ReturnType<FakeHandle['beginSync']>, isGood: boolean): void {
    const { seen, durable, dirty, forgotten } = this.inode;
    for (const [sector, write] of begun.sectors) {
      // A write that came while the sync was under way waits for the next one.
      if (dirty.get(sector) === write) dirty.delete(sector);
      if (!isGood && !dirty.has(sector)) forgotten.add(sector);
    }
    if (!isGood) return;
    resize(durable, Math.min(Math.max(begun.length, durable.length), seen.length));
    for (const sector of begun.sectors.keys()) {
      const start = sector * SECTOR_BYTES;
      const end = Math.min(start + SECTOR_BYTES, durable.length);
      if (start < end) durable.bytes.set(seen.bytes.subarray(start, end), start);
    }
    this.touch([...begun.sectors.keys()].map((sector) => spanOf(sector)));
    this.disk.syncNameOf(this.inode);
  }
}
