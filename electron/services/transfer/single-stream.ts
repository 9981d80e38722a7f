import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { classifyStorageAnswer } from '../../core/civitai/answers';
import { type ApiOrigin, mayFetch } from '../../core/civitai/origins';
import type {
  Clock,
  FileHashing,
  FileLinks,
  HttpAnswer,
  HttpTransport,
  PartFile,
  PartFiles,
  ReceivedFile,
  TransferJob,
  TransferObserver,
  Transfers,
  Validator,
} from '../../core/ports';
import { type Accepted, acceptStorageHead } from '../../core/segments/accept';
import { judgeBeginning, SNIFF_BYTES } from '../../core/segments/sniff';
import { readSomeText } from '../read-some-text';
import { BodyWriter } from './body-writer';
import { FrontierHash } from './frontier-hash';

/** Storage may move a request on; more hops than this are a loop. */
const MOST_REDIRECTS = 10;
/** Compared with the disk when no validator vouches for the file. */
const OVERLAP_BYTES = 64 * 1024;

export interface SingleStreamNeeds {
  readonly api: ApiOrigin;
  readonly links: FileLinks;
  readonly http: HttpTransport;
  readonly parts: PartFiles;
  readonly hashing: FileHashing;
  readonly clock: Clock;
}

/**
 * Fetches a file over one connection and continues where the disk says it stopped.
 *
 * One run is one attempt: it ends with the whole file, received and hashed, or with a failure that
 * leaves every durable byte where it is.
 */
export class SingleStreamTransfers implements Transfers {
  constructor(private readonly needs: SingleStreamNeeds) {}

  async run(
    job: TransferJob,
    observer: TransferObserver,
    signal: AbortSignal,
  ): Promise<Result<ReceivedFile, Failure>> {
    const opened = await this.needs.parts.open(job.partPath, job.durableBytes);
    if (!opened.ok) return opened;
    const part = opened.value;
    const hash = new FrontierHash(part, await this.needs.hashing.begin(job.proof));
    try {
      hash.advance(job.durableBytes);
      const totalBytes = await this.receive(job, part, hash, observer, signal);
      if (!totalBytes.ok) return totalBytes;
      const hashes = await hash.digest();
      return hashes.ok ? ok({ totalBytes: totalBytes.value, hashes: hashes.value }) : hashes;
    } finally {
      await hash.stop(true);
      await part.close();
    }
  }

  private async receive(
    job: TransferJob,
    part: PartFile,
    hash: FrontierHash,
    observer: TransferObserver,
    signal: AbortSignal,
  ): Promise<Result<number, Failure>> {
    // Everything is here already: asking again could only do harm.
    if (job.totalBytes !== null && job.durableBytes === job.totalBytes) {
      observer.onAccepted(job.totalBytes);
      return ok(job.totalBytes);
    }
    const opened = await this.openBody(job, signal);
    if (!opened.ok) return opened;
    const { answer, host, head } = opened.value;
    try {
      const validator = head.etag === null ? null : { host, etag: head.etag };
      const writer = new BodyWriter({ part, hash, observer, clock: this.needs.clock, validator, job, head });
      observer.onAccepted(head.totalBytes);
      return await writer.takeAll(this.checked(answer, job, head), signal);
    } finally {
      answer.discard();
    }
  }

  /**
   * Asks for the body. A remembered link that the storage no longer honours is renewed once; a
   * validator that no longer holds is replaced once by a look at the last bytes on disk.
   */
  private async openBody(
    job: TransferJob,
    signal: AbortSignal,
  ): Promise<Result<{ answer: HttpAnswer; host: string; head: Accepted }, Failure>> {
    let question: Question = { offset: job.durableBytes, validator: job.validator };
    for (;;) {
      const link = await this.needs.links.resolve(job, signal);
      if (!link.ok) return link;
      const answered = await this.ask(link.value.url, question, signal);
      if (!answered.ok) return answered;
      const { answer, host } = answered.value;
      const accepted = await this.accept(answer, job);
      if (accepted.ok) return ok({ answer, host, head: accepted.value });
      answer.discard();
      if (answer.status === 412 && question.validator !== null) {
        question = { offset: Math.max(0, job.durableBytes - OVERLAP_BYTES), validator: null };
        continue;
      }
      if (accepted.error.code !== 'http.linkExpired') return accepted;
      this.needs.links.forget(job);
      if (link.value.isFresh) return accepted;
    }
  }

