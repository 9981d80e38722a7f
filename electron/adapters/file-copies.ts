import { constants } from 'node:fs';
import { copyFile, type FileHandle, open } from 'node:fs/promises';
import type { CopyWatch } from '../core/operations/ports';
import { openQuietly } from './quiet-open';

type Watch = Pick<CopyWatch, 'signal' | 'onBytes'>;

/** How bytes get onto another volume, or are shared with a second file; tests put a full disk in front. */
export interface CopyCalls {
  /**
   * A new file with the bytes, the date and the rights of another, synced.
   *
   * @throws also when it was called off; what is there by then is not whole
   */
  copy(from: string, to: string, watch: Watch): Promise<void>;
  /** Shares the blocks of a file with a new one. @throws where the file system cannot */
  clone(from: string, to: string): Promise<void>;
}

export const systemCopyCalls: CopyCalls = { copy: copyBytes, clone: cloneBlocks };

const CHUNK_BYTES = 4 * 1024 * 1024;
/**
 * So much at the most waits to be written: what a system keeps back for later is no progress, and a copy that is
 * called off would have to wait for all of it.
 */
const SYNC_BYTES = 64 * 1024 * 1024;

async function copyBytes(from: string, to: string, watch: Watch): Promise<void> {
  const source = await openQuietly(from, constants.O_NOFOLLOW ?? 0);
  try {
    const target = await open(to, 'wx');
    try {
      await pour(source, target, watch);
      const { mode } = await keepDate(source, target);
      await target.sync();
      // Last: on Windows a file that is read-only can be given neither bytes nor a date.
      await target.chmod(mode & 0o777).catch(() => undefined);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function cloneBlocks(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
  const source = await open(from, 'r');
  try {
    // Windows flushes only what it may write to; elsewhere a file that is read-only is synced as well.
    const target = await open(to, process.platform === 'win32' ? 'r+' : 'r');
    try {
      await keepDate(source, target);
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Reads the next part while the last one is written: they are on two disks. */
async function pour(source: FileHandle, target: FileHandle, { signal, onBytes }: Watch): Promise<void> {
  const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;
  let at = 0;
  let synced = 0;
  let reading = readAt(source, buffers[0], 0);
  for (let turn: 0 | 1 = 0; ; turn = turn === 0 ? 1 : 0) {
    const chunk = await reading;
    if (chunk.byteLength === 0) break;
    signal.throwIfAborted();
    reading = readAt(source, buffers[turn === 0 ? 1 : 0], at + chunk.byteLength);
    // When writing fails nobody asks any more how this has ended.
    reading.catch(() => undefined);
    await writeAt(target, chunk, at);
    at += chunk.byteLength;
    if (at - synced >= SYNC_BYTES) {
      await target.datasync();
      synced = at;
    }
    onBytes(at);
  }
  signal.throwIfAborted();
}

async function keepDate(source: FileHandle, target: FileHandle): Promise<{ readonly mode: number }> {
  const { atimeMs, mtimeNs, mode } = await source.stat({ bigint: true });
  // Seconds, with as many digits behind the point as a number has room for.
  await target.utimes(Number(atimeMs) / 1_000, Number(mtimeNs) / 1e9);
  return { mode: Number(mode) };
}

/** As much as there is room for; nothing at the end of the file. */
async function readAt(file: FileHandle, buffer: Buffer, offset: number): Promise<Buffer> {
  let got = 0;
  while (got < buffer.byteLength) {
    const { bytesRead } = await file.read(buffer, got, buffer.byteLength - got, offset + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return buffer.subarray(0, got);
}

async function writeAt(file: FileHandle, chunk: Buffer, offset: number): Promise<void> {
  for (let put = 0; put < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, put, chunk.byteLength - put, offset + put);
    // A short write is no error to the system, and no success either.
    if (bytesWritten === 0) throw Object.assign(new Error('Nothing was written.'), { code: 'ENOSPC' });
    put += bytesWritten;
  }
}
