import { createHash } from 'node:crypto';
import { type PictureId, pictureIdSchema } from '../../shared/ids';
import { readRetryAfter } from '../core/civitai/answers';
import { type ApiOrigin, mayFetch } from '../core/civitai/origins';
import { PacedLine } from '../core/civitai/paced-line';
import {
  type PictureWidth,
  playableVideoUrl,
  sniffImageType,
  sniffVideoType,
  stillPictureUrls,
} from '../core/civitai/picture-url';
import type { Clock, HttpTransport, PictureBook } from '../core/ports';
import type { PictureFiles } from './picture-files';

const MOST_REMEMBERED = 20_000;
const MOST_CACHED_BYTES = 32 * 1024 * 1024;
const LARGEST_PICTURE_BYTES = 20 * 1024 * 1024;
const LARGEST_VIDEO_BYTES = 60 * 1024 * 1024;
const MOST_REDIRECTS = 5;
const LONGEST_FETCH_MS = 60_000;
/** As many as a browser would have open to one host. */
const MOST_AT_ONCE = 6;

export interface PictureBytes {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface PictureNeeds {
  readonly api: ApiOrigin;
  readonly http: HttpTransport;
  readonly clock: Pick<Clock, 'steadyMs' | 'after'>;
  /** Null where nothing is kept from run to run. */
  readonly files: PictureFiles | null;
}

interface Wanted {
  readonly accept: string;
  readonly mostBytes: number;
  readonly sniff: (bytes: Uint8Array) => string | null;
}

const STILL: Wanted = { accept: 'image/*', mostBytes: LARGEST_PICTURE_BYTES, sniff: sniffImageType };
const VIDEO: Wanted = { accept: 'video/*', mostBytes: LARGEST_VIDEO_BYTES, sniff: sniffVideoType };

/**
 * Pictures of the catalogue, fetched by main so that the page needs no address and no network.
 * Only addresses that came out of the service's own answers can be fetched, each by its minted id.
 */
export class Pictures implements PictureBook {
  private readonly urls = new Map<PictureId, string>();
  private readonly cache = new Map<string, PictureBytes>();
  private readonly line: PacedLine;
  private cachedBytes = 0;

  constructor(private readonly needs: PictureNeeds) {
    this.line = new PacedLine(needs.clock, MOST_AT_ONCE);
  }

  idOf(url: string): PictureId {
    const digest = createHash('sha256').update(url).digest('base64url').slice(0, 22);
    const id = pictureIdSchema.parse(digest);
    this.urls.delete(id);
    this.urls.set(id, url);
    const oldest = this.urls.keys().next();
    if (this.urls.size > MOST_REMEMBERED && !oldest.done) this.urls.delete(oldest.value);
    return id;
  }

  /** Whether the id is one that this run has handed out. */
  knows(id: PictureId): boolean {
    return this.urls.has(id);
  }

  /** A still that needs no host; null when there is none. */
  async kept(id: PictureId, width: PictureWidth): Promise<PictureBytes | null> {
    const url = this.urls.get(id);
    if (url === undefined) return null;
    for (const still of stillPictureUrls(url, width)) {
      const picture = await this.lookHere(still, STILL);
      if (picture !== null) return picture;
    }
    return null;
  }

  /** A still. Null for an unknown id, for anything that is no picture, and when the host does not answer. */
  async fetch(id: PictureId, width: PictureWidth, signal: AbortSignal): Promise<PictureBytes | null> {
    const url = this.urls.get(id);
    if (url === undefined) return null;
    for (const still of stillPictureUrls(url, width)) {
      const picture = await this.look(still, STILL, signal);
      if (picture !== null || signal.aborted) return picture;
    }
    return null;
  }

  /** The moving picture itself; null as with a still, and for an id that names no video. */
  async fetchVideo(id: PictureId, signal: AbortSignal): Promise<PictureBytes | null> {
    const url = this.urls.get(id);
    const video = url === undefined ? null : playableVideoUrl(url);
    return video === null ? null : this.look(video, VIDEO, signal);
  }

