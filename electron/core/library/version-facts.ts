import { isWithin } from '../../../shared/civitai/maturity';
import type { MaturityLevel } from '../../../shared/civitai/model';
import type { KeptPicture } from './ports';

/** The first one that the level lets be shown; null when it lets none. */
export function pictureWithin(pictures: readonly KeptPicture[], level: MaturityLevel): KeptPicture | null {
  return pictures.find(({ maturity }) => isWithin(maturity, level)) ?? null;
}
