import type { PartFile, PartFiles, Volumes } from '../../electron/core/ports';
import { type Chunks, joinChunks } from '../../electron/core/segments/chunks';
import type { Failure } from '../../shared/failure';
import { err } from '../../shared/result';
import type { Gate } from './server/answer';

export interface Write {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

export interface PartsWatch {
  /** Called with the bytes before they are written. */
  readonly onWrite: (path: string, offset: number, bytes: Uint8Array) => void;
  readonly onTruncate: (path: string, length: number) => void;
  /** Called when a sync begins; what it answers is called when the sync has succeeded. */
  readonly onSync: (path: string) => () => void;
}

/** Real part files; every access is seen, and the disk can be made to block or to fail. */
export class WatchedParts implements PartFiles {
  readonly writes: Write[] = [];
  /** Real milliseconds. */
  lastActivityMs = 0;
  /** Accesses that have not been answered, without those that a blocked disk holds. */
  underWay = 0;
  openFiles = 0;
  /** While it is closed, no write is answered. */
  block: Gate | null = null;
  private corrupted: number | null = null;
  private failures: { readonly call: 'write' | 'sync' | 'place'; readonly failure: Failure; left: number }[] =
    [];

  constructor(
    private readonly inner: PartFiles,
    private readonly watch: PartsWatch,
  ) {}

  /** The next calls of this kind fail. */
  failNext(call: 'write' | 'sync' | 'place', failure: Failure, times = 1): void {
    this.failures.push({ call, failure, left: times });
  }

  watchVolumes(inner: Volumes): Volumes {
    return { look: (root, folder) => this.counted(() => inner.look(root, folder)) };
  }

  /** The disk keeps something else than what it is given for the byte at this offset, once. */
  corruptAt(offset: number): void {
    this.corrupted = offset;
  }

  ensureFolder: PartFiles['ensureFolder'] = (...asked) => this.seen(() => this.inner.ensureFolder(...asked));
  inspect = (partPath: string, finalPath: string | null) =>
    this.seen(() => this.inner.inspect(partPath, finalPath));
  namesIn = (folder: string) => this.seen(() => this.inner.namesIn(folder));
  keepName = (path: string) => this.seen(() => this.inner.keepName(path));
  remove = (path: string) => this.seen(() => this.inner.remove(path));

  place: PartFiles['place'] = (partPath, finalPath) => {
    const failure = this.failureOf('place');
    if (failure !== null) return Promise.resolve(err(failure));
    return this.seen(() => this.inner.place(partPath, finalPath));
  };

  open: PartFiles['open'] = async (path, mayCreate) => {
    const opened = await this.seen(() => this.inner.open(path, mayCreate));
    if (!opened.ok) return opened;
    this.openFiles += 1;
    return { ok: true, value: this.watchPart(path, opened.value) };
  };

  private watchPart(path: string, part: PartFile): PartFile {
    return {
      length: () => this.seen(() => part.length()),
      read: (offset, length) => this.seen(() => part.read(offset, length)),
      write: async (chunks, offset) => {
        const bytes = joinChunks(chunks);
        if (this.block !== null && !this.block.isOpen) await this.block.pass();
        const failure = this.failureOf('write');
        if (failure !== null) return err(failure);
        this.watch.onWrite(path, offset, bytes);
        this.writes.push({ path, offset, length: bytes.length });
        return this.seen(() => part.write(this.kept(chunks, bytes, offset), offset));
      },
      sync: async () => {
        const failure = this.failureOf('sync');
        if (failure !== null) return err(failure);
        const done = this.watch.onSync(path);
        const synced = await this.seen(() => part.sync());
        if (synced.ok) done();
        return synced;
      },
      truncate: (length) => {
        this.watch.onTruncate(path, length);
        return this.seen(() => part.truncate(length));
      },
      close: async () => {
        await this.seen(() => part.close());
        this.openFiles -= 1;
      },
    };
  }

  /** What the disk keeps of what it is given. */
  private kept(chunks: Chunks, bytes: Uint8Array, offset: number): Chunks {
    const at = (this.corrupted ?? -1) - offset;
    if (at < 0 || at >= bytes.length) return chunks;
    this.corrupted = null;
    const other = Uint8Array.from(bytes);
    other[at] = (other[at] ?? 0) ^ 0xff;
    return [other];
  }

  private failureOf(call: 'write' | 'sync' | 'place'): Failure | null {
    const entry = this.failures.find((one) => one.call === call && one.left > 0);
    if (entry === undefined) return null;
    entry.left -= 1;
    return entry.failure;
  }

  private async seen<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.counted(work);
    } finally {
      this.lastActivityMs = performance.now();
    }
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }
}
