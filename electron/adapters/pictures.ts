import { createHash } from 'node:crypto';
import { type PictureId, pictureIdSchema } from '../../shared/ids';
import { type ApiOrigin, mayFetch } from '../core/civitai/origins';
import { type PictureWidth, sizedPictureUrl, sniffImageType } from '../core/civitai/picture-url';
import type { HttpTransport, PictureBook } from '../core/ports';

const MOST_REMEMBERED = 20_000;
const MOST_CACHED_BYTES = 64 * 1024 * 1024;
const LARGEST_PICTURE_BYTES = 20 * 1024 * 1024;
const MOST_REDIRECTS = 5;
const LONGEST_FETCH_MS = 60_000;

export interface PictureBytes {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * Pictures of the catalogue, fetched by main so that the page needs no address and no network.
 * Only addresses that came out of the service's own answers can be fetched, each by its minted id.
 */
export class Pictures implements PictureBook {
  private readonly urls = new Map<PictureId, string>();
  private readonly cache = new Map<string, PictureBytes>();
  private cachedBytes = 0;

  constructor(
    private readonly api: ApiOrigin,
    private readonly http: HttpTransport,
  ) {}

  idOf(url: string): PictureId {
    const digest = createHash('sha256').update(url).digest('base64url').slice(0, 22);
    const id = pictureIdSchema.parse(digest);
    this.urls.delete(id);
    this.urls.set(id, url);
    const oldest = this.urls.keys().next();
    if (this.urls.size > MOST_REMEMBERED && !oldest.done) this.urls.delete(oldest.value);
    return id;
  }

  /** Null for an unknown id, for anything that is no picture, and when the host does not answer. */
  async fetch(id: PictureId, width: PictureWidth, signal: AbortSignal): Promise<PictureBytes | null> {
    const url = this.urls.get(id);
    if (url === undefined) return null;
    const sized = sizedPictureUrl(url, width);
    const cached = this.cache.get(sized);
    if (cached !== undefined) {
      this.cache.delete(sized);
      this.cache.set(sized, cached);
      return cached;
    }
    const bytes = await this.download(
      sized,
      AbortSignal.any([signal, AbortSignal.timeout(LONGEST_FETCH_MS)]),
    );
    const type = bytes === null ? null : sniffImageType(bytes);
    if (bytes === null || type === null) return null;
    this.remember(sized, { type, bytes });
    return { type, bytes };
  }

  private remember(url: string, picture: PictureBytes): void {
    if (!this.cache.has(url)) this.cachedBytes += picture.bytes.length;
    this.cache.set(url, picture);
    for (const [oldest, { bytes }] of this.cache) {
      if (this.cachedBytes <= MOST_CACHED_BYTES) return;
      this.cache.delete(oldest);
      this.cachedBytes -= bytes.length;
    }
  }

  private async download(firstUrl: string, signal: AbortSignal): Promise<Uint8Array | null> {
    let url = new URL(firstUrl);
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      if (!mayFetch(this.api, url)) return null;
      const answered = await this.http.get({ url: url.href, headers: { accept: 'image/*' }, signal });
      if (!answered.ok) return null;
      const { status, headers, body, discard } = answered.value;
      if (status === 200) return readAll(body).finally(discard);
      discard();
      const location = headers.location;
      if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url.href))
        return null;
      url = new URL(location, url.href);
    }
    return null;
  }
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LARGEST_PICTURE_BYTES) return null;
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}
