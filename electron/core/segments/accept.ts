import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';

/** The part of an answer that decides whether a single byte of it may be written. */
export interface StorageHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface Asked {
  /** First byte wanted; bytes before it are on disk or being fetched by somebody else. */
  readonly start: number;
  /** Behind the last byte wanted; null when the whole file was asked for, without a range. */
  readonly end: number | null;
  /** Exact length of the whole file, once an answer has told it. */
  readonly totalBytes: number | null;
}

export interface Accepted {
  /**
   * - `range`: the bytes that were asked for, perhaps with some before them or fewer at the end.
   * - `whole`: the whole file from its first byte, whatever was asked for.
   */
  readonly kind: 'range' | 'whole';
  /** Where in the file the body begins; what lies below `asked.start` is compared, not written. */
  readonly bodyOffset: number;
  /** Exact length of the whole file; null when the server does not say. */
  readonly totalBytes: number | null;
  /** Behind the last byte of the body; null when the server does not say. */
  readonly bodyEnd: number | null;
  /** A strong entity tag, to be sent as If-Match to the same host; null when there is none. */
  readonly etag: string | null;
}

interface ContentRange {
  readonly start: number;
  readonly end: number;
  readonly total: number | null;
}

/** RFC 9110 §14.4, strictly: unit "bytes", whole numbers that a double holds exactly. */
export function parseContentRange(value: string | undefined): ContentRange | null {
  const match = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16}|\*)$/.exec(value?.trim() ?? '');
  if (match === null) return null;
  const [start, end] = [Number(match[1]), Number(match[2])];
  const total = match[3] === '*' ? null : Number(match[3]);
  const isSafe = [start, end, total ?? 0].every(Number.isSafeInteger);
  if (!isSafe || start > end || (total !== null && end >= total)) return null;
  return { start, end, total };
}

/** The length in the Content-Range of a 416 (RFC 9110 §15.5.17); null when it tells none. */
export function parseUnsatisfiedRange(value: string | undefined): number | null {
  const match = /^bytes \*\/(\d{1,15})$/.exec(value?.trim() ?? '');
  return match === null ? null : Number(match[1]);
}

/** Weak tags do not qualify: two different bodies may share one (RFC 9110 §8.8.1). */
export function strongEtag(value: string | undefined): string | null {
  const tag = value?.trim() ?? '';
  return /^"[^"]*"$/.test(tag) ? tag : null;
}

function contentLength(head: StorageHead): number | null {
  const value = head.headers['content-length'];
  return value !== undefined && /^\d{1,16}$/.test(value.trim()) ? Number(value) : null;
}

/**
 * `aws-chunked` is a mark of how the file was stored (transfer notes, case 45). A length gives it away when
 * it is true; without one it is believed.
 */
function isEncoded(head: StorageHead): boolean {
  const encoding = head.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === 'aws-chunked') return contentLength(head) === null;
  return encoding !== '' && encoding !== 'identity';
}

function bad(message: string): { readonly ok: false; readonly error: Failure } {
  return err(failure('http.badAnswer', { message }));
}

/** It knows ranges, and gave another one: not a storage that has none. */
function elsewhere(
  message: string,
  { start }: ContentRange,
): { readonly ok: false; readonly error: Failure } {
  return err(failure('http.badAnswer', { message, offset: start }));
}

/** A server that repeats the length in a comma list means it once (RFC 9110 §8.6); two lengths mean nothing. */
function isAmbiguous(head: StorageHead): boolean {
  const values = head.headers['content-length']?.split(',').map((value) => value.trim()) ?? [];
  return new Set(values).size > 1;
}

/**
 * The acceptance test for a 200 or 206 of the storage (transfer notes 1.2): nothing is written at an offset
 * until the answer has proven that offset.
 *
 * @returns `http.remoteChanged` when the file is not the one that was begun, `http.badAnswer` for anything
 *   that does not prove which bytes it carries
 */
export function acceptStorageHead(head: StorageHead, asked: Asked): Result<Accepted, Failure> {
  if (isEncoded(head)) return bad('the storage sent the file encoded');
  if (isAmbiguous(head)) return bad('the storage contradicts itself about the length');
  if (head.headers['content-type']?.toLowerCase().startsWith('multipart/')) {
    return bad('the storage sent several ranges');
  }
  if (head.status === 206) return acceptRange(head, asked);
  if (head.status !== 200) return bad(`unexpected status ${head.status}`);
  const range = parseContentRange(head.headers['content-range']);
  return range === null ? acceptWhole(head, asked) : acceptSlice(head, asked, range);
}

/** Some storages call a slice 200; they are believed when everything else about it is right. */
function acceptSlice(head: StorageHead, asked: Asked, range: ContentRange): Result<Accepted, Failure> {
  const slice = acceptRange(head, asked);
  const isExact = slice.ok && slice.value.bodyOffset === asked.start && contentLength(head) !== null;
  if (isExact) return slice;
  if (range.start === 0 && range.end + 1 === range.total) return acceptWhole(head, asked);
  return slice.ok ? bad('the storage sent a part and called it the whole') : slice;
}

function acceptWhole(head: StorageHead, asked: Asked): Result<Accepted, Failure> {
  const length = contentLength(head);
  // Any page can answer 200. Another length is a reason to ask again, not proof of another file.
  if (asked.totalBytes !== null && length !== null && length !== asked.totalBytes) {
    return bad('the storage sent something of another length');
  }
  if (length === 0) return err(failure('content.empty'));
  const totalBytes = length ?? asked.totalBytes;
  const etag = strongEtag(head.headers.etag);
  return ok({ kind: 'whole', bodyOffset: 0, totalBytes, bodyEnd: totalBytes, etag });
}

function acceptRange(head: StorageHead, asked: Asked): Result<Accepted, Failure> {
  const range = parseContentRange(head.headers['content-range']);
  if (range === null) return bad('the storage did not say which bytes it sent');
  const end = range.end + 1;
  if (range.start > asked.start) return elsewhere('the storage sent later bytes than asked for', range);
  if (end <= asked.start) return elsewhere('the storage sent none of the bytes asked for', range);
  const length = contentLength(head);
  if (length !== null && length !== end - range.start) {
    return bad('the storage contradicts itself about the length');
  }
  if (asked.totalBytes !== null && range.total !== null && range.total !== asked.totalBytes) {
    return err(failure('http.remoteChanged', { expected: asked.totalBytes, actual: range.total }));
  }
  const totalBytes = range.total ?? asked.totalBytes;
  if (totalBytes === null || end > totalBytes) return bad('the storage did not say how long the file is');
  if (asked.end === null && (range.start > 0 || end < totalBytes)) {
    return bad('the storage sent a part where nobody asked for one');
  }
  return ok({
    kind: 'range',
    bodyOffset: range.start,
    totalBytes,
    bodyEnd: end,
    etag: strongEtag(head.headers.etag),
  });
}
