import type { WeightsFinding } from '../../../shared/placement';

/** Reads what stands in front of the weights, never the weights themselves. */
export interface WeightHeaders {
  /** Null for what has no such header, for one that says nothing for sure, and when the disk does not answer. */
  recognise(path: string): Promise<WeightsFinding | null>;
}
