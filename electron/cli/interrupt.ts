import { ENDING_SIGNALS, type EndingSignal, exitCodeOfSignal } from './exit-codes';

interface Signals {
  on(signal: EndingSignal, listener: () => void): unknown;
}

/**
 * Ctrl-C and its kin. While nothing is at stake they end the program at once; while something is to be
 * kept, the first one asks for a calm end, and the second one does not wait for it.
 */
export class Interrupt {
  private onFirst: ((signal: EndingSignal) => void) | null = null;
  private isEnding = false;

  constructor(
    signals: Signals,
    private readonly endNow: (exitCode: number) => void,
  ) {
    for (const signal of ENDING_SIGNALS) signals.on(signal, () => this.take(signal));
  }

  /** From now on the first signal calls back instead of ending the program. */
  keep(onFirst: (signal: EndingSignal) => void): void {
    this.onFirst = onFirst;
  }

  /** As if such a signal had come; also for an output that nobody reads any more. */
  take(signal: EndingSignal): void {
    const { onFirst } = this;
    if (onFirst === null || this.isEnding) {
      this.endNow(exitCodeOfSignal(signal));
      return;
    }
    this.isEnding = true;
    onFirst(signal);
  }
}
