import { createHmac } from 'node:crypto';

/** What is signed stands in the address itself, as with S3, R2 and B2. */
export interface LinkFacts {
  readonly fileId: number;
  /** From 1 in the order in which the links of a file were made. */
  readonly generation: number;
  readonly isExpired: boolean;
}

const KEY = 'the key that only the storage knows';
const MARK = '&X-Amz-Signature=';

export interface LinkWishes {
  readonly origin: string;
  readonly fileId: number;
  readonly generation: number;
  readonly signedAtMs: number;
  readonly lifeMs: number;
  /** Stands in the path as it is, already written as the path of an address. */
  readonly path: string;
  /** The same for the query; begins with "&". */
  readonly query: string;
}

/** Makes an address that the storage honours until its time is over. */
export function signLink(wishes: LinkWishes): string {
  const date = new Date(wishes.signedAtMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const target = [
    `/bucket/${wishes.fileId}/${wishes.generation}/${wishes.path}`,
    `?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=${date}&X-Amz-Expires=${Math.round(wishes.lifeMs / 1000)}`,
    wishes.query,
  ].join('');
  return `${wishes.origin}${target}${MARK}${signature(target)}`;
}

/**
 * Reads an address that a client sent. Every byte counts, as at a real storage.
 *
 * @param nowMs by the storage's own clock, in milliseconds since 1970
 * @returns null for an address that was not signed so
 */
export function readLink(target: string, nowMs: number): LinkFacts | null {
  const cut = target.lastIndexOf(MARK);
  if (cut < 0 || target.slice(cut + MARK.length) !== signature(target.slice(0, cut))) return null;
  const facts = /^\/bucket\/(\d+)\/(\d+)\/.*X-Amz-Date=(\d{8})T(\d{6})Z&X-Amz-Expires=(\d+)/.exec(target);
  if (facts === null) return null;
  const [, fileId, generation, day = '', time = '', seconds] = facts;
  const iso = `${day.replace(/(....)(..)/, '$1-$2-')}T${time.replace(/(..)(..)/, '$1:$2:')}Z`;
  const expiresAtMs = Date.parse(iso) + Number(seconds) * 1000;
  return { fileId: Number(fileId), generation: Number(generation), isExpired: nowMs >= expiresAtMs };
}

/** Which link of its file an address is, from 1; 0 for one that no question has led to. */
export function generationOf(target: string): number {
  return Number(/^\/bucket\/\d+\/(\d+)\//.exec(target)?.[1] ?? 0);
}

/** The part of every signed address that must never be written down. */
export function signatureOf(url: string): string {
  return url.slice(url.lastIndexOf(MARK) + MARK.length);
}

function signature(target: string): string {
  return createHmac('sha256', KEY).update(target).digest('hex');
}
