import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { classifyStorageAnswer } from '../../core/civitai/answers';
import type { ApiOrigin } from '../../core/civitai/origins';
import type {
  Clock,
  FileHashing,
  FileLinks,
  HttpAnswer,
  HttpTransport,
  PartFile,
  PartFiles,
  ReceivedFile,
  TransferObserver,
  Transfers,
  WantedFile,
} from '../../core/ports';
import { type Accepted, acceptStorageHead, parseUnsatisfiedRange } from '../../core/segments/accept';
import { readSomeText } from '../read-some-text';
import { askStorage, type Question } from './ask-storage';
import { BodyWriter } from './body-writer';
import { checkBeginning } from './check-beginning';
import { FrontierHash } from './frontier-hash';

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

interface OpenedBody {
  readonly answer: HttpAnswer;
  readonly host: string;
  readonly head: Accepted;
}

/** `whole`: the storage says that everything is on disk already. */
type Opened =
  | { readonly kind: 'body'; readonly body: OpenedBody }
  | { readonly kind: 'whole'; readonly totalBytes: number };

/**
 * Fetches a file over one connection and continues where the disk says it stopped.
 *
 * One run is one attempt: it ends with the whole file, received and hashed, or with a failure that
 * leaves every durable byte where it is.
 */
export class SingleStreamTransfers implements Transfers {
  constructor(private readonly needs: SingleStreamNeeds) {}

  async run(
    wanted: WantedFile,
    observer: TransferObserver,
    signal: AbortSignal,
  ): Promise<Result<ReceivedFile, Failure>> {
    const opened = await this.needs.parts.open(wanted.partPath, wanted.durableBytes);
    if (!opened.ok) return opened;
    const part = opened.value;
    try {
      return await this.receiveAndHash(wanted, part, observer, signal);
    } finally {
      await part.close();
    }
  }

  private async receiveAndHash(
    wanted: WantedFile,
    part: PartFile,
    observer: TransferObserver,
    signal: AbortSignal,
  ): Promise<Result<ReceivedFile, Failure>> {
    const hash = new FrontierHash(part, await this.needs.hashing.begin(wanted.proof));
    // A pause must not wait until gigabytes that are on disk already have been hashed.
    const abandon = () => void hash.stop(true);
    signal.addEventListener('abort', abandon, { once: true });
    try {
      hash.advance(wanted.durableBytes);
      const totalBytes = await this.receive(wanted, part, hash, observer, signal);
      if (!totalBytes.ok) return totalBytes;
      observer.onComplete(totalBytes.value);
      const hashes = await hash.digest();
      if (signal.aborted) return err(failure('input.cancelled'));
      return hashes.ok ? ok({ totalBytes: totalBytes.value, hashes: hashes.value }) : hashes;
    } finally {
      signal.removeEventListener('abort', abandon);
      await hash.stop(true);
    }
  }

  private async receive(
    wanted: WantedFile,
    part: PartFile,
    hash: FrontierHash,
    observer: TransferObserver,
    signal: AbortSignal,
  ): Promise<Result<number, Failure>> {
    // Everything is here already: asking again could only do harm.
    const isWhole = wanted.totalBytes !== null && wanted.durableBytes === wanted.totalBytes;
    const opened = isWhole
      ? ok({ kind: 'whole' as const, totalBytes: wanted.durableBytes })
      : await this.open(wanted, signal);
    if (!opened.ok) return opened;
    if (opened.value.kind === 'whole') {
      const { totalBytes } = opened.value;
      const agreed = await observer.onAccepted(totalBytes);
      return agreed.ok ? ok(totalBytes) : agreed;
    }
    const { answer, host, head } = opened.value.body;
    try {
      const agreed = await observer.onAccepted(head.totalBytes);
      if (!agreed.ok) return agreed;
      const validator = head.etag === null ? null : { host, etag: head.etag };
      const writer = new BodyWriter({
        part,
        hash,
        observer,
        clock: this.needs.clock,
        validator,
        wanted,
        head,
      });
      return await writer.takeAll(checkBeginning(answer, head, wanted.fileName), signal);
    } finally {
      answer.discard();
    }
  }

  /**
   * Asks for the body. A remembered link that the storage no longer honours is renewed once; where no
   * validator vouches for the file, the last bytes on disk are asked for again and compared.
   */
  private async open(wanted: WantedFile, signal: AbortSignal): Promise<Result<Opened, Failure>> {
    let isDoubted = false;
    for (;;) {
      const link = await this.needs.links.resolve(wanted, signal);
      if (!link.ok) return link;
      const question = questionFor(wanted, new URL(link.value.url).host, isDoubted);
      const answered = await askStorage(this.needs, link.value.url, question, signal);
      if (!answered.ok) return answered;
      const { answer, host } = answered.value;
      const accepted = await this.accept(answer, wanted);
      const isOther = accepted.ok && isOtherTag(question, accepted.value);
      if (accepted.ok && !isOther) return ok({ kind: 'body', body: { answer, host, head: accepted.value } });
      answer.discard();
      if (answer.status === 416) return judgeUnsatisfied(answer, wanted);
      if ((isOther || answer.status === 412) && !isDoubted) {
        isDoubted = true;
        continue;
      }
      if (accepted.ok) return err(failure('http.remoteChanged'));
      if (accepted.error.code !== 'http.linkExpired') return accepted;
      this.needs.links.forget(wanted);
      if (link.value.isFresh) return err(refusalOfFreshLink(answer.status, accepted.error));
    }
  }

  private async accept(answer: HttpAnswer, wanted: WantedFile): Promise<Result<Accepted, Failure>> {
    if (answer.status === 200 || answer.status === 206) {
      return acceptStorageHead(answer, { offset: wanted.durableBytes, totalBytes: wanted.totalBytes });
    }
    const cause = classifyStorageAnswer(
      {
        status: answer.status,
        contentType: answer.headers['content-type'] ?? null,
        retryAfter: answer.headers['retry-after'] ?? null,
        bodyText: await readSomeText(answer, this.needs.clock),
      },
      this.needs.clock.nowMs(),
    );
    return err(cause);
  }
}

function questionFor(wanted: WantedFile, host: string, isDoubted: boolean): Question {
  const vouches = !isDoubted && wanted.validator?.host === host;
  return {
    offset: vouches ? wanted.durableBytes : Math.max(0, wanted.durableBytes - OVERLAP_BYTES),
    validator: vouches ? wanted.validator : null,
  };
}

/** A storage that ignores If-Match still tells by its entity tag that the file is another one. */
function isOtherTag(question: Question, head: Accepted): boolean {
  return question.validator !== null && head.etag !== null && head.etag !== question.validator.etag;
}

/** There is nothing behind the bytes that are here: either they are all, or the file has changed. */
function judgeUnsatisfied(answer: HttpAnswer, wanted: WantedFile): Result<Opened, Failure> {
  const totalBytes = parseUnsatisfiedRange(answer.headers['content-range']);
  if (totalBytes === null) return err(failure('http.badAnswer', { status: 416 }));
  if (totalBytes === wanted.durableBytes) return ok({ kind: 'whole', totalBytes });
  return err(failure('http.remoteChanged', { expected: wanted.totalBytes ?? 0, actual: totalBytes }));
}

/** A link that was made a moment ago cannot have expired. */
function refusalOfFreshLink(status: number, cause: Failure): Failure {
  return status === 404 || status === 410 ? failure('http.notFound', cause.params) : cause;
}
