import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { net } from 'electron';
import { type PictureId, pictureIdSchema } from '../../shared/ids';
import { PICTURE_WIDTHS, type PictureWidth } from '../core/civitai/picture-url';
import type { AnswerPage } from './begun-window';
import { contentSecurityPolicy, developmentPolicy } from './content-security-policy';
import { PAGE_HOST } from './page-origin';
import { readRange } from './read-range';
import { wantedBody } from './wanted-body';

/** Written in index.html; replaced by the nonce of the document that is being sent. */
const NONCE_MARK = '__CSP_NONCE__';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface SchemeNeeds {
  /** The folder of the built page. */
  readonly bundleFolder: string;
  /** Address of the development server; null in every built program. */
  readonly developmentServer: string | null;
  /** Asked for with each picture: the page begins to load before there are any. */
  readonly pictures: () => ServedPictures;
}

export interface ServedPictures {
  knows(id: PictureId): boolean;
  /** A still that needs no host; null when there is none. */
  kept(id: PictureId, width: PictureWidth): Promise<ServedBytes | null>;
  fetch(id: PictureId, width: PictureWidth, signal: AbortSignal): Promise<ServedBytes | null>;
  /** The moving picture of an id that names a video; null for a picture that does not move. */
  fetchVideo(id: PictureId, signal: AbortSignal): Promise<ServedBytes | null>;
}

interface ServedBytes {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Serves the page and its pictures; everything else under the scheme is not found. */
export function answerPage(needs: SchemeNeeds): AnswerPage {
  return async (request) => {
    const url = new URL(request.url);
    if (url.host !== PAGE_HOST || request.method !== 'GET') return notFound();
    const picture = /^\/pictures\/([^/]+)$/.exec(url.pathname)?.[1];
    if (picture !== undefined) return servePicture(needs, picture, url.searchParams, request);
    if (needs.developmentServer !== null) return serveFromDevelopment(needs.developmentServer, url);
    return serveFile(needs.bundleFolder, url.pathname);
  };
}

/** A picture in a width; without `still`, a video moves. */
async function servePicture(
  needs: SchemeNeeds,
  untrustedId: string,
  untrusted: URLSearchParams,
  { headers, signal }: Request,
): Promise<Response> {
  const pictures = needs.pictures();
  const id = pictureIdSchema.safeParse(untrustedId);
  const width = PICTURE_WIDTHS.find((known) => String(known) === untrusted.get('width'));
  if (!id.success || width === undefined || !pictures.knows(id.data)) return notFound();
  const video = untrusted.get('still') === '1' ? null : await pictures.fetchVideo(id.data, signal);
  if (video !== null) return serveVideo(video, headers.get('range'));
  const kept = await pictures.kept(id.data, width);
  if (kept !== null) return new Response(Buffer.from(kept.bytes), { headers: headersOf(kept.type) });
  const body = wantedBody(async (dropped) => {
    const picture = await pictures.fetch(id.data, width, dropped);
    return picture?.bytes ?? null;
  });
  // Only what begins as a picture comes out of it; of which kind is not known yet, and decoders look themselves.
  return new Response(body, { headers: headersOf('image/jpeg') });
}

/** Players ask for parts, and for the end of a video before its middle. */
function serveVideo({ type, bytes }: ServedBytes, range: string | null): Response {
  const headers: Record<string, string> = { ...headersOf(type), 'accept-ranges': 'bytes' };
  const part = readRange(range, bytes.length);
  if (part === null) return new Response(Buffer.from(bytes), { headers });
  if (part === 'outside')
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } });
  headers['content-range'] = `bytes ${part.start}-${part.end - 1}/${bytes.length}`;
  return new Response(Buffer.from(bytes.subarray(part.start, part.end)), { status: 206, headers });
}

function headersOf(type: string): Record<string, string> {
  return {
    'content-type': type,
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  };
}

async function serveFile(folder: string, pathname: string): Promise<Response> {
  const path = join(folder, pathname === '/' ? 'index.html' : decodeSafely(pathname));
  const inside = relative(folder, path);
  const type = TYPES[extname(path)];
  if (type === undefined || inside.startsWith('..') || isAbsolute(inside)) return notFound();
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return notFound();
  const headers: Record<string, string> = {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };
  if (!type.startsWith('text/html')) return new Response(bytes, { headers });
  const nonce = randomBytes(16).toString('base64');
  headers['content-security-policy'] = contentSecurityPolicy(nonce);
  return new Response(bytes.toString('utf8').replaceAll(NONCE_MARK, nonce), { headers });
}

async function serveFromDevelopment(server: string, url: URL): Promise<Response> {
  const response = await net.fetch(new URL(url.pathname + url.search, server).href);
  const headers = new Headers(response.headers);
  headers.set('content-security-policy', developmentPolicy(server));
  return new Response(response.body, { status: response.status, headers });
}

function decodeSafely(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '/';
  }
}

function notFound(): Response {
  return new Response(null, { status: 404 });
}
