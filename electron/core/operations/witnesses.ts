import type { FileStamp } from '../library/ports';
import { type FileLook, isAlike, isSameInode } from './recovery';
import type { Deed } from './steps';

/** A file that an operation relies on: it must be there before anything is done, and once all of it is. */
export interface Witness {
  readonly path: string;
  readonly stamp: FileStamp;
}

/** A witness as the asker knows it; what is left out may be anything. */
export interface WantedWitness {
  readonly path: string;
  readonly known: Partial<FileStamp>;
}

/** Where witnesses are once all deeds are done: one of these may have given a witness another name. */
export function witnessesAfter(
  witnesses: readonly Witness[],
  deeds: readonly Deed[],
  marks: readonly (FileStamp | null)[],
): readonly Witness[] {
  const now = witnesses.map(({ path, stamp }) => ({ path, stamp }));
  const byPath = new Map(now.map((each) => [each.path, each]));
  for (const [at, deed] of deeds.entries()) {
    const moved = deed.kind === 'move' && !deed.isTrash ? byPath.get(deed.from) : undefined;
    if (deed.kind !== 'move' || moved === undefined) continue;
    byPath.delete(deed.from);
    byPath.set(deed.to, moved);
    moved.path = deed.to;
    moved.stamp = marks[at] ?? deed.stamp;
  }
  return now;
}

/**
 * Whether what stands under the name of a witness is that file.
 *
 * @param isLater in a further life of Civet, by when a drive may have another number
 */
export function isWitness({ stamp }: Witness, found: FileLook | null, isLater: boolean): boolean {
  if (found?.kind !== 'file') return false;
  if (isLater) return isAlike(found.stamp, stamp);
  const isSame = found.stamp.bytes === stamp.bytes && found.stamp.mtimeNs === stamp.mtimeNs;
  return isSame && (isSameInode(found.stamp, stamp) || !hasNumber(stamp));
}

function hasNumber({ ino }: FileStamp): boolean {
  return ino !== '' && ino !== '0';
}
