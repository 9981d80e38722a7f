import type { Seen } from '../../../shared/civitai/seen';
import { type Failure, type FailureCode, failure, ruleOf } from '../../../shared/failure';
import type { CacheFacts } from '../../../shared/ipc/contract';
import { err, ok, type Result } from '../../../shared/result';
import { judgeAge, looksRight } from '../../core/civitai/answer-kinds';
import type { Question } from '../../core/civitai/endpoints';
import type { AnswerStore, AskWish, CivitaiApi, StoredAnswer, Urgency } from '../../core/civitai/ports';
import type { Clock } from '../../core/ports';
import { SharedWait } from './shared-wait';

export interface SeenAnswer {
  readonly value: unknown;
  readonly seen: Seen;
}

export interface SeenAnswerNeeds {
  readonly api: Pick<CivitaiApi, 'getJson'>;
  readonly clock: Clock;
  /** Null where nothing is kept from run to run. */
  readonly store: AnswerStore | null;
  /** Whose answers are kept apart from each other; empty while nobody is signed in. */
  readonly owner: () => string;
  /** What was shown from the store has been asked for again; null for everything but one model. */
  readonly onRenewed: (modelId: number | null) => void;
}

export interface SeenWish {
  /** `current`: nothing older than a moment will do, as for a file that is about to be downloaded. */
  readonly age?: 'any' | 'current';
  readonly urgency?: Urgency;
  /** Aborted when the asker does not wait any more; the answer is `input.cancelled` unless it was on its way. */
  readonly signal?: AbortSignal;
}

interface UnderWay {
  readonly answer: Promise<Result<SeenAnswer, Failure>>;
  readonly wait: SharedWait;
}

const CURRENT = { state: 'current', cause: null } as const;
/** So long after a renewal came to nothing, the next one would as well. */
const IN_VAIN_MS = 30_000;
const MOST_UNKEPT = 50;

/** Failures that say nothing of what was asked about, so that an older answer is better than none. */
const TOLD_BY_NOBODY: ReadonlySet<FailureCode> = new Set([
  'http.rateLimited',
  'http.busy',
  'http.serverError',
  'http.badAnswer',
  'http.regionBlocked',
  'network.proxyForbids',
  'network.proxyLogin',
]);

/**
 * The service's answers, also when it does not answer: what was seen once is shown at once and renewed
 * behind it, or, when it is old, shown only when the service cannot be asked. Whatever is given says when
 * it was given. Equal questions at the same time are one.
 */
export class SeenAnswers {
  private readonly underWay = new Map<string, UnderWay>();
  /** Renewals that came to nothing a moment ago, and why. */
  private readonly inVain = new Map<string, { readonly atMs: number; readonly cause: FailureCode }>();
  /** Answers that could not be written, newest last. */
  private readonly unkept = new Map<string, StoredAnswer>();
  /** Keys of what has changed at the service since it was kept. */
  private readonly doubted = new Set<string>();
  private answers = 0;
  private hits = 0;

  constructor(private readonly needs: SeenAnswerNeeds) {}

  async ask(question: Question, wish: SeenWish = {}): Promise<Result<SeenAnswer, Failure>> {
    const { age = 'any', urgency = 'front', signal } = wish;
    const owner = this.needs.owner();
    const key = keyOf(question);
    const stored = await this.keptFor(owner, key);
    this.answers += 1;
    if (stored !== null) {
      const judged = judgeAge(question.kind, this.needs.clock.nowMs() - stored.atMs);
      const verdict = judged === 'fresh' && this.doubted.has(`${owner} ${key}`) ? 'renew' : judged;
      if (verdict === 'fresh' || (verdict === 'renew' && age === 'any')) {
        this.hits += 1;
        const seen = verdict === 'fresh' ? CURRENT : this.renewBehind(question, owner);
        return ok({ value: stored.value, seen: { atMs: stored.atMs, ...seen } });
      }
    }
    // Without an answer of its own an account is shown what anybody was told, when the service does not answer.
    const instead =
      age === 'current' ? null : (stored ?? (owner === '' ? null : await this.keptFor('', key)));
    const failed = instead === null ? null : this.failedLately(`${owner} ${key}`);
    if (instead !== null && failed !== null) return this.showOld(instead, failed);
    if (signal?.aborted) return err(failure('input.cancelled'));
    // With something to show instead, nobody waits for a second and a third try.
    const answer = await this.renew(question, owner, urgency, instead === null ? null : 1, signal);
    if (answer.ok || instead === null || !isToldByNobody(answer.error)) return answer;
    this.noteInVain(`${owner} ${key}`, answer.error.code);
    return this.showOld(instead, answer.error.code);
  }

  private async keptFor(owner: string, key: string): Promise<StoredAnswer | null> {
    return this.unkept.get(`${owner} ${key}`) ?? (await this.needs.store?.read(owner, key)) ?? null;
  }

  private showOld({ value, atMs }: StoredAnswer, cause: FailureCode): Result<SeenAnswer, Failure> {
    this.hits += 1;
    return ok({ value, seen: { atMs, state: 'notRenewed', cause } });
  }

