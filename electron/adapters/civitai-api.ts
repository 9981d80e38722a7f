import type { Got } from 'got';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { classifyApiAnswer, classifyNetworkError } from '../core/civitai/answers';
import { type ApiOrigin, mayCarryToken } from '../core/civitai/origins';
import type { CivitaiApi } from '../core/ports';

/** Good manners towards the service (API note 0.5). */
const MOST_AT_ONCE = 3;
/** A longer wish to wait is told to the user instead of waiting in silence. */
const LONGEST_WAIT_MS = 10_000;

/** A page of a hundred models is about 2 MB. */
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

export interface CivitaiApiNeeds {
  readonly api: ApiOrigin;
  readonly client: Got;
  readonly token: () => string | null;
}

/** The JSON half of the service. Answers are `unknown` until a schema has read them. */
export class GotCivitaiApi implements CivitaiApi {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly needs: CivitaiApiNeeds) {}

  getJson(path: string, params: readonly (readonly [string, string])[]): Promise<Result<unknown, Failure>> {
    return this.ask(path, params, this.needs.token());
  }

  getJsonWithToken(path: string, token: string): Promise<Result<unknown, Failure>> {
    return this.ask(path, [], token);
  }

  private async ask(
    path: string,
    params: readonly (readonly [string, string])[],
    token: string | null,
  ): Promise<Result<unknown, Failure>> {
    await this.enter();
    try {
      return await this.fetch(path, params, token);
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.running < MOST_AT_ONCE) this.running += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place to whoever has waited longest, so that nobody slips in between. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }

  private async fetch(
    path: string,
    params: readonly (readonly [string, string])[],
    token: string | null,
  ): Promise<Result<unknown, Failure>> {
    const url = new URL(path, this.needs.api.origin);
    for (const [name, value] of params) url.searchParams.append(name, value);
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token !== null && mayCarryToken(this.needs.api, url)) headers.authorization = `Bearer ${token}`;
    try {
      const asked = this.needs.client.get(url, {
        headers,
        responseType: 'text',
        timeout: {
          lookup: 15_000,
          connect: 15_000,
          secureConnect: 15_000,
          response: 30_000,
          request: 60_000,
        },
        retry: {
          limit: 2,
          methods: ['GET'],
          statusCodes: [408, 500, 502, 503, 504, 520, 521, 522, 523, 524],
          maxRetryAfter: LONGEST_WAIT_MS,
          calculateDelay: ({ computedValue }) => Math.min(computedValue, LONGEST_WAIT_MS),
        },
      });
      // Counted after decompression: a small answer can unfold into a very large one.
      asked.on('downloadProgress', ({ transferred }) => {
        if (transferred > LARGEST_ANSWER_BYTES) asked.cancel('The answer is too large.');
      });
      const response = await asked;
      const contentType = response.headers['content-type'] ?? null;
      const json =
        response.statusCode === 200 && contentType?.includes('json') ? parseJson(response.body) : null;
      if (json !== null) return ok(json.value);
      return err(
        classifyApiAnswer(
          {
            status: response.statusCode,
            contentType,
            retryAfter: response.headers['retry-after'] ?? null,
            bodyText: response.body.slice(0, 65_536),
          },
          Date.now(),
        ),
      );
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : null;
      if (code === 'ERR_CANCELED')
        return err(failure('http.badAnswer', { message: 'the answer is too large' }));
      return err(code === null ? failure('network.reset') : classifyNetworkError(code, url.host));
    }
  }
}

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
