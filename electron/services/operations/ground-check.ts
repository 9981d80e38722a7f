import { type Failure, failure } from '../../../shared/failure';
import type { OperationFiles } from '../../core/operations/ports';
import { type PlannedOperation, placesOf } from '../../core/operations/steps';
import type { Places, Volumes } from '../../core/ports';
import { type GroundsNeeds, UserGrounds } from './user-grounds';

export interface GroundCheckNeeds extends GroundsNeeds {
  readonly files: OperationFiles;
  readonly places: Pick<Places, 'join' | 'isInside' | 'relative'>;
  readonly volumes: Volumes;
}

/** Whether a download works on any of the files; null when none does. */
export function busyRefusal(
  { deeds }: Pick<PlannedOperation, 'deeds'>,
  inUse: ReadonlySet<string>,
): Failure | null {
  for (const deed of deeds)
    for (const path of Object.values(placesOf(deed)))
      if (inUse.has(path)) return failure('input.fileInUse', { path });
  return null;
}

/**
 * Why nothing may be changed in the folders of an operation: a drive is away, another one is in its place, or a link
 * leads out of them. Null when nothing speaks against it.
 *
 * @param isUnasked nobody is there who wants it now: then an empty folder is taken for a drive that is away
 */
export async function groundRefusal(
  { deeds, grounds, outside }: PlannedOperation,
  needs: GroundCheckNeeds,
  isUnasked: boolean,
): Promise<Failure | null> {
  const { files, volumes, places } = needs;
  for (const { path, mountPath } of grounds) {
    const volume = await volumes.look(path, path);
    const isOther = typeof volume !== 'string' && mountPath !== null && volume.mountPath !== mountPath;
    const isBare = isUnasked && (await files.namesIn(path)).length === 0;
    if (volume === 'missing' || isOther || isBare) return failure('disk.folderMissing', { path });
  }
  const around = await UserGrounds.look(needs);
  const folders = new Set(
    deeds.flatMap((deed) => Object.values(placesOf(deed)).map((path) => files.folderOf(path))),
  );
  for (const folder of folders) {
    if (outside.includes(folder)) continue;
    // Somebody may have put a link in the place of a folder meanwhile.
    const found = await around.around(places.join(folder, 'x'));
    if (!found.ok) return found.error;
  }
  return null;
}
