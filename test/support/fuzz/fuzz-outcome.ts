export interface FuzzOutcome {
  payloads: number;
  /** Of the payloads: those that something was done with. */
  accepted: number;
  /** What threw, or answered with a bug, and where. */
  readonly crashed: string[];
  /** What was taken although nothing allows it. */
  readonly acceptedWrongly: string[];
}
