import type { RequestOptions } from 'node:http';
import { type CancellationToken, type DownloadOptions, HttpError, HttpExecutor } from 'builder-util-runtime';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { mayFollow } from '../../core/app-updates/feed-address';
import type { HttpAnswer, HttpTransport } from '../../core/ports';
import { BodyError } from '../http-transport';

const MOST_REDIRECTS = 5;
/** A list of versions is some hundred bytes, with long notes some ten thousand. */
const MOST_LIST_BYTES = 2 * 2 ** 20;

/** An expected failure on its way through electron-updater, which only knows errors. */
export class FeedError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Asks the release feed by Civet's own client: its proxy, its time limits, and no word about the user. */
export class FeedRequests {
  constructor(private readonly http: HttpTransport) {}

  /**
   * Follows redirects, as release hosts store their files elsewhere; never from the net into this machine.
   *
   * @param from the first byte that is wanted
   * @returns an answer of 200, 206 or 416
   */
  async get(url: string, from: number, signal: AbortSignal): Promise<Result<HttpAnswer, Failure>> {
    let address = url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const headers = { accept: '*/*', ...(from > 0 ? { range: `bytes=${from}-` } : {}) };
      const asked = await this.http.get({ url: address, headers, signal });
      if (!asked.ok) return asked;
      const answer = asked.value;
      if ([200, 206, 416].includes(answer.status)) return ok(answer);
      answer.discard();
      const location = answer.headers.location;
      if (answer.status < 300 || answer.status >= 400 || location === undefined)
        return err(refusalOf(answer));
      const next = URL.canParse(location, address) ? new URL(location, address).href : '';
      if (!mayFollow(address, next))
        return err(failure('network.redirectRefused', { host: new URL(address).host }));
      address = next;
    }
    return err(failure('network.redirectRefused', { host: new URL(url).host }));
  }

  /** A short text, such as a list of versions. */
  async text(url: string, signal: AbortSignal): Promise<Result<string, Failure>> {
    const asked = await this.get(url, 0, signal);
    if (!asked.ok) return asked;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    try {
      for await (const chunk of asked.value.body) {
        bytes += chunk.length;
        if (bytes > MOST_LIST_BYTES) return err(failure('appUpdate.feedUnreadable'));
        chunks.push(chunk);
      }
    } catch (error) {
      if (error instanceof BodyError) return err(error.failure);
      throw error;
    } finally {
      asked.value.discard();
    }
    return ok(Buffer.concat(chunks).toString('utf8'));
  }
}

/** What an answer that is no file means. */
function refusalOf({ status }: HttpAnswer): Failure {
  if (status === 403 || status === 404 || status === 410) return failure('appUpdate.feedMissing');
  if (status === 429 || status >= 500) return failure('appUpdate.feedBusy');
  return failure('appUpdate.feedUnreadable');
}

/** Whom electron-updater asks instead of Chromium: the same questions, by Civet's own client. */
export class FeedExecutor extends HttpExecutor<never> {
  constructor(
    private readonly requests: FeedRequests,
    private readonly fetchInto: (url: string, destination: string, sha512: string) => Promise<string>,
  ) {
    super();
  }

  /** What electron-updater would send along, such as a number of this copy, is left out. */
  override async request(options: RequestOptions, token?: CancellationToken): Promise<string | null> {
    const { protocol = 'https:', hostname, port, path = '/' } = options;
    const url = `${protocol}//${hostname}${port === undefined || port === null ? '' : `:${port}`}${path}`;
    const controller = new AbortController();
    token?.once('cancel', () => controller.abort());
    const answer = await this.requests.text(url, controller.signal);
    if (answer.ok) return answer.value;
    if (answer.error.code === 'appUpdate.feedMissing') throw new HttpError(404);
    throw new FeedError(answer.error);
  }

  async download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    if (typeof options.sha512 !== 'string') throw new FeedError(failure('appUpdate.feedUnreadable'));
    return await this.fetchInto(url.href, destination, options.sha512);
  }

  override downloadToBuffer(): Promise<Buffer> {
    throw new Error('Only differences are fetched in pieces, and they are switched off.');
  }

  override createRequest(): never {
    throw new Error('Civet asks by its own client.');
  }
}
