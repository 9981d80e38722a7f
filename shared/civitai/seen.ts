import type { FailureCode } from '../failure';

/**
 * How old an answer of the service is. `current`: asked just now, or so short ago that asking again would
 * change nothing. `renewing`: kept from before, and being asked for again; `catalogue.renewed` tells when.
 * `notRenewed`: kept from before, and the service could not be asked.
 */
export interface Seen {
  /** Milliseconds since 1970, when the service gave it. */
  readonly atMs: number;
  readonly state: 'current' | 'renewing' | 'notRenewed';
  /** Why it could not be renewed; null otherwise. */
  readonly cause: FailureCode | null;
}