  /** Forgets every picture, not what it is called: what is on screen is fetched again when it is asked for. */
  async clear(): Promise<void> {
    this.cache.clear();
    this.cachedBytes = 0;
    await this.needs.files?.clear();
  }

  /** In memory, on disk, at the host. */
  private async look(url: string, wanted: Wanted, signal: AbortSignal): Promise<PictureBytes | null> {
    const here = await this.lookHere(url, wanted);
    if (here !== null) return here;
    const bytes = await this.download(url, wanted, signal);
    const type = bytes === null ? null : wanted.sniff(bytes);
    if (bytes === null || type === null) return null;
    void this.needs.files?.keep(url, bytes);
    return this.remember(url, { type, bytes });
  }

  private async lookHere(url: string, wanted: Wanted): Promise<PictureBytes | null> {
    const cached = this.cache.get(url);
    if (cached !== undefined) {
      this.cache.delete(url);
      this.cache.set(url, cached);
      return cached;
    }
    const kept = (await this.needs.files?.read(url)) ?? null;
    const keptType = kept === null ? null : wanted.sniff(kept);
    if (kept === null || keptType === null) return null;
    return this.remember(url, { type: keptType, bytes: kept });
  }

  private remember(url: string, picture: PictureBytes): PictureBytes {
    if (picture.bytes.length > MOST_CACHED_BYTES / 4) return picture;
    if (!this.cache.has(url)) this.cachedBytes += picture.bytes.length;
    this.cache.set(url, picture);
    for (const [oldest, { bytes }] of this.cache) {
      if (this.cachedBytes <= MOST_CACHED_BYTES) break;
      this.cache.delete(oldest);
      this.cachedBytes -= bytes.length;
    }
    return picture;
  }

  private async download(url: string, wanted: Wanted, asked: AbortSignal): Promise<Uint8Array | null> {
    if ((await this.line.enter('front', asked)) !== null) return null;
    const signal = AbortSignal.any([asked, AbortSignal.timeout(LONGEST_FETCH_MS)]);
    const askedAtMs = this.needs.clock.steadyMs();
    const { bytes, trouble } = await this.follow(new URL(url), wanted, signal).catch(() => NO_ANSWER);
    if (trouble !== null) this.line.leaveInTrouble(askedAtMs, trouble.retryAfterMs);
    else if (bytes === null) this.line.leave();
    else this.line.leaveWell();
    return bytes;
  }

  private async follow(first: URL, wanted: Wanted, signal: AbortSignal): Promise<Fetched> {
    let url = first;
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      if (!mayFetch(this.needs.api, url)) return NO_ANSWER;
      const answered = await this.needs.http.get({
        url: url.href,
        headers: { accept: wanted.accept },
        signal,
      });
      if (!answered.ok) return NO_ANSWER;
      const { status, headers, body, discard } = answered.value;
      if (status === 200) {
        const bytes = await readAll(body, wanted.mostBytes).finally(discard);
        return { bytes, trouble: null };
      }
      discard();
      // Any other 5xx is most often about this one picture.
      if (status === 429 || status === 503) {
        const retryAfterMs = readRetryAfter(headers['retry-after'] ?? null, Date.now());
        return { bytes: null, trouble: { retryAfterMs } };
      }
      const location = headers.location;
      if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url.href))
        return NO_ANSWER;
      url = new URL(location, url.href);
    }
    return NO_ANSWER;
  }
}

interface Fetched {
  readonly bytes: Uint8Array | null;
  /** The host wants to be asked more slowly. */
  readonly trouble: { readonly retryAfterMs: number | null } | null;
}

const NO_ANSWER: Fetched = { bytes: null, trouble: null };

async function readAll(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostBytes) return null;
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}
