import { type Failure, type FailureCode, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { classifyStorageAnswer } from '../../core/civitai/answers';
import { mayFetch } from '../../core/civitai/origins';
import type { HostFailureKind } from '../../core/hosts/host-gates';
import type { FileLink, StorageAnswer } from '../../core/ports';
import { type Accepted, acceptStorageHead, parseUnsatisfiedRange } from '../../core/segments/accept';
import type { Lease } from '../../core/segments/piece-map';
import { pause } from '../pause';
import type { EngineNeeds, FileContext } from './file-context';

/** Storage may move a request on; more hops than this are a loop. */
const MOST_REDIRECTS = 10;
/** Bytes before a run that are asked for again and compared, while a host is not proven yet. */
const OVERLAP_BYTES = 64 * 1024;
/** Links that were honoured and then refused, in a row and without a piece in between. */
const MOST_REFRESHES = 3;
/** So many links in this file's life that were good for one answer only, and not because they were old. */
const SINGLE_USE_LINKS = 2;
/** Civitai gives sizes in KiB, as a fraction that may be rounded. */
const SIZE_TOLERANCE_BYTES = 2_048;
const SINGLE_USE_MS = 60_000;

/** How often a host without a free place is looked at again. */
const BUSY_HOST_MS = 250;

/** What a failure says about the host rather than about the file. */
const HOST_FAILURES: Readonly<Partial<Record<FailureCode, HostFailureKind>>> = {
  'http.rateLimited': 'throttled',
  'http.serverError': 'failed',
  'network.reset': 'refused',
  'network.timeout': 'failed',
  'network.stalled': 'failed',
};

const MESSAGE_BYTES = 64 * 1024;
const MESSAGE_TURNS = 4;
const MESSAGE_LINGER_MS = 1_000;

export interface OpenedRun {
  readonly answer: StorageAnswer;
  readonly head: Accepted;
  readonly host: string;
  readonly linkUrl: string;
  /** From the request to the head of the answer. */
  readonly firstByteMs: number;
  /** Gives answer and host free, and says what went wrong with the body, if anything did. */
  readonly end: (cause: Failure | null) => void;
}

export interface Asker {
  /** Asks for the whole file without a range. */
  readonly isStream: boolean;
  /** Nobody else fetches this file, so it is worth waiting for a free place at the host. */
  readonly isOnly: boolean;
  readonly connection: { readonly serial: number; readonly signal: AbortSignal };
}

export type Opened =
  | { readonly kind: 'body'; readonly run: OpenedRun }
  /** There is nothing behind what is on disk: it is all of it. */
  | { readonly kind: 'nothingMore'; readonly totalBytes: number }
  /** A range was answered with the whole file. */
  | { readonly kind: 'rangeIgnored'; readonly isCertain: boolean };

/** Asks the storage for single runs: link, redirects, conditions, acceptance. Knows nothing of other runs. */
export class StorageRequests {
  private refreshes = 0;
  /** Links that were refused; several connections hear of the end of one link. */
  private readonly ended = new Set<string>();
  private singleUseLinks = 0;
  private oddTotal: number | null = null;

  constructor(
    private readonly needs: EngineNeeds,
    private readonly file: FileContext,
  ) {}

  /** A piece has arrived: links that expire from now on are forgiven again. */
  onProgress(): void {
    this.refreshes = 0;
  }

  /** Nothing that a host said before is believed any more; bytes are compared with those on disk. */
  doubt(): void {
    this.file.validators.clear();
    this.file.proven.clear();
  }

  /** Whether each link works once and never again, so that it should be used for as much as possible. */
  get isSingleUse(): boolean {
    return this.singleUseLinks >= SINGLE_USE_LINKS;
  }

  /**
   * Opens a body for a lease. A link that no longer works is renewed; a host that no validator vouches for
   * is asked for a few bytes that are on disk already.
   */
  async open(lease: Lease, asker: Asker): Promise<Result<Opened, Failure>> {
    const { signal } = asker.connection;
    let isDoubted = false;
    let strikes = 0;
    for (;;) {
      const link = await this.needs.links.resolve(this.file.wanted, signal);
      if (!link.ok) return link;
      const opened = await this.openWhenWelcome(link.value, lease, asker);
      if (opened.ok) return opened;
      const isStrike = opened.error.code === 'http.badAnswer';
      const again = this.judge(opened.error, link.value, isDoubted, strikes);
      // Twice something that is no range: without asking for one, the answer may make sense.
      if (again === null && isStrike && !asker.isStream) return ok({ kind: 'rangeIgnored', isCertain: true });
      if (again === null) return opened;
      isDoubted ||= again === 'doubt';
      strikes += again === 'strike' ? 1 : 0;
    }
  }

  /** Whether the question is worth repeating at once, and how. */
  private judge(
    cause: Failure,
    link: FileLink,
    isDoubted: boolean,
    strikes: number,
  ): 'refresh' | 'doubt' | 'strike' | null {
    const { links } = this.needs;
    const { wanted, honoured } = this.file;
    switch (cause.code) {
      case 'http.linkExpired': {
        links.forget(wanted, link.url);
        const use = honoured.get(link.url);
        // A link that never worked and was made just now will not work better a second time.
        if (link.isFresh && use === undefined) return null;
        if (!this.ended.has(link.url)) {
          this.ended.add(link.url);
          this.refreshes += 1;
          const livedMs = this.needs.clock.steadyMs() - (use?.sinceMs ?? 0);
          if (use?.answers === 1 && livedMs < SINGLE_USE_MS) this.singleUseLinks += 1;
        }
        return this.refreshes > MOST_REFRESHES ? null : 'refresh';
      }
      case 'http.remoteChanged':
        // A tag may change and the file stay: another link, no condition, and the bytes are compared.
        if (isDoubted) return null;
        links.forget(wanted, link.url);
        this.doubt();
        return 'doubt';
      case 'http.badAnswer':
        // A 416 that makes no sense may come from the wrong place; elsewhere a new connection is enough.
        if (strikes === 0 && (cause.params.status === 416 || !link.isFresh)) links.forget(wanted, link.url);
        return strikes === 0 ? 'strike' : null;
      default:
        return null;
    }
  }

  /** Takes one of the host's places, and tells the host's gate how it went. */
  private async openWhenWelcome(
    link: FileLink,
    lease: Lease,
    asker: Asker,
  ): Promise<Result<Opened, Failure>> {
    const { gates } = this.needs;
    const { host } = new URL(link.url);
    const { serial } = asker.connection;
    const refusal = await this.takePlace(host, asker);
    if (refusal !== null) return err(refusal);
    let isLent = true;
    const giveBack = () => {
      if (isLent) gates.giveBack(host);
      isLent = false;
    };
    const tell = (cause: Failure) => {
      const kind = HOST_FAILURES[cause.code];
      if (kind === undefined) return;
      gates.onFailure(host, { kind, connection: serial, retryAfterMs: cause.retryAfterMs });
    };
    const opened = await this.openAt(link, lease, asker);
    if (!opened.ok) tell(opened.error);
    if (!opened.ok || opened.value.kind !== 'body') {
      giveBack();
      return opened;
    }
    const { run } = opened.value;
    const end = (cause: Failure | null) => {
      run.end(cause);
      if (cause === null) gates.onSuccess(host);
      else tell(cause);
      giveBack();
    };
    return ok({ kind: 'body', run: { ...run, end } });
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
          const code = gates.isSilent(host) ? 'network.timeout' : 'http.rateLimited';
          return failure(code, { host }, Math.max(1, Math.ceil(untilMs - clock.steadyMs())));
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

  private async openAt(link: FileLink, lease: Lease, asker: Asker): Promise<Result<Opened, Failure>> {
    const { clock } = this.needs;
    const { map, honoured } = this.file;
    const { isStream } = asker;
    const linkHost = new URL(link.url).host;
    const from = isStream ? 0 : this.firstWanted(linkHost, lease.position);
    const range = isStream ? null : { from, end: lease.end };
    const askedAtMs = clock.steadyMs();
    const answered = await this.follow(link.url, range, asker.connection.signal);
    if (!answered.ok) return answered;
    const { answer, host } = answered.value;
    if (answer.status === 416) {
      answer.discard();
      return this.judgeUnsatisfied(answer, lease);
    }
    if (answer.status !== 200 && answer.status !== 206) return this.refused(answer, link);
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
    const use = honoured.get(link.url);
    honoured.set(link.url, {
      answers: (use?.answers ?? 0) + 1,
      sinceMs: use?.sinceMs ?? clock.steadyMs(),
    });
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
      run: { answer, head, host, linkUrl: link.url, firstByteMs, end: () => answer.discard() },
    });
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

  private firstWanted(host: string, position: number): number {
    return this.file.proven.has(host) ? position : this.file.map.writtenBefore(position, OVERLAP_BYTES);
  }

  private isOtherTag(host: string, head: Accepted): boolean {
    const known = this.file.validators.get(host);
    return known !== undefined && head.etag !== null && head.etag !== known;
  }

  /** Follows redirects by hand, so that each hop is judged and none carries the account's token. */
  private async follow(
    firstUrl: string,
    range: { readonly from: number; readonly end: number } | null,
    signal: AbortSignal,
  ): Promise<Result<{ readonly answer: StorageAnswer; readonly host: string }, Failure>> {
    let url = firstUrl;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const { host } = new URL(url);
      if (!mayFetch(this.needs.api, new URL(url))) return err(failure('network.redirectRefused', { host }));
      const headers = this.headersFor(host, range);
      const answered = await this.openOnce(url, headers, signal);
      if (!answered.ok) return answered;
      const answer = answered.value;
      if (![301, 302, 303, 307, 308].includes(answer.status)) return ok({ answer, host });
      answer.discard();
      const { location } = answer.headers;
      if (location === undefined || !URL.canParse(location, url)) {
        return err(failure('http.badAnswer', { message: 'a redirect without a target' }));
      }
      const target = new URL(location, url);
      if (target.pathname.startsWith('/login')) return err(failure('access.loginNeeded'));
      // A signature covers every byte of an address, so it is passed on as it was written.
      url = /^https?:\/\/[\x21-\x7e]+$/i.test(location) ? location : target.href;
    }
    return err(failure('network.redirectRefused', { host: new URL(url).host }));
  }

  /** A connection that was idle may be closed while the request is on its way: that is nobody's failure. */
  private async openOnce(
    url: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<StorageAnswer, Failure>> {
    const first = await this.needs.storage.open({ url, headers, signal });
    if (first.ok || first.error.code !== 'network.reset' || signal.aborted) return first;
    return this.needs.storage.open({ url, headers, signal });
  }

  private headersFor(
    host: string,
    range: { readonly from: number; readonly end: number } | null,
  ): Record<string, string> {
    const headers: Record<string, string> = { 'accept-encoding': 'identity', accept: '*/*' };
    if (range === null) return headers;
    headers.range = `bytes=${range.from}-${range.end - 1}`;
    // If-Match rather than If-Range: a changed file answers with a short 412, not with all its bytes.
    const etag = this.file.validators.get(host);
    if (etag !== undefined) headers['if-match'] = etag;
    return headers;
  }

  private async refused(answer: StorageAnswer, link: FileLink): Promise<Result<Opened, Failure>> {
    const bodyText = await readMessage(answer);
    answer.discard();
    const cause = classifyStorageAnswer(
      {
        status: answer.status,
        contentType: answer.headers['content-type'] ?? null,
        retryAfter: answer.headers['retry-after'] ?? null,
        bodyText,
      },
      this.needs.clock.nowMs(),
    );
    const isGone = answer.status === 404 || answer.status === 410;
    const isNew = link.isFresh && !this.file.honoured.has(link.url);
    return err(isGone && isNew ? failure('http.notFound', cause.params) : cause);
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

/** The beginning of an answer's body as text, for a message only: 64 KiB and a few seconds at the most. */
async function readMessage(answer: StorageAnswer): Promise<string> {
  const bytes = new Uint8Array(MESSAGE_BYTES);
  let length = 0;
  for (let turn = 0; turn < MESSAGE_TURNS && length < bytes.length; turn += 1) {
    const filled = await answer.fill(bytes.subarray(length), MESSAGE_LINGER_MS);
    // A message that breaks off is still better than none.
    if (!filled.ok || filled.value === 0) break;
    length += filled.value;
  }
  return new TextDecoder().decode(bytes.subarray(0, length));
}
