import { isWithin } from '../../../shared/civitai/maturity';
import type { MaturityLevel } from '../../../shared/civitai/model';

/** What the service's own flag `nsfw` says: R and above. */
export function isNsfw(level: MaturityLevel): boolean {
  return !isWithin(level, 'PG13');
}
