/**
 * Why nothing is fetched although downloads could run. It passes by itself, and they go on with it.
 *
 * - `battery`, `metered`: the user asked to wait for the mains, or for a line that is not paid by volume.
 * - `schedule`: a quiet hour.
 * - `sleep`: the machine is about to sleep, or has just woken up.
 */
export const HOLD_CAUSES = ['battery', 'metered', 'schedule', 'sleep'] as const;
export type HoldCause = (typeof HOLD_CAUSES)[number];
