import { gzipSync } from 'node:zlib';
import type { FileBytes } from '../file-bytes';
import type { Answer, ByteRange, Seen } from './answer';
import { type LinkFacts, readLink } from './links';
import type { BodySource, WireAnswer } from './send';

/** What a storage keeps under the name of one file. */
export interface Content {
  readonly bytes: FileBytes;
  /** As it stands in the header, quotes and all; null for a storage that sends none. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly contentType: string;
}

export interface StorageFacts {
  readonly contents: ReadonlyMap<number, Content>;
  /** The storage's own clock, in milliseconds since 1970. */
  readonly nowMs: () => number;
}

type Headers = Record<string, string | readonly string[] | null>;

interface Draft {
  readonly status: number;
  readonly headers: Headers;
  readonly body: BodySource;
}

const NOTHING: BodySource = { kind: 'bytes', bytes: Buffer.alloc(0) };

/** What an honest storage answers, bent as the case says. */
export function composeStorage(facts: StorageFacts, seen: Seen, answer: Answer): WireAnswer {
  const link = readLink(seen.target, facts.nowMs());
  const content = link === null ? undefined : facts.contents.get(link.fileId);
  return toWire(
    answer,
    answer.body === undefined ? draftFile(link, content, seen, answer) : draftBody(answer),
  );
}

/** The same for an origin without files. */
export function composeMessage(_seen: Seen, answer: Answer): WireAnswer {
  return toWire(answer, draftBody(answer));
}

function draftBody(answer: Answer): Draft {
  const bytes = Buffer.from(answer.body ?? '');
  return {
    status: answer.status ?? 200,
    headers: { 'Content-Type': 'application/octet-stream', ...lengthOf(answer, bytes.length) },
    body: { kind: 'bytes', bytes },
  };
}

function draftFile(link: LinkFacts | null, content: Content | undefined, seen: Seen, answer: Answer): Draft {
  if (link === null || link.isExpired) {
    const why = link === null ? 'SignatureDoesNotMatch' : 'AccessDenied';
    return message(
      answer.status ?? 403,
      `<Error><Code>${why}</Code><Message>Request has expired</Message></Error>`,
      answer,
    );
  }
  if (content === undefined) return message(404, '<Error><Code>NoSuchKey</Code></Error>', answer);
  const { size } = content.bytes;
  const tags = validators(content);
  const wanted = seen.headers['if-match'];
  if (answer.status === undefined && wanted !== undefined && wanted !== content.etag) {
    return { status: 412, headers: { ...tags, 'Content-Length': '0' }, body: NOTHING };
  }
  const asked = seen.range;
  if (answer.status === undefined && asked !== null && asked.start >= size) {
    return {
      status: 416,
      headers: { ...tags, 'Content-Range': `bytes */${size}`, 'Content-Length': '0' },
      body: NOTHING,
    };
  }
  const isPart = answer.status === undefined ? asked !== null : answer.status === 206;
  const whole = { start: 0, end: size - 1 };
  const honest =
    asked === null ? whole : { start: asked.start, end: Math.min(size - 1, asked.end ?? size - 1) };
  const slice = answer.slice ?? (isPart ? honest : whole);
  const headers: Headers = {
    ...tags,
    'Content-Type': content.contentType,
    'Accept-Ranges': 'bytes',
    ...(isPart ? { 'Content-Range': `bytes ${slice.start}-${slice.end}/${size}` } : {}),
    ...lengthOf(answer, slice.end - slice.start + 1),
  };
  return { status: answer.status ?? (isPart ? 206 : 200), headers, body: sourceOf(content, slice, answer) };
}

function message(status: number, text: string, answer: Answer): Draft {
  const bytes = Buffer.from(text);
  return {
    status,
    headers: { 'Content-Type': 'application/xml', ...lengthOf(answer, bytes.length) },
    body: { kind: 'bytes', bytes },
  };
}

function validators({ etag, lastModified }: Content): Headers {
  return {
    ...(etag === null ? {} : { ETag: etag }),
    ...(lastModified === null ? {} : { 'Last-Modified': lastModified }),
  };
}

function lengthOf({ framing, contentLength }: Answer, length: number): Headers {
  if (contentLength === null) return {};
  if (contentLength !== undefined) return { 'Content-Length': String(contentLength) };
  return framing === undefined || framing === 'length' ? { 'Content-Length': String(length) } : {};
}

function sourceOf(content: Content, slice: ByteRange, answer: Answer): BodySource {
  const file = answer.bytesOf ?? content.bytes;
  const length = slice.end - slice.start + 1;
  const start = answer.bytesFrom ?? slice.start;
  if (answer.multipart === true) {
    const head = `\r\n--part\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes ${slice.start}-${slice.end}/${content.bytes.size}\r\n\r\n`;
    const bytes = Buffer.concat([
      Buffer.from(head),
      file.slice(start, start + length),
      Buffer.from('\r\n--part--\r\n'),
    ]);
    return { kind: 'bytes', bytes };
  }
  if (answer.gzip === true) return { kind: 'bytes', bytes: gzipSync(file.slice(start, start + length)) };
  return { kind: 'file', file, start, length };
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  206: 'Partial Content',
  307: 'Temporary Redirect',
};

function toWire(answer: Answer, draft: Draft): WireAnswer {
  const isChunked = answer.framing === 'chunked';
  const headers: Headers = { ...draft.headers };
  if (answer.gzip === true || answer.multipart === true) {
    const { bytes } = draft.body as { readonly bytes: Uint8Array };
    if (headers['Content-Length'] !== undefined) headers['Content-Length'] = String(bytes.length);
    if (answer.gzip === true) headers['Content-Encoding'] = 'gzip';
    if (answer.multipart === true) {
      headers['Content-Type'] = 'multipart/byteranges; boundary=part';
      headers['Content-Range'] = null;
    }
  }
  if (isChunked) headers['Transfer-Encoding'] = 'chunked';
  if (answer.framing === 'close') headers.Connection = 'close';
  if (answer.contentRange !== undefined) headers['Content-Range'] = answer.contentRange;
  Object.assign(headers, answer.headers);
  const hasNoBody = draft.status === 204 || draft.status === 304;
  const interim = (answer.interim ?? []).map(
    (status) => `HTTP/1.1 ${status} Wait\r\nLink: </style.css>\r\n\r\n`,
  );
  const first = `HTTP/${answer.version ?? '1.1'} ${draft.status} ${answer.reason ?? REASONS[draft.status] ?? 'Status'}`;
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((one) => `${name}: ${one}`),
  );
  return {
    head: `${interim.join('')}${[first, ...lines].join('\r\n')}\r\n\r\n`,
    body: hasNoBody ? NOTHING : draft.body,
    isChunked: isChunked && !hasNoBody,
    mustClose:
      answer.framing === 'close' || (answer.version === '1.0' && headers.Connection !== 'keep-alive'),
    answer,
  };
}
