import { type BigIntStats, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type FileUse, fileUse, type Mount, readMounts, tellsUse } from '../core/library/last-use';
import { realPathOf } from './real-path';

const NS_A_MS = 1_000_000n;

/** Tells when files were last used, on disks that take note of it. For a thread, and for as long as one look takes. */
export class ToldUses {
  private readonly mounts: readonly Mount[];
  /** By device: what lies on one was mounted in one way, as far as it is looked at. */
  private readonly byDevice = new Map<bigint, boolean>();
  private readonly ownId = process.getuid?.() ?? null;

  /** @param mountInfo as Linux has it; elsewhere nobody says how reads are noted, so nothing is told */
  constructor(mountInfo: string = readMountInfo()) {
    this.mounts = readMounts(mountInfo);
  }

  /** Null where nobody tells, or where Civet cannot read without leaving a trace itself. */
  of(path: string, stat: BigIntStats): FileUse | null {
    if (this.mounts.length === 0) return null;
    if (this.ownId !== 0 && stat.uid !== BigInt(this.ownId ?? -1)) return null;
    let isTold = this.byDevice.get(stat.dev);
    if (isTold === undefined) {
      isTold = tellsUse(this.mounts, dirname(realPathOf(path)));
      this.byDevice.set(stat.dev, isTold);
    }
    return isTold ? fileUse(msOf(stat.atimeNs), msOf(stat.mtimeNs), msOf(stat.birthtimeNs)) : null;
  }
}

function msOf(ns: bigint): number {
  return Number(ns / NS_A_MS);
}

function readMountInfo(): string {
  try {
    return process.platform === 'linux' ? readFileSync('/proc/self/mountinfo', 'utf8') : '';
  } catch {
    return '';
  }
}
