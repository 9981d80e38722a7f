import { type Failure, type FailureCode, ruleOf } from '../../../shared/failure';
import { err, type Result } from '../../../shared/result';
import { LONGEST_WAIT_MS, PacedLine } from '../../core/civitai/paced-line';
import type { AskWish, CivitaiApi, CivitaiHost, CivitaiPosts, HostQuestion } from '../../core/civitai/ports';
import type { Clock } from '../../core/ports';
import { pause } from '../pause';

/** Good manners towards the service (API note 0.5). */
const MOST_AT_ONCE = 3;
const USUAL_TRIES = 3;
const FIRST_PAUSE_MS = 1_000;

/** What says that the host has too much to do, or that something else answers in its place. */
const TROUBLE: ReadonlySet<FailureCode> = new Set([
  'http.rateLimited',
  'http.serverError',
  'http.busy',
  'http.badAnswer',
]);

export interface PacedApiNeeds {
  readonly host: CivitaiHost;
  readonly clock: Clock;
  readonly token: () => string | null;
}

/**
 * The JSON API at a pace that the service bears: three questions at once, fewer and slower after an answer
 * that says so, and what is in front of the user first. What fails for a moment is asked again, while
 * somebody waits for it.
 */
export class PacedCivitaiApi implements CivitaiApi, CivitaiPosts {
  private readonly line: PacedLine;

  constructor(private readonly needs: PacedApiNeeds) {
    this.line = new PacedLine(needs.clock, MOST_AT_ONCE);
  }

  getJson(
    path: string,
    params: readonly (readonly [string, string])[],
    wish: AskWish = {},
  ): Promise<Result<unknown, Failure>> {
    const token = wish.isAnonymous === true ? null : this.needs.token();
    return this.ask({ path, params, body: null, token }, wish);
  }

  getJsonWithToken(path: string, token: string): Promise<Result<unknown, Failure>> {
    return this.ask({ path, params: [], body: null, token }, {});
  }

  postJson(path: string, body: unknown, wish: AskWish = {}): Promise<Result<unknown, Failure>> {
    return this.ask({ path, params: [], body, token: this.needs.token() }, wish);
  }

  private async ask(question: HostQuestion, wish: AskWish): Promise<Result<unknown, Failure>> {
    const { urgency = 'front', mostTries = USUAL_TRIES, signal = new AbortController().signal } = wish;
    for (let tries = 1; ; tries += 1) {
      const refused = await this.line.enter(urgency, signal);
      if (refused !== null) return err(refused);
      const answer = await this.askOnce(question);
      if (answer.ok || tries >= mostTries) return answer;
      const pauseMs = pauseBefore(answer.error, tries);
      if (pauseMs === null) return answer;
      await pause(this.needs.clock, pauseMs, signal);
      if (signal.aborted) return answer;
    }
  }

  private async askOnce(question: HostQuestion): Promise<Result<unknown, Failure>> {
    const askedAtMs = this.needs.clock.steadyMs();
    let answer: Result<unknown, Failure>;
    try {
      answer = await this.needs.host.send(question);
    } catch (bug) {
      this.line.leave();
      throw bug;
    }
    if (answer.ok) this.line.leaveWell();
    else if (TROUBLE.has(answer.error.code)) this.line.leaveInTrouble(askedAtMs, answer.error.retryAfterMs);
    // Any other refusal is about the question; a silent network says nothing of the host.
    else this.line.leave();
    return answer;
  }
}

/** How long to wait before the same question is asked again; null when that is no use, or would take long. */
function pauseBefore({ code, retryAfterMs }: Failure, tries: number): number | null {
  const mayPass = code === 'http.serverError' || ruleOf(code).passesWithNetwork === true;
  const pauseMs = retryAfterMs ?? FIRST_PAUSE_MS * tries;
  return mayPass && pauseMs <= LONGEST_WAIT_MS ? pauseMs : null;
}
