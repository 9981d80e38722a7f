import { MATURITY_BITS, type MaturityLevel } from './model';

/** Whether something of level `level` may be shown to somebody who chose `limit`. */
export function isWithin(level: MaturityLevel, limit: MaturityLevel): boolean {
  return MATURITY_BITS[level] <= MATURITY_BITS[limit];
}
