import { open } from 'node:fs/promises';
import { diskFailure } from '../../electron/adapters/disk-failure';
import { NodeFileHashing } from '../../electron/adapters/file-hashing';
import type { FileMeasuring } from '../../electron/core/hashing-ports';
import { failure } from '../../shared/failure';
import { err, ok } from '../../shared/result';

const CHUNK_BYTES = 1024 * 1024;

/** Measures in the test's own thread, for what is not about threads. */
export const plainMeasuring: FileMeasuring = {
  async measure(path, bytes, proof, signal) {
    try {
      await using file = await open(path, 'r');
      const hasher = await new NodeFileHashing().begin(proof);
      const buffer = new Uint8Array(CHUNK_BYTES);
      for (let at = 0; at < bytes; ) {
        if (signal.aborted) return err(failure('input.cancelled'));
        const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK_BYTES, bytes - at), at);
        if (bytesRead === 0) return err(failure('disk.fileVanished', { path }));
        hasher.update(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
      return ok(hasher.digest());
    } catch (error) {
      return err(diskFailure(error, path));
    }
  },
};
