import type { Clock } from '../core/ports';

/** A window that is waited for draws a frame in 16 ms; two of them are not noticed. */
const LONGEST_STRETCH_MS = 12;

/** Lets everything else of the process have its turn while thousands of things are gone through. */
export class Turns {
  private begunAtMs: number;

  constructor(private readonly clock: Pick<Clock, 'steadyMs' | 'after'>) {
    this.begunAtMs = clock.steadyMs();
  }

  /** Goes on at once, or after the others when it has gone on for 12 ms. */
  async next(): Promise<void> {
    const { clock } = this;
    if (clock.steadyMs() - this.begunAtMs < LONGEST_STRETCH_MS) return;
    await new Promise<void>((resolve) => void clock.after(0, resolve));
    this.begunAtMs = clock.steadyMs();
  }
}
