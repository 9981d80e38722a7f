/**
 * Runs what it is given one after the other. What nobody waits for any more when its turn comes is not run, so
 * that a quick typist asks Civitai for the last name and not for each letter.
 */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  /** @throws the signal's reason when it was aborted before its turn */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
