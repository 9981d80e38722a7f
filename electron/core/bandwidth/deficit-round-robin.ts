import { BURST_MS } from './token-bucket';

const QUANTUM_BYTES = 64 * 1024;
/** A download that has not asked for so long has its share divided among the others. */
const FORGOTTEN_AFTER_MS = 1_000;

interface Share {
  readonly id: string;
  weight: number;
  /** What its turns have earned and it has not taken yet. */
  deficitBytes: number;
  askedAtMs: number;
}

/**
 * Who reads next: deficit round robin over downloads, in proportion to their weights.
 *
 * A turn earns `quantum × weight` bytes. Whoever does not ask in its turn is passed over at once, so an
 * unused share goes to the others in the same moment; what was passed over is remembered for a quarter of
 * a second of bytes at most, so that many connections do not beat one that was just busy writing.
 */
export class DeficitRoundRobin {
  private readonly shares: Share[] = [];
  private turn = 0;

  constructor(private bytesPerSecond: number) {}

  setRate(bytesPerSecond: number): void {
    this.bytesPerSecond = bytesPerSecond;
    for (const share of this.shares) share.deficitBytes = Math.min(share.deficitBytes, this.mostSaved(share));
  }

  /** A download asks, for the first time or again. */
  join(id: string, weight: number, nowMs: number): void {
    const known = this.shares.find((share) => share.id === id);
    if (known === undefined) {
      this.shares.push({ id, weight, deficitBytes: 0, askedAtMs: nowMs });
      return;
    }
    known.weight = weight;
    known.askedAtMs = nowMs;
  }

  /**
   * The next download among those that wait, and the most it may take at once: its quantum, or less under
   * a low limit, so that a round over all reads that wait takes a quarter of a second at most.
   *
   * @param waiting how many of a download's connections wait; at least one download must wait
   */
  next(waiting: (id: string) => number, nowMs: number): { readonly id: string; readonly mostBytes: number } {
    this.dropAbsent(waiting, nowMs);
    if (!this.shares.some((share) => waiting(share.id) > 0)) throw new Error('Nobody waits for a turn.');
    for (;;) {
      const share = this.shares[this.turn % this.shares.length] as Share; // In range: there is one at least.
      const connections = waiting(share.id);
      if (connections > 0 && share.deficitBytes >= 1) {
        const smoothBytes = Math.floor(this.mostSmooth(share) / connections);
        const mostBytes = Math.max(
          1,
          Math.min(share.deficitBytes, QUANTUM_BYTES * share.weight, smoothBytes),
        );
        return { id: share.id, mostBytes: Math.floor(mostBytes) };
      }
      this.passTurn();
    }
  }

  take(id: string, bytes: number): void {
    const share = this.shares.find((candidate) => candidate.id === id);
    if (share !== undefined) share.deficitBytes -= bytes;
  }

  giveBack(id: string, bytes: number): void {
    const share = this.shares.find((candidate) => candidate.id === id);
    if (share !== undefined) share.deficitBytes = Math.min(share.deficitBytes + bytes, this.mostSaved(share));
  }

  private passTurn(): void {
    this.turn = (this.turn + 1) % this.shares.length;
    const share = this.shares[this.turn] as Share; // In range by the line above.
    const earned = Math.max(1, Math.min(QUANTUM_BYTES * share.weight, this.mostSmooth(share)));
    share.deficitBytes = Math.min(share.deficitBytes + earned, this.mostSaved(share));
  }

  /** This download's part of what a quarter of a second brings. */
  private mostSmooth(share: Share): number {
    let weights = 0;
    for (const each of this.shares) weights += each.weight;
    return (this.bytesPerSecond * BURST_MS * share.weight) / (1000 * weights);
  }

  private mostSaved(share: Share): number {
    return Math.max(1, QUANTUM_BYTES * share.weight, this.mostSmooth(share));
  }

  private dropAbsent(waiting: (id: string) => number, nowMs: number): void {
    for (let at = this.shares.length - 1; at >= 0; at -= 1) {
      const share = this.shares[at] as Share; // In range by the loop's bounds.
      if (nowMs - share.askedAtMs <= FORGOTTEN_AFTER_MS || waiting(share.id) > 0) continue;
      this.shares.splice(at, 1);
    }
    if (this.turn >= this.shares.length) this.turn = 0;
  }
}
