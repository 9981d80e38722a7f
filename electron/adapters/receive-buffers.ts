import type { Socket } from 'node:net';

/** As much as TLS hands over at once: one record. */
const BUFFER_BYTES = 16 * 1024;
/** Beyond it what comes back is left to the garbage collector. */
const MOST_FREE = 1024;

/** What `net.connect` and `tls.connect` take as `onread`. */
export interface SocketReading {
  readonly buffer: () => Uint8Array;
  readonly callback: (this: Socket, bytes: number, buffer: Uint8Array) => boolean;
}

/**
 * The memory that sockets read into, used again once what was read is on disk. Without it every record of
 * 16 KiB is an object with memory of its own, and the garbage collector takes a tenth of the time.
 *
 * Whoever never releases what it got loses nothing: that memory is collected as usual.
 */
export class ReceiveBuffers {
  private readonly free: Uint8Array<ArrayBuffer>[] = [];
  /** Bytes of each buffer that somebody may still look at. */
  private readonly used = new WeakMap<ArrayBufferLike, number>();

  /** Has sockets read into these buffers, and hand on what came as they do without them. */
  forSockets(): SocketReading {
    const { lend } = this;
    return {
      buffer: () => this.next(),
      callback(bytes, buffer) {
        return this.push(lend(buffer, bytes));
      },
    };
  }

  /** A buffer that nobody uses. */
  next(): Uint8Array<ArrayBuffer> {
    return this.free.pop() ?? new Uint8Array(BUFFER_BYTES);
  }

  /**
   * @param buffer of `next`, which is not given out again before all these bytes are released
   * @param bytes read into its beginning
   */
  readonly lend = (buffer: Uint8Array, bytes: number): Buffer => {
    // A server that sends small records must not make a whole buffer wait for each of them.
    if (bytes * 2 < buffer.length) {
      const copy = Buffer.from(buffer.subarray(0, bytes));
      this.takeBack(buffer.buffer);
      return copy;
    }
    this.used.set(buffer.buffer, bytes);
    return Buffer.from(buffer.buffer, 0, bytes);
  };

  /** Nobody looks at these bytes again. Those that are not of these buffers are passed over. */
  release(chunks: readonly Uint8Array[]): void {
    for (const chunk of chunks) {
      const used = this.used.get(chunk.buffer);
      if (used === undefined) continue;
      if (used > chunk.length) this.used.set(chunk.buffer, used - chunk.length);
      else this.takeBack(chunk.buffer);
    }
  }

  private takeBack(memory: ArrayBufferLike): void {
    this.used.delete(memory);
    if (this.free.length < MOST_FREE) this.free.push(new Uint8Array(memory as ArrayBuffer));
  }
}
