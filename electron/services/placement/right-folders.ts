import type { LyingPlace } from '../../../shared/inspection/inspection';
import type { FolderKind } from '../../../shared/placement';
import { LAYOUT_FOLDERS, placeLabel } from '../../core/placement/layouts';
import type { Places } from '../../core/ports';
import type { PlacedRoot, Placement } from '../placement';
import { rootAt } from './right-place';

/** Kinds that most programs keep in one folder, so that a file of one is right where one of the others is. */
const LORAS: readonly FolderKind[] = ['lora', 'locon', 'dora'];

/** A folder for files of a kind, and the program that looks there; null for one outside of all of them. */
export interface KindFolder {
  readonly path: string;
  readonly root: PlacedRoot | null;
}

type KindFoldersNeeds = readonly [
  kind: FolderKind,
  placement: Pick<Placement, 'roots' | 'folderOfKind'>,
  places: Pick<Places, 'join' | 'isInside'>,
];

/** Where files of a kind belong, in each of the user's programs: what somebody sorted by hand lies right as well. */
export function kindFolders(...[kind, placement, places]: KindFoldersNeeds): readonly KindFolder[] {
  const own = placement.folderOfKind(kind);
  const kinds = LORAS.includes(kind) ? LORAS : [kind];
  const roots = placement.roots();
  const others = roots.flatMap((root) => [
    ...kinds.map((each) => ({ path: places.join(root.path, LAYOUT_FOLDERS[root.layout][each]), root })),
    ...root.further.filter((each) => kinds.includes(each.kind)).map(({ path }) => ({ path, root })),
  ]);
  return own === null ? others : [{ path: own, root: rootAt(own, roots, places) }, ...others];
}

/** The paths of `kindFolders`. */
export function rightFolders(...needs: KindFoldersNeeds): readonly string[] {
  return kindFolders(...needs).map(({ path }) => path);
}

/**
 * Where a folder lies, seen from where a file in it would be put.
 *
 * @param planned where Civet would put such a file
 */
export function lyingPlace(
  folder: string,
  planned: { readonly folder: string; readonly kind: FolderKind },
  placement: KindFoldersNeeds[1],
  places: KindFoldersNeeds[2],
): LyingPlace {
  if (places.isInside(planned.folder, folder)) return { kind: 'there' };
  const [nearest] = kindFolders(planned.kind, placement, places)
    .filter(({ path }) => places.isInside(path, folder))
    .toSorted((a, b) => b.path.length - a.path.length);
  if (nearest === undefined) return { kind: 'elsewhere' };
  const { path, root } = nearest;
  const label = root === null ? path : placeLabel(root.layout, path);
  const isSame = root?.id === rootAt(planned.folder, placement.roots(), places)?.id;
  return { kind: isSame ? 'unsorted' : 'otherProgram', label };
}
