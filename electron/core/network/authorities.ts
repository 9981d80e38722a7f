import type { AuthorityView } from '../../../shared/network';

/** Certificates that the user trusts besides those that Node brings. */
export interface Authorities {
  /** PEM, each on its own; nothing else of the file, so no private key is ever copied. */
  readonly pems: readonly string[];
  readonly views: readonly AuthorityView[];
}

export const NO_AUTHORITIES: Authorities = { pems: [], views: [] };
