import { type Failure, type FailureCode, failure, ruleOf } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { HostFailureKind } from '../../core/hosts/host-gates';
import type { FileLink, StorageAnswer } from '../../core/ports';
import { type Accepted, acceptStorageHead, parseUnsatisfiedRange } from '../../core/segments/accept';
import type { Lease } from '../../core/segments/piece-map';
import { pause } from '../pause';
import type { EngineNeeds, FileContext } from './file-context';
import { LinkProof } from './link-proof';
import { noteHonoured, type OpenedRun, openedRun, refusalOf } from './opened-run';
import { isNotYet } from './setbacks';
import { followToStorage } from './storage-line';

/** Links that turned out to be of no use, in a row and without a piece in between. */
const MOST_RENEWALS = 3;
/** So many links in this file's life that were good for one answer only, and not because they were old. */
const SINGLE_USE_LINKS = 2;
/** So many links that were refused while another connection was being served. */
const CROWD_REFUSALS = 2;
/** After so many answers a connection repeats its question: such as are no range, and such as are another. */
const MOST_STRIKES = 1;
const MOST_ELSEWHERE = 2;
/** Civitai gives sizes in KiB, as a fraction that may be rounded. */
const SIZE_TOLERANCE_BYTES = 2_048;
const SINGLE_USE_MS = 60_000;

/** How often a host without a free place is looked at again. */
const BUSY_HOST_MS = 250;

/** What a failure says about the host rather than about the file, once an answer has begun. */
const HOST_FAILURES: Readonly<Partial<Record<FailureCode, HostFailureKind>>> = {
  'http.rateLimited': 'throttled',
  'http.busy': 'throttled',
  'http.serverError': 'failed',
  'network.reset': 'failed',
  'network.timeout': 'failed',
  'network.refused': 'failed',
  'network.stalled': 'failed',
};

export interface Asker {
  /** Asks for the whole file without a range. */
  readonly isStream: boolean;
  /** Nobody else fetches this file, so it is worth waiting for a free place at the host. */
  readonly isOnly: boolean;
  readonly connection: { readonly serial: number; readonly signal: AbortSignal };
  /** The storage itself is asked now, after whatever came before. */
  readonly onAsked: () => void;
}

export type Opened =
  | { readonly kind: 'body'; readonly run: OpenedRun }
  /** There is nothing behind what is on disk: it is all of it. */
  | { readonly kind: 'nothingMore'; readonly totalBytes: number }
  /** A range was answered with the whole file. */
  | { readonly kind: 'rangeIgnored'; readonly isCertain: boolean };

interface LinkInUse extends FileLink {
  readonly generation: number;
}

/** Asks the storage for single runs: link, redirects, conditions, acceptance. Knows nothing of other runs. */
export class StorageRequests {
  private renewals = 0;
  /** Grows with every link that is given up; several connections hear of the end of one link. */
  private generation = 0;
  private readonly proof: LinkProof;
  private singleUseLinks = 0;
  private crowdRefusals = 0;
  private oddTotal: number | null = null;
  /** Failures that say nothing of the host or were told to its gate, and those without the head of an answer. */
  private readonly untold = new WeakSet<Failure>();
  private readonly unasked = new WeakSet<Failure>();
  /** New links to nothing, in a row. */
  private readonly missingUrls = new Set<string>();
  /** A link was given up although nobody had refused it. */
  private hasForgotten = false;
  private lastRefusal: Failure = failure('http.linkExpired');

  constructor(
    private readonly needs: EngineNeeds,
    private readonly file: FileContext,
    stop: AbortSignal,
  ) {
    this.proof = new LinkProof(needs, file, stop);
  }

  /**
   * A piece has arrived: links that expire from now on are forgiven again, unless it came by a link that has
   * been given up since.
   */
  onProgress({ generation }: Pick<OpenedRun, 'generation'>): void {
    if (generation !== this.generation) return;
    this.renewals = 0;
    this.missingUrls.clear();
  }

  /** So many links were of no use that another one would not be better. */
  get isOutOfLinks(): boolean {
    return this.renewals > MOST_RENEWALS;
  }