  /** Why a renewal came to nothing a moment ago. */
  private failedLately(key: string): FailureCode | null {
    const failed = this.inVain.get(key);
    if (failed !== undefined && this.needs.clock.steadyMs() - failed.atMs < IN_VAIN_MS) return failed.cause;
    this.inVain.delete(key);
    return null;
  }

  private noteInVain(key: string, cause: FailureCode): void {
    this.inVain.set(key, { atMs: this.needs.clock.steadyMs(), cause });
  }

  /** Asks again without anybody waiting for it, unless that came to nothing a moment ago. */
  private renewBehind(question: Question, owner: string): Omit<Seen, 'atMs'> {
    const key = `${owner} ${keyOf(question)}`;
    const failed = this.failedLately(key);
    if (failed !== null) return { state: 'notRenewed', cause: failed };
    void this.renew(question, owner, 'ahead', 1).then((answer) => {
      if (!answer.ok) this.noteInVain(key, answer.error.code);
      this.needs.onRenewed(question.modelId);
    });
    return { state: 'renewing', cause: null };
  }

  /** Since Civet started, and what is kept now. */
  facts(): Omit<CacheFacts, 'pictures'> {
    const kept = this.needs.store?.facts() ?? { entries: 0, bytes: 0, limitBytes: 0 };
    return { ...kept, answers: this.answers, hits: this.hits };
  }

  /** The answer is another one by now, however short ago it was given; until it is renewed the old one is shown. */
  doubt(question: Question): void {
    this.doubted.add(`${this.needs.owner()} ${keyOf(question)}`);
  }

  /** The user wants a try now: that the last one came to nothing does not stand in its way. */
  askAgain(): void {
    this.inVain.clear();
  }

  clear(): void {
    this.inVain.clear();
    this.unkept.clear();
    this.needs.store?.clear();
    this.answers = 0;
    this.hits = 0;
  }

  /** Somebody has signed in or out: what was told to another account is nobody's any more. */
  dropOthers(): void {
    this.unkept.clear();
    this.needs.store?.dropOthers(this.needs.owner());
  }

  private renew(
    question: Question,
    owner: string,
    urgency: Urgency,
    mostTries: number | null,
    signal?: AbortSignal,
  ): Promise<Result<SeenAnswer, Failure>> {
    const key = `${owner} ${urgency} ${keyOf(question)}`;
    const begun = this.underWay.get(key);
    // One that was called off may still be on its way to its end, which is no answer for whoever comes now.
    const running =
      begun === undefined || begun.wait.signal.aborted
        ? this.begin(key, question, owner, { urgency, mostTries })
        : begun;
    running.wait.join(signal);
    return running.answer;
  }

  private begin(
    key: string,
    question: Question,
    owner: string,
    { urgency, mostTries }: { readonly urgency: Urgency; readonly mostTries: number | null },
  ): UnderWay {
    const wait = new SharedWait();
    const asking = this.fetch(question, owner, {
      urgency,
      signal: wait.signal,
      ...(mostTries === null ? {} : { mostTries }),
    });
    const ended = () => {
      if (this.underWay.get(key)?.wait === wait) this.underWay.delete(key);
    };
    const begun = { wait, answer: asking.finally(ended) };
    this.underWay.set(key, begun);
    return begun;
  }

  private async fetch(
    question: Question,
    owner: string,
    wish: AskWish,
  ): Promise<Result<SeenAnswer, Failure>> {
    const { kind, path, params } = question;
    const key = keyOf(question);
    const answer = await this.needs.api.getJson(path, params, wish);
    const { store } = this.needs;
    if (!answer.ok) {
      // What the service says is not there is not shown either.
      if (answer.error.code === 'http.notFound') store?.drop(owner, key);
      return answer;
    }
    if (!looksRight(kind, answer.value))
      return err(failure('http.badAnswer', { message: `not an answer of ${path}` }));
    this.doubted.delete(`${owner} ${key}`);
    const atMs = this.needs.clock.nowMs();
    // Somebody may have signed in or out meanwhile; then this answer is for somebody who has gone.
    if (this.needs.owner() === owner && store !== null) {
      const isKept = await store.keep(owner, key, { value: answer.value, atMs });
      this.remember(`${owner} ${key}`, isKept ? null : { value: answer.value, atMs });
    }
    return ok({ value: answer.value, seen: { atMs, state: 'current', cause: null } });
  }

  /** A disk that takes nothing more must not make the same question come again and again. */
  private remember(key: string, answer: StoredAnswer | null): void {
    this.unkept.delete(key);
    if (answer === null) return;
    this.unkept.set(key, answer);
    const oldest = this.unkept.keys().next();
    if (this.unkept.size > MOST_UNKEPT && !oldest.done) this.unkept.delete(oldest.value);
  }
}

function isToldByNobody({ code }: Failure): boolean {
  return TOLD_BY_NOBODY.has(code) || ruleOf(code).passesWithNetwork === true || code === 'network.tls';
}

/** The order of parameters is ours, so that the same question has the same key. */
function keyOf({ path, params }: Question): string {
  return `${path} ${JSON.stringify(params)}`;
}
