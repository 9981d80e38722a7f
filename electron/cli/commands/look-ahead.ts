import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, failure } from '../../../shared/failure';
import { diskFailure } from '../../adapters/disk-failure';
import { NodeVolumes } from '../../adapters/volumes';
import { missingRoom, usualReserve } from '../../core/disk/ledger';
import { chooseFreeName, collisionKey } from '../../core/naming/file-name';
import type { PlannedPlace } from '../../services/placement';
import type { ChosenFile } from './choose-file';

/** A size in KiB with a fraction may be off by a rounding. */
const SIZE_TOLERANCE_BYTES = 2_048;

/** What `civet get` would meet in the folder. */
export interface Outlook {
  /** The name that the file would get; another one where its own is taken. */
  readonly path: string;
  /** A file of this name and length is there; `get` compares its hash and fetches nothing if it is the one. */
  readonly isLikelyThere: boolean;
  readonly obstacles: readonly Failure[];
}

/** Looks at the folder as it is now; creates and changes nothing. */
export async function lookAhead({ file, target }: ChosenFile, place: PlannedPlace): Promise<Outlook> {
  const names = await readdir(place.folder).catch((): string[] => []);
  const wanted = join(place.folder, place.fileName);
  const there = await stat(wanted).catch(() => null);
  const bytes = file.approximateBytes;
  const isLikelyThere =
    there?.isFile() === true &&
    bytes !== null &&
    target.hashes.sha256 !== null &&
    Math.abs(there.size - bytes) <= SIZE_TOLERANCE_BYTES;
  const taken = new Set(names.map(collisionKey));
  const free = chooseFreeName(place.fileName, file.precision ?? file.sizeClass, taken);
  const path = isLikelyThere ? wanted : join(place.folder, free);
  const found = [await whatForbids(place), isLikelyThere ? null : await whatLacks(place, bytes)];
  return { path, isLikelyThere, obstacles: found.filter((cause) => cause !== null) };
}

/** Whether the folder, or the nearest one above it that is there, may be written to. */
async function whatForbids({ folder }: PlannedPlace): Promise<Failure | null> {
  for (let path = folder; ; path = dirname(path)) {
    try {
      await access(path, constants.W_OK | constants.X_OK);
      return null;
    } catch (error) {
      const cause = diskFailure(error, path);
      if (cause.code !== 'disk.folderMissing' || dirname(path) === path) return cause;
    }
  }
}

async function whatLacks({ root, folder }: PlannedPlace, bytes: number | null): Promise<Failure | null> {
  const volume = await new NodeVolumes().look(root, folder);
  if (typeof volume === 'string' || bytes === null) return null;
  const { freeBytes, totalBytes } = volume;
  const reserveBytes = usualReserve(totalBytes);
  const missingBytes = missingRoom({ freeBytes, reserveBytes, promisedBytes: 0 }, bytes);
  if (missingBytes === 0) return null;
  return failure('disk.full', { path: folder, bytes, freeBytes, reserveBytes, missingBytes });
}
