/** What tells which of two versions of one model is the newer one. */
export interface VersionAge {
  readonly id: number;
  /** Milliseconds since 1970; null or wrong for some. */
  readonly publishedAt: number | null;
}

/**
 * Whether one version of a model is newer than another one of it. Three things tell: the creator's own order, in which
 * the service lists versions (newest first, unless somebody has sorted them by hand), the ids, which the service counts
 * up as versions are made, and the date of publication, which is missing for some and lies for others. Two of the three
 * decide, so that no single one can make an old version look new. Without a date that can be believed the ids and the
 * order must agree.
 *
 * @param order ids of all versions, as the service lists them; one that is not in it is judged without its place
 * @param nowMs milliseconds since 1970; a publication after it is no date to believe
 */
export function isNewer(
  version: VersionAge,
  than: VersionAge,
  order: readonly number[],
  nowMs: number,
): boolean {
  if (version.id === than.id) return false;
  const [at, otherAt] = [order.indexOf(version.id), order.indexOf(than.id)];
  const dates = [version.publishedAt, than.publishedAt].map((date) =>
    date === null || date > nowMs ? null : date,
  );
  const [date = null, otherDate = null] = dates;
  const votes = [
    vote(version.id, than.id),
    at < 0 || otherAt < 0 ? 0 : vote(otherAt, at),
    date === null || otherDate === null ? 0 : vote(date, otherDate),
  ];
  return votes.reduce((sum, each) => sum + each, 0) > 0;
}

function vote(a: number, b: number): number {
  return Math.sign(a - b);
}

/** The one that no other is newer than, as far as the three agree; null for none. */
export function newestOf<Version extends VersionAge>(
  versions: readonly Version[],
  order: readonly number[],
  nowMs: number,
): Version | null {
  return versions.reduce<Version | null>(
    (newest, version) => (newest === null || isNewer(version, newest, order, nowMs) ? version : newest),
    null,
  );
}