  /** Nothing that was said before is believed any more; what the next link sends is compared with the disk. */
  doubt(): void {
    this.file.validators.clear();
    this.file.proven.clear();
  }

  /**
   * This link is not used for another question.
   *
   * @param generation when it was asked for
   * @returns whether nobody else has given it up meanwhile
   */
  giveUp(linkUrl: string, generation: number): boolean {
    this.needs.links.forget(this.file.wanted, linkUrl);
    if (generation !== this.generation) return false;
    this.generation += 1;
    this.renewals += 1;
    return true;
  }

  /** Whether a link works once, or for one connection at a time, so that it should be used for all there is. */
  get isSingleUse(): boolean {
    return this.singleUseLinks >= SINGLE_USE_LINKS || this.crowdRefusals >= CROWD_REFUSALS;
  }

  /**
   * Opens a body for a lease. A link that no longer works is renewed, and each new link first shows bytes
   * that are on disk already.
   */
  async open(lease: Lease, asker: Asker): Promise<Result<Opened, Failure>> {
    const { signal } = asker.connection;
    let isDoubted = false;
    let strikes = 0;
    for (;;) {
      // Others may have found out while this one rested.
      if (this.isOutOfLinks) return err(this.lastRefusal);
      const { generation } = this;
      const resolved = await this.needs.links.resolve(this.file.wanted, signal);
      if (!resolved.ok) return resolved;
      const link = { ...resolved.value, generation };
      const opened = await this.openWhenWelcome(link, lease, asker);
      if (opened.ok) return opened;
      this.lastRefusal = opened.error;
      const isStrike = isAboutRanges(opened.error);
      const again = this.judge(opened.error, link, asker.isOnly, { isDoubted, strikes });
      // Again and again something that is no range: without asking for one, the answer may make sense.
      if (again === null && isStrike && !asker.isStream) return ok({ kind: 'rangeIgnored', isCertain: true });
      // Refused beside another connection that works: it is the number that is refused, not the link.
      const isCrowded = opened.error.code === 'http.linkExpired' && !asker.isOnly && !this.isOutOfLinks;
      if (again === null && isCrowded) {
        this.crowdRefusals += 1;
        return err(failure('http.rateLimited', opened.error.params));
      }
      if (again === null) return opened;
      isDoubted ||= again === 'doubt';
      strikes += again === 'strike' ? 1 : 0;
    }
  }

  /** Whether the question is worth repeating at once, and how. */
  private judge(
    cause: Failure,
    link: LinkInUse,
    isOnly: boolean,
    { isDoubted, strikes }: { readonly isDoubted: boolean; readonly strikes: number },
  ): 'refresh' | 'doubt' | 'strike' | null {
    switch (cause.code) {
      case 'http.linkExpired': {
        const use = this.file.honoured.get(link.url);
        const isNews = this.giveUp(link.url, link.generation);
        if (isNews && use !== undefined) this.noteShortLife(use, isOnly);
        // A link that never worked and was made just now will not work better a second time.
        const isHopeless = isNews && link.isFresh && use === undefined;
        return this.isOutOfLinks || isHopeless ? null : 'refresh';
      }
      case 'http.remoteChanged': {
        // A tag may change and the file stay: another link, no condition, and the bytes are compared.
        if (isDoubted) return null;
        if (this.giveUp(link.url, link.generation)) this.doubt();
        return this.isOutOfLinks ? null : 'doubt';
      }
      case 'http.badAnswer': {
        const mostStrikes = cause.params.offset === undefined ? MOST_STRIKES : MOST_ELSEWHERE;
        if (strikes >= mostStrikes || !isAboutRanges(cause)) return null;
        // A 416 that makes no sense may come from the wrong place; elsewhere a new connection is enough.
        if (cause.params.status === 416 || !link.isFresh) this.giveUp(link.url, link.generation);
        return this.isOutOfLinks ? null : 'strike';
      }
      default:
        return null;
    }
  }

