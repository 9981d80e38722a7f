/** A link that tells nothing about its life is used again for this long. */
const USUAL_LIFE_MS = 10 * 60_000;
const MOST_LIFE_MS = 7 * 24 * 3_600_000;
/** A link is renewed this long before its end, or at 95 % of its life, whichever is longer. */
const LEAST_MARGIN_MS = 60_000;
const MARGIN_SHARE = 0.05;

export interface LinkLife {
  /** From then on a new link is better, though this one may still work. */
  readonly renewAfterMs: number;
  /** From then on it certainly does not work; null when it does not say. */
  readonly deadAfterMs: number | null;
}

/**
 * How long a signed storage link lives, in milliseconds from the moment it was given.
 *
 * Reads `X-Amz-Expires` (seconds; S3, R2 and B2) and `Expires` (seconds since 1970; older signatures), the
 * latter against the server's own clock, so that a wrong one here does no harm (transfer notes, case 81).
 *
 * @param serverNowMs the answer's `Date`, milliseconds since 1970; null when it had none
 */
export function lifeOfLink(url: string, serverNowMs: number | null): LinkLife {
  const params = new URL(url).searchParams;
  const seconds = params.get('X-Amz-Expires') ?? '';
  const epoch = params.get('Expires') ?? '';
  let lifeMs: number | null = null;
  if (/^\d{1,8}$/.test(seconds)) lifeMs = Number(seconds) * 1000;
  else if (/^\d{9,11}$/.test(epoch) && serverNowMs !== null) lifeMs = Number(epoch) * 1000 - serverNowMs;
  if (lifeMs === null) return { renewAfterMs: USUAL_LIFE_MS, deadAfterMs: null };
  const bounded = Math.min(Math.max(0, lifeMs), MOST_LIFE_MS);
  const margin = Math.max(LEAST_MARGIN_MS, bounded * MARGIN_SHARE);
  // A very short life would be all margin; such a link is used for half of it.
  return { renewAfterMs: Math.max(bounded - margin, bounded / 2), deadAfterMs: bounded };
}
