import type { DownloadRecord } from '../../core/ports';

/** A pause that a server asked for is not shortened by running a command again. */
export function isAskedToPause({ state }: Pick<DownloadRecord, 'state'>, nowMs: number): boolean {
  if (state.kind !== 'waiting' || state.cause.retryAfterMs === null) return false;
  return state.untilMs !== null && state.untilMs > nowMs;
}