  private async accept(answer: HttpAnswer, job: TransferJob): Promise<Result<Accepted, Failure>> {
    if (answer.status === 200 || answer.status === 206) {
      return acceptStorageHead(answer, { offset: job.durableBytes, totalBytes: job.totalBytes });
    }
    const bodyText = await readSomeText(answer.body);
    const cause = classifyStorageAnswer(
      {
        status: answer.status,
        contentType: answer.headers['content-type'] ?? null,
        retryAfter: answer.headers['retry-after'] ?? null,
        bodyText,
      },
      this.needs.clock.nowMs(),
    );
    return err(cause);
  }

  /** Follows redirects by hand, so that each hop is judged and none carries the account's token. */
  private async ask(
    firstUrl: string,
    question: Question,
    signal: AbortSignal,
  ): Promise<Result<{ answer: HttpAnswer; host: string }, Failure>> {
    let url = new URL(firstUrl);
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      if (!mayFetch(this.needs.api, url)) return err(failure('network.redirectRefused', { host: url.host }));
      const answered = await this.needs.http.get({
        url: url.href,
        headers: headersFor(url, question),
        signal,
      });
      if (!answered.ok) return answered;
      const answer = answered.value;
      const location = answer.headers.location;
      const isRedirect = [301, 302, 303, 307, 308].includes(answer.status);
      if (!isRedirect) return ok({ answer, host: url.host });
      answer.discard();
      if (location === undefined || !URL.canParse(location, url.href)) {
        return err(failure('http.badAnswer', { message: 'a redirect without a target' }));
      }
      url = new URL(location, url.href);
    }
    return err(failure('network.redirectRefused', { host: url.host }));
  }

  /** Passes the body on, after a look at its first bytes when it begins at the beginning. */
  private async *checked(
    answer: HttpAnswer,
    job: TransferJob,
    head: Accepted,
  ): AsyncGenerator<Result<Uint8Array, Failure>> {
    let beginning: Uint8Array | null = head.bodyOffset === 0 ? new Uint8Array(0) : null;
    const judge = (bytes: Uint8Array) =>
      judgeBeginning({
        bytes: bytes.subarray(0, SNIFF_BYTES),
        contentType: answer.headers['content-type'] ?? null,
        totalBytes: head.totalBytes,
        fileName: job.fileName,
      });
    for await (const chunk of answer.body) {
      if (beginning === null) {
        yield ok(chunk);
        continue;
      }
      beginning = concat(beginning, chunk);
      if (beginning.length < SNIFF_BYTES) continue;
      const wrong = judge(beginning);
      if (wrong !== null) {
        yield err(wrong);
        return;
      }
      yield ok(beginning);
      beginning = null;
    }
    if (beginning !== null && beginning.length > 0) {
      const wrong = judge(beginning);
      yield wrong === null ? ok(beginning) : err(wrong);
    }
  }
}

/** What is asked of the storage: everything from `offset` on, if the file is still the same. */
interface Question {
  readonly offset: number;
  readonly validator: Validator | null;
}

function headersFor(url: URL, question: Question): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity', accept: '*/*' };
  if (question.offset === 0) return headers;
  headers.range = `bytes=${question.offset}-`;
  // If-Match rather than If-Range: a changed file answers with a short 412, not with all its bytes.
  if (question.validator?.host === url.host) headers['if-match'] = question.validator.etag;
  return headers;
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
