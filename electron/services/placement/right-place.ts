import type { FolderKind, RootId } from '../../../shared/placement';
import { LAYOUT_FOLDERS } from '../../core/placement/layouts';
import type { Places } from '../../core/ports';
import type { PlacedRoot } from '../placement';

/**
 * The kind of folder that a path lies in, by where the user's programs look for what; null where they do not look.
 *
 * @param likely taken where programs look there for several kinds, and this is one of them
 */
export function kindAt(
  path: string,
  roots: readonly PlacedRoot[],
  places: Pick<Places, 'join' | 'isInside'>,
  likely: FolderKind | null = null,
): FolderKind | null {
  const folders = roots.flatMap(({ layout, path: root, further }) => [
    ...Object.entries(LAYOUT_FOLDERS[layout]).map(([kind, folder]) => ({
      // The keys are the kinds, which `entries` forgets.
      kind: kind as FolderKind,
      path: places.join(root, folder),
    })),
    ...further,
  ]);
  const around = folders.filter((folder) => places.isInside(folder.path, path));
  const [nearest] = around.toSorted((a, b) => b.path.length - a.path.length);
  const isLikely = around.some(({ kind, path: at }) => kind === likely && at === nearest?.path);
  return isLikely ? likely : (nearest?.kind ?? null);
}

/** The program that a path lies in; null for none. */
export function rootAt(
  path: string,
  roots: readonly PlacedRoot[],
  places: Pick<Places, 'isInside'>,
): PlacedRoot | null {
  const isIn = ({ path: root, further }: PlacedRoot) =>
    [root, ...further.map((each) => each.path)].some((folder) => places.isInside(folder, path));
  return roots.find(isIn) ?? null;
}

export function rootOf(id: RootId, roots: readonly PlacedRoot[]): PlacedRoot | null {
  return roots.find((root) => root.id === id) ?? null;
}

/** Whether a file has a name, or is the second of that name in its folder, with a number behind it. */
export function hasName(fileName: string, wanted: string): boolean {
  return fileName === wanted || fileName.replace(/ \((?:[2-9]|\d{2,})\)(?=\.[^.]+$|$)/, '') === wanted;
}
