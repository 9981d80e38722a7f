import type { FolderKind } from '../../../shared/placement';
import { LAYOUT_FOLDERS } from '../../core/placement/layouts';
import type { Places } from '../../core/ports';
import type { Placement } from '../placement';

/** Kinds that most programs keep in one folder, so that a file of one is right where one of the others is. */
const LORAS: readonly FolderKind[] = ['lora', 'locon', 'dora'];

/** Where files of a kind belong, in each of the user's programs: what somebody sorted by hand lies right as well. */
export function rightFolders(
  kind: FolderKind,
  placement: Pick<Placement, 'roots' | 'folderOfKind'>,
  places: Pick<Places, 'join'>,
): readonly string[] {
  const own = placement.folderOfKind(kind);
  const kinds = LORAS.includes(kind) ? LORAS : [kind];
  const others = placement
    .roots()
    .flatMap(({ layout, path, further }) => [
      ...kinds.map((each) => places.join(path, LAYOUT_FOLDERS[layout][each])),
      ...further.filter((each) => kinds.includes(each.kind)).map((each) => each.path),
    ]);
  return own === null ? others : [own, ...others];
}
