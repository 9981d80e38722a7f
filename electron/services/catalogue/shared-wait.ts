/** Several who wait for one answer, which is called off when the last of them does not wait any more. */
export class SharedWait {
  private readonly calledOff = new AbortController();
  private waiting = 0;

  /** Aborted once nobody waits. */
  get signal(): AbortSignal {
    return this.calledOff.signal;
  }

  /** @param signal of one more who waits; without one they wait to the end */
  join(signal: AbortSignal | undefined): void {
    this.waiting += 1;
    const leave = () => {
      this.waiting -= 1;
      if (this.waiting === 0) this.calledOff.abort();
    };
    signal?.addEventListener('abort', leave, { once: true });
  }
}
