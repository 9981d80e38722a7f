import type { Answer, Seen } from './answer';
import { signatureOf, signLink } from './links';
import type { WireAnswer } from './send';
import { composeMessage } from './storage';

export interface ApiWishes {
  /** Where the link of this generation (from 1, by file) leads; an origin such as "http://127.0.0.1:8080". */
  readonly originOf: (generation: number) => string;
  readonly nowMs: () => number;
  readonly lifeMs: number;
  readonly path: string;
  readonly query: string;
  /** Which file the link of a generation leads to, when it is not the one that was asked for. */
  readonly fileIdOf: (asked: number, generation: number) => number;
}

/** The half of Civitai that the engine asks: `/api/download/models/:version?fileId=…`. */
export class DownloadApi {
  private readonly generations = new Map<number, number>();
  private readonly underWay = new Map<number, number>();
  private readonly made: string[] = [];
  /** Most questions for one file that were under way at the same time (invariant I4). */
  mostAtOnce = 0;

  constructor(private readonly wishes: ApiWishes) {}

  /** Everything in the links that must stay secret. */
  get signatures(): readonly string[] {
    return this.made.map(signatureOf);
  }

  /** How many links of a file were handed out. */
  linksOf(fileId: number): number {
    return this.generations.get(fileId) ?? 0;
  }

  /** A link without a question, for a case that begins with one. */
  link(asked: number): string {
    const generation = this.linksOf(asked) + 1;
    this.generations.set(asked, generation);
    const { wishes } = this;
    return this.sign(wishes.originOf(generation), wishes.fileIdOf(asked, generation), generation);
  }

  /** A signed address that no question has led to; its generation is 0. */
  signedAt(origin: string, fileId: number): string {
    return this.sign(origin, fileId, 0);
  }

  private sign(origin: string, fileId: number, generation: number): string {
    const { wishes } = this;
    const url = signLink({
      origin,
      fileId,
      generation,
      signedAtMs: wishes.nowMs(),
      lifeMs: wishes.lifeMs,
      path: wishes.path,
      query: wishes.query,
    });
    this.made.push(url);
    return url;
  }

  begin(seen: Seen): void {
    const now = (this.underWay.get(fileIdIn(seen)) ?? 0) + 1;
    this.underWay.set(fileIdIn(seen), now);
    this.mostAtOnce = Math.max(this.mostAtOnce, now);
  }

  compose(seen: Seen, answer: Answer): WireAnswer {
    const fileId = fileIdIn(seen);
    this.underWay.set(fileId, (this.underWay.get(fileId) ?? 1) - 1);
    if (!seen.target.startsWith('/api/download/models/'))
      return composeMessage(seen, { status: 404, ...answer });
    if (
      answer.body !== undefined ||
      (answer.status !== undefined && (answer.status < 300 || answer.status > 399))
    ) {
      return composeMessage(seen, {
        body: '{}',
        ...answer,
        headers: { 'Content-Type': 'application/json', ...answer.headers },
      });
    }
    const location = this.link(fileId);
    const headers = {
      Location: location,
      Date: new Date(this.wishes.nowMs()).toUTCString(),
      ...answer.headers,
    };
    return composeMessage(seen, { status: 307, body: '', ...answer, headers });
  }
}

function fileIdIn({ target }: Seen): number {
  return Number(new URLSearchParams(target.split('?')[1] ?? '').get('fileId') ?? 0);
}
