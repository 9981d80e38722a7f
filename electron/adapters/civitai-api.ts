import type { Got } from 'got';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { classifyApiAnswer } from '../core/civitai/answers';
import { type ApiOrigin, mayCarryToken } from '../core/civitai/origins';
import type { CivitaiHost, HostQuestion } from '../core/civitai/ports';
import { networkFailure } from './http-transport';

/** A page of a hundred models is about 2 MB. */
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

const TIMEOUTS_MS = {
  lookup: 15_000,
  connect: 15_000,
  secureConnect: 15_000,
  response: 30_000,
  request: 60_000,
};

export interface CivitaiHostNeeds {
  readonly api: ApiOrigin;
  readonly client: Got;
}

/** The JSON half of the service. Answers are `unknown` until a schema has read them. */
export class GotCivitaiHost implements CivitaiHost {
  constructor(private readonly needs: CivitaiHostNeeds) {}

  async send({ path, params, body, token }: HostQuestion): Promise<Result<unknown, Failure>> {
    const url = new URL(path, this.needs.api.origin);
    for (const [name, value] of params) url.searchParams.append(name, value);
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token !== null && mayCarryToken(this.needs.api, url)) headers.authorization = `Bearer ${token}`;
    try {
      const asked = this.needs.client(url, {
        headers,
        responseType: 'text',
        timeout: TIMEOUTS_MS,
        retry: { limit: 0 },
        ...(body === null ? { method: 'GET' as const } : { method: 'POST' as const, json: body }),
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
      return err(code === null ? failure('network.reset') : networkFailure(error, url.host));
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
