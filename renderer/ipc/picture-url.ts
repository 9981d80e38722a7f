import type { PictureId } from '../../shared/ids';

/** The widths that main keeps; anything else would be fetched and stored once more. */
export type PictureWidth = 320 | 450 | 800 | 1200;

/** Same origin: main serves what it has handed out, and nothing else. `isStill` makes a video one frame. */
export function pictureUrl(
  id: PictureId,
  width: PictureWidth,
  { isStill = true }: { readonly isStill?: boolean } = {},
): string {
  return `/pictures/${id}?width=${width}${isStill ? '&still=1' : ''}`;
}
