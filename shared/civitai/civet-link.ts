import { toId } from './reference';
import type { SearchWish } from './search';
import { readSearchLink } from './search-link';

/** How a link begins that leads to a model. */
export const MODEL_LINK_START = 'civet://model/';

/** Where a link of Civet's own leads. */
export type CivetLink =
  | { readonly kind: 'wish'; readonly wish: SearchWish }
  | { readonly kind: 'model'; readonly modelId: number; readonly versionId: number | null };

/** `civet://discover?…`, or `civet://model/1244?version=1318`; null for everything else, and for half a link. */
export function readCivetLink(untrusted: string): CivetLink | null {
  const trimmed = untrusted.trim();
  const [, model, version] = /^civet:\/\/model\/(\d{1,10})\/?(?:\?version=(\d{1,10}))?$/i.exec(trimmed) ?? [];
  if (model !== undefined) {
    const modelId = toId(model);
    const versionId = toId(version);
    if (modelId === null || (version !== undefined && versionId === null)) return null;
    return { kind: 'model', modelId, versionId };
  }
  const wish = readSearchLink(trimmed);
  return wish === null ? null : { kind: 'wish', wish };
}
