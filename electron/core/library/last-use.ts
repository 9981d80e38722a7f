/** When a file was last read by another program, as far as its file system tells. */
export interface FileUse {
  /** Milliseconds since 1970; when it came where it was not read since. To about a day. */
  readonly atMs: number;
  /** Whether it was read since it came. */
  readonly isUsed: boolean;
}

/** Copying, downloading and looking at what came is no use of it. */
const COMING_MS = 60_000;
/** A read within an hour of another one is no news. */
export const USE_GRAIN_MS = 3_600_000;

/**
 * File systems on disks of this computer that take note of reads. Of network drives the other side decides, and nobody
 * says how it did; what others do with files that they only pass on is not known either.
 */
const NOTING = new Set(['ext2', 'ext3', 'ext4', 'btrfs', 'xfs', 'f2fs', 'bcachefs']);

export interface Mount {
  readonly path: string;
  readonly tellsUse: boolean;
}

/**
 * What `/proc/self/mountinfo` says: which folders lie on file systems that tell when a file was read. One that is
 * mounted with `noatime`, or only to be read, does not; `relatime` does, once a day.
 */
export function readMounts(mountInfo: string): readonly Mount[] {
  return mountInfo.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ');
    const [, , , , path, options] = (before ?? '').split(' ');
    const [type] = (after ?? '').split(' ');
    if (path === undefined || options === undefined || type === undefined) return [];
    const isOff = options.split(',').some((option) => option === 'noatime' || option === 'ro');
    return [{ path: unescaped(path), tellsUse: NOTING.has(type) && !isOff }];
  });
}

/** Of a real path, without links. The innermost mount counts, and of several at one place the last. */
export function tellsUse(mounts: readonly Mount[], realPath: string): boolean {
  let found: Mount | null = null;
  for (const mount of mounts) {
    const base = mount.path.endsWith('/') ? mount.path : `${mount.path}/`;
    const isAbove = `${realPath}/`.startsWith(base);
    if (isAbove && (found === null || mount.path.length >= found.path.length)) found = mount;
  }
  return found?.tellsUse ?? false;
}

/** @param readAtMs the last read; `writtenAtMs` and `madeAtMs` of the file itself; all in milliseconds since 1970 */
export function fileUse(readAtMs: number, writtenAtMs: number, madeAtMs: number): FileUse {
  const cameAtMs = Math.max(writtenAtMs, madeAtMs);
  const isUsed = readAtMs > cameAtMs + COMING_MS;
  return { atMs: isUsed ? readAtMs : cameAtMs, isUsed };
}

/** Whether the index has to be told of it. */
export function isOtherUse(known: number | null, now: FileUse | null): boolean {
  if (known === null || now === null) return known !== (now?.atMs ?? null);
  return Math.abs(known - now.atMs) >= USE_GRAIN_MS;
}

/** Blanks and the like are written as `\040` there. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
