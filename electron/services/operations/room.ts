import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { OperationFiles } from '../../core/operations/ports';
import { type Deed, placesOf } from '../../core/operations/steps';
import type { Ground } from '../../core/operations/trash-place';
import type { Places, VolumeFacts, Volumes } from '../../core/ports';
import type { Turns } from '../turns';

/** Left to others, so that a copy does not fill a disk to its last byte. */
const RESERVE_BYTES = 256 * 1024 * 1024;
const FAT32_LARGEST_BYTES = 2 ** 32 - 1;

interface RoomNeeds {
  readonly files: Pick<OperationFiles, 'folderOf'>;
  readonly volumes: Volumes;
  readonly places: Pick<Places, 'isInside'>;
}

/**
 * Which deeds copy to another volume, by their place.
 *
 * @returns why what has to be copied does not fit there; where nobody knows, it is tried
 */
export async function copiesIn(
  deeds: readonly Deed[],
  grounds: readonly Ground[],
  { files, volumes, places }: RoomNeeds,
  turns: Pick<Turns, 'next'>,
): Promise<Result<readonly number[], Failure>> {
  const looked = new Map<string, VolumeFacts | 'missing' | 'unknown'>();
  const lookAt = async (folder: string) => {
    const known = looked.get(folder);
    if (known !== undefined) return known;
    const base = grounds.find(({ path, realPath }) =>
      [path, realPath].some((each) => places.isInside(each, folder)),
    );
    const volume = await volumes.look(base?.path ?? folder, folder);
    looked.set(folder, volume);
    return volume;
  };
  const needed = new Map<string, number>();
  const copies: number[] = [];
  for (const [at, deed] of deeds.entries()) {
    if (deed.kind !== 'move') continue;
    await turns.next();
    const { target } = placesOf(deed);
    const folder = files.folderOf(target);
    const volume = await lookAt(folder);
    if (volume === 'missing') return err(failure('disk.folderMissing', { path: folder }));
    if (volume === 'unknown') continue;
    // Two mounts of one device have one number, and no file gets a name across them.
    const source = volume.device === deed.stamp.dev ? await lookAt(files.folderOf(deed.from)) : null;
    const isOneMount = source === null || typeof source === 'string' || source.mountPath === volume.mountPath;
    if (volume.device === deed.stamp.dev && isOneMount) continue;
    copies.push(at);
    if (volume.isFat32 && deed.stamp.bytes > FAT32_LARGEST_BYTES)
      return err(failure('disk.fileTooLarge', { path: target }));
    const bytes = (needed.get(volume.device) ?? 0) + deed.stamp.bytes;
    needed.set(volume.device, bytes);
    const missing = bytes + RESERVE_BYTES - volume.freeBytes;
    if (missing > 0) return err(failure('disk.noRoomToMove', { path: folder, missingBytes: missing }));
  }
  return ok(copies);
}
