import type { ModelVersion } from './model';

/**
 * Versions from the newest publication to the oldest. The creator's own order, in which they arrive, decides
 * between equals; what does not say when it was published comes last.
 */
export function newestFirst<Version extends Pick<ModelVersion, 'publishedAt'>>(
  versions: readonly Version[],
): readonly Version[] {
  const time = ({ publishedAt }: Version) => publishedAt ?? Number.NEGATIVE_INFINITY;
  // Subtracting would make NaN of two unknown times.
  return versions.toSorted((a, b) => (time(a) === time(b) ? 0 : time(b) > time(a) ? 1 : -1));
}
