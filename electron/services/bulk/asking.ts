import { type Failure, type FailureCode, failure, ruleOf } from '../../../shared/failure';
import { err, type Result } from '../../../shared/result';

/** Questions about single things that led nowhere, after which Civet stops to ask about further ones. */
const MOST_IN_VAIN = 200;

const GIVES_NOTHING_NOW: ReadonlySet<FailureCode> = new Set([
  'http.rateLimited',
  'http.busy',
  'http.serverError',
  'http.regionBlocked',
]);

/** The service is not there, or gives nothing now: to ask it a hundred times instead of once would be worse. */
export function givesNothingNow({ code }: Failure): boolean {
  return (
    GIVES_NOTHING_NOW.has(code) || code.startsWith('network.') || ruleOf(code).passesWithNetwork === true
  );
}

/** How patient one search for many things still is: with the service, and with what nobody knows. */
export class Asking {
  private inVain = 0;
  private cause: Failure | null = null;

  constructor(readonly signal: AbortSignal) {}

  /** Why nothing further is asked; null while there is hope. */
  get givenUp(): Failure | null {
    return this.cause;
  }

  giveUp(cause: Failure): void {
    this.cause ??= cause;
  }

  /**
   * Asks about one thing, unless it is in vain by now.
   *
   * @returns null when it was called off, and why nothing was asked when that was given up
   */
  async alone<T>(ask: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure> | null> {
    if (this.signal.aborted) return null;
    if (this.cause !== null) return err(this.cause);
    if (this.inVain >= MOST_IN_VAIN) return err(failure('input.tooManyUnknown', { most: MOST_IN_VAIN }));
    const answer = await ask();
    if (answer.ok) return answer;
    if (givesNothingNow(answer.error)) this.giveUp(answer.error);
    else this.inVain += 1;
    return answer;
  }
}