  private noteShortLife(use: { readonly answers: number; readonly sinceMs: number }, isOnly: boolean): void {
    if (this.needs.clock.steadyMs() - use.sinceMs >= SINGLE_USE_MS) return;
    if (use.answers === 1) this.singleUseLinks += 1;
    else if (!isOnly) this.crowdRefusals += 1;
  }

  /** Takes one of the host's places, and tells the host's gate how it went. */
  private async openWhenWelcome(
    link: LinkInUse,
    lease: Lease,
    asker: Asker,
  ): Promise<Result<Opened, Failure>> {
    const { gates } = this.needs;
    const { host } = new URL(link.url);
    const { serial } = asker.connection;
    const refusal = await this.takePlace(host, asker);
    if (refusal !== null) return err(refusal);
    let isLent = true;
    let isServed = false;
    const giveBack = () => {
      if (isLent) gates.giveBack(host, isServed);
      isLent = false;
    };
    const tell = (cause: Failure) => {
      const known = HOST_FAILURES[cause.code];
      if (known === undefined || this.untold.has(cause)) return;
      // Several connections may have waited for one comparison.
      this.untold.add(cause);
      const isRefusal = cause.code === 'network.reset' || cause.code === 'network.refused';
      const kind = isRefusal && this.unasked.has(cause) ? 'refused' : known;
      const { retryAfterMs } = cause;
      gates.onFailure(host, { kind, code: cause.code, connection: serial, retryAfterMs });
    };
    const opened = await this.openAt(link, lease, asker);
    if (!opened.ok) tell(opened.error);
    if (!opened.ok && asker.isOnly && this.isNowhere(opened.error, link)) {
      this.hasForgotten = true;
      this.needs.links.forget(this.file.wanted, link.url);
    }
    if (!opened.ok || opened.value.kind !== 'body') {
      giveBack();
      return opened;
    }
    const { run } = opened.value;
    const delivered = () => {
      isServed = true;
      gates.onSuccess(host);
    };
    const end = (cause: Failure | null) => {
      run.end(cause);
      if (cause !== null && isLent) tell(cause);
      giveBack();
    };
    return ok({ kind: 'body', run: { ...run, delivered, end } });
  }

  /** A remembered link that has not worked in this attempt, and leads nowhere; each question has its price. */
  private isNowhere(cause: Failure, link: LinkInUse): boolean {
    if (this.hasForgotten || link.isFresh || this.file.honoured.has(link.url)) return false;
    if (this.needs.interruptions.isRecent()) return false;
    return this.unasked.has(cause) && ruleOf(cause.code).passesWithNetwork === true;
  }

  /** @returns why there is no place at the host now; null once one is taken */
  private async takePlace(host: string, { isOnly, connection }: Asker): Promise<Failure | null> {
    const { gates, clock } = this.needs;
    if (gates.lend(host, isOnly)) return null;
    const stopWaiting = isOnly ? gates.awaitFirst(host) : () => undefined;
    try {
      do {
        const untilMs = gates.closedUntil(host);
        if (untilMs !== null) {
          return failure(gates.reason(host), { host }, Math.max(1, Math.ceil(untilMs - clock.steadyMs())));
        }
        if (!isOnly) return failure('http.rateLimited', { host });
        await pause(clock, BUSY_HOST_MS, connection.signal);
        if (connection.signal.aborted) return failure('input.cancelled');
      } while (!gates.lend(host, isOnly));
      return null;
    } finally {
      stopWaiting();
    }
  }

