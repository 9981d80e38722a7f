import { type BigIntStats, closeSync, fstatSync, readSync, statSync } from 'node:fs';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { isHashOfNothing } from '../core/civitai/hash-of-nothing';
import type { MeasuredHashes } from '../core/download/verify';
import type { FileStamp, ReadOutcome } from '../core/library/ports';
import { readFailure } from './disk-failure';
import { beginIdentifyingHashes } from './file-hashing';
import { mayGoOn, type ThreadControl } from './library-messages';
import { openQuietlySync } from './quiet-open';

/** Large enough that a read costs nothing beside its bytes, small enough to stay in the processor's cache. */
const READ_BYTES = 1024 * 1024;

/**
 * All hashes of a file in one pass, without a pause of its own: for a thread that does nothing else.
 *
 * @returns `input.cancelled` when it was called off; `changed` when it is not the same file before and after
 */
export function readWholeFile(
  path: string,
  buffer: Uint8Array,
  control: ThreadControl,
): Result<ReadOutcome, Failure> {
  let file: number | null = null;
  try {
    file = openQuietlySync(path);
    const before = fstatSync(file, { bigint: true });
    if (!before.isFile()) return err(failure('disk.failed', { path, message: 'EISDIR' }));
    const hasher = beginIdentifyingHashes();
    let hasTensors = false;
    let bytes = 0;
    for (;;) {
      if (!mayGoOn(control)) return err(failure('input.cancelled'));
      const got = readSync(file, buffer, 0, buffer.length, bytes);
      if (got === 0) break;
      const read = buffer.subarray(0, got);
      if (bytes === 0) hasTensors = startsLikeSafetensors(read, Number(before.size));
      hasher.update(read);
      bytes += got;
      Atomics.add(control.bytes, 0, BigInt(got));
    }
    const after = fstatSync(file, { bigint: true });
    // A file that was replaced keeps its bytes for whoever has it open.
    const named = statSync(path, { bigint: true, throwIfNoEntry: false });
    const isSame = isUnchanged(before, after) && named !== undefined && isUnchanged(before, named);
    if (!isSame || BigInt(bytes) !== before.size) return ok({ kind: 'changed' });
    return ok({ kind: 'read', hashes: useful(hasher.digest(), hasTensors), stamp: stampFrom(before) });
  } catch (error) {
    return err(readFailure(error, path));
  } finally {
    if (file !== null) closeSync(file);
  }
}

export function readBuffer(): Uint8Array {
  return Buffer.allocUnsafeSlow(READ_BYTES);
}

function isUnchanged(a: BigIntStats, b: BigIntStats): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ino === b.ino && a.dev === b.dev;
}

function stampFrom({ size, mtimeNs, dev, ino }: BigIntStats): FileStamp {
  return { bytes: Number(size), mtimeNs: String(mtimeNs), dev: String(dev), ino: String(ino) };
}

/** AutoV3 of anything but a file with tensors leads to other people's files. */
function useful({ autoV3, ...others }: MeasuredHashes, hasTensors: boolean): MeasuredHashes {
  return hasTensors && autoV3 !== undefined && !isHashOfNothing(autoV3) ? { ...others, autoV3 } : others;
}

/** Only a header of tensors has an end from which AutoV3 can be counted. */
export function startsLikeSafetensors(start: Uint8Array, size: number): boolean {
  if (start.length < 9) return false;
  const header = new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true);
  return header > 1n && header <= BigInt(size - 8) && start[8] === '{'.charCodeAt(0);
}
