import type { FrontierHashing } from '../../electron/core/hashing-ports';
import type { PartFile, PartFiles, Volumes } from '../../electron/core/ports';
import { ok } from '../../shared/result';
import type { FileBytes } from './file-bytes';

/**
 * A disk for a file of many gigabytes that keeps nothing: what is written is checked by the ledger as it
 * comes, and what is read is what should stand there. It catches every offset that does not fit into
 * 31 or 32 bits, in seconds.
 */
export class SparseParts implements PartFiles {
  private length: number;
  private isThere = false;

  constructor(private readonly bytes: FileBytes) {
    this.length = bytes.size;
  }

  ensureFolder = async () => ok(null);
  namesIn = async () => [];
  place = async () => ok('placed' as const);
  keepName = async () => ok(null);

  remove = async () => {
    this.isThere = false;
    return ok(null);
  };

  inspect = async () =>
    ok({ partBytes: this.isThere ? this.length : null, isFinalThere: false, isSameFile: false });

  /** As if an earlier run had written into it. */
  leave(): void {
    this.isThere = true;
  }

  open: PartFiles['open'] = async () => {
    this.isThere = true;
    const part: PartFile = {
      length: async () => ok(this.length),
      read: async (offset, length) => ok(this.bytes.slice(offset, offset + length)),
      write: async () => ok(null),
      sync: async () => ok(null),
      truncate: async (length) => {
        this.length = length;
        return ok(null);
      },
      close: async () => undefined,
    };
    return ok(part);
  };
}

/** Believes every byte: reading thirty gigabytes back would prove nothing about offsets. */
export const trustingHashing: FrontierHashing = {
  begin: async () => ({
    advance: () => undefined,
    finish: async () => ok({ sha256: '0'.repeat(64) }),
    end: async () => undefined,
  }),
};

export const endlessVolume: Volumes = {
  look: async () => ({
    device: 'endless',
    mountPath: '/',
    freeBytes: Number.MAX_SAFE_INTEGER,
    totalBytes: Number.MAX_SAFE_INTEGER,
    isFat32: false,
  }),
};