  private async openAt(link: LinkInUse, lease: Lease, asker: Asker): Promise<Result<Opened, Failure>> {
    const { clock } = this.needs;
    const { map } = this.file;
    const { isStream } = asker;
    const { signal } = asker.connection;
    const compared = isStream
      ? ok(null)
      : await this.proof.prove(link, lease.position, this.singleUseLinks > 0);
    if (!compared.ok) {
      if (isNotYet(compared.error)) this.untold.add(compared.error);
      return err(this.confirmed(compared.error, link));
    }
    const from = isStream ? 0 : this.proof.firstWanted(link, lease.position);
    const askedAtMs = clock.steadyMs();
    asker.onAsked();
    const answered = await followToStorage(
      this.needs,
      link.url,
      isStream ? null : { from, end: lease.end },
      this.file.validators,
      signal,
    );
    if (!answered.ok) {
      this.unasked.add(answered.error);
      return answered;
    }
    const { answer, host } = answered.value;
    if (answer.status === 416) {
      answer.discard();
      return this.judgeUnsatisfied(answer, lease);
    }
    if (answer.status !== 200 && answer.status !== 206)
      return err(this.confirmed(await refusalOf(answer, clock.nowMs()), link));
    const accepted = acceptStorageHead(answer, {
      start: isStream ? 0 : from,
      end: isStream ? null : lease.end,
      totalBytes: map.totalBytes,
    });
    if (!accepted.ok) {
      answer.discard();
      return accepted;
    }
    const head = accepted.value;
    if (this.isOddTotal(head.totalBytes)) {
      answer.discard();
      return err(failure('http.badAnswer', { message: 'the file has another length than Civitai says' }));
    }
    noteHonoured(this.file, link, clock.steadyMs());
    if (head.kind === 'whole' && !isStream && !this.isWelcome(lease)) {
      answer.discard();
      return ok({ kind: 'rangeIgnored', isCertain: false });
    }
    if (this.isOtherTag(host, head)) {
      answer.discard();
      return err(failure('http.remoteChanged'));
    }
    const firstByteMs = clock.steadyMs() - askedAtMs;
    return ok({
      kind: 'body',
      run: { ...openedRun(answered.value, head, link, firstByteMs), generation: link.generation },
    });
  }

  /** A new link to nothing may be a slip of one server; a second is believed. */
  private confirmed(cause: Failure, link: FileLink): Failure {
    const isGone = cause.params.status === 404 || cause.params.status === 410;
    if (!isGone || !link.isFresh || this.file.honoured.has(link.url)) return cause;
    this.missingUrls.add(link.url);
    return this.missingUrls.size > 1 ? failure('http.notFound', cause.params) : cause;
  }

  /** Far from what Civitai says, for the first time: the answer may be of something else. Twice is believed. */
  private isOddTotal(totalBytes: number | null): boolean {
    const { map, wanted } = this.file;
    if (map.totalBytes !== null || totalBytes === null || wanted.approximateBytes === null) return false;
    if (Math.abs(totalBytes - wanted.approximateBytes) <= SIZE_TOLERANCE_BYTES) return false;
    const isFirst = this.oddTotal !== totalBytes;
    this.oddTotal = totalBytes;
    return isFirst;
  }

  /** The whole file is what is wanted when nothing of it is here and nobody else fetches it. */
  private isWelcome(lease: Lease): boolean {
    const { map } = this.file;
    return lease.position === 0 && map.writtenBytes === 0 && map.openLeases.size === 1;
  }

  private isOtherTag(host: string, head: Accepted): boolean {
    const known = this.file.validators.get(host);
    return known !== undefined && head.etag !== null && head.etag !== known;
  }

  /** There is nothing behind the bytes that are here: either they are all, or the file has changed. */
  private judgeUnsatisfied(answer: StorageAnswer, lease: Lease): Result<Opened, Failure> {
    const totalBytes = parseUnsatisfiedRange(answer.headers['content-range']);
    const known = this.file.map.totalBytes;
    const senseless = err(failure('http.badAnswer', { status: 416 }));
    if (totalBytes === null) return senseless;
    if (totalBytes === lease.position && (known === null || known === totalBytes)) {
      return ok({ kind: 'nothingMore', totalBytes });
    }
    // There is more in a file of that length than is on disk, and still it is not given.
    if (totalBytes > lease.position && (known === null || known === totalBytes)) return senseless;
    return err(failure('http.remoteChanged', { expected: known ?? 0, actual: totalBytes }));
  }
}

/** What was sent makes no sense as a range; any other bad answer would be as bad without one. */
function isAboutRanges({ code, params }: Failure): boolean {
  return code === 'http.badAnswer' && (params.status === undefined || params.status === 416);
}
