import type { DownloadTarget } from '../../../shared/download/download';
import { placeLabel } from '../../core/placement/layouts';
import { whyPlaced } from '../../core/placement/route';
import type { Places } from '../../core/ports';
import type { PlacedRoot, PlannedPlace } from '../placement';
import { kindAt } from './right-place';

/**
 * Where a file was before it was lost, if that is still in one of the user's folders. Its kind is that of the folder:
 * what Civitai says of the file is why it lay elsewhere, or was put right there by its tensors.
 */
export function formerPlace(
  target: Pick<DownloadTarget, 'backTo' | 'modelType' | 'baseModel' | 'file'>,
  roots: readonly PlacedRoot[],
  places: Pick<Places, 'join' | 'isInside' | 'relative'>,
): PlannedPlace | null {
  const { backTo } = target;
  if (backTo === undefined) return null;
  const { folder, fileName } = backTo;
  const around = roots
    .flatMap(({ layout, path, further }) =>
      [path, ...further.map((each) => each.path)].map((root) => ({ layout, root })),
    )
    .filter(({ root }) => places.isInside(root, folder))
    .toSorted((a, b) => b.root.length - a.root.length);
  const [found] = around;
  if (found === undefined) return null;
  const { layout, root } = found;
  // Each part of it is looked at before it is made: none may lead out of the user's folders.
  const subfolder = places
    .relative(root, folder)
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  const decision = { by: 'former' } as const;
  const at = kindAt(places.join(folder, fileName), roots, places, whyPlaced(target, null).kind);
  const why = whyPlaced(target, at, decision);
  const label = placeLabel(layout, folder, subfolder);
  return { layout, kind: why.kind, why, decision, root, folder, subfolder, label, fileName };
}
