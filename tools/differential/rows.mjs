// @ts-check
import { gzipSync } from 'node:zlib';

/**
 * @typedef {import('./storage.mjs').Fault} Fault
 *
 * @typedef {object} Row one fault, met by every program
 * @property {string} name
 * @property {string} says what happens, in a table for users
 * @property {'fresh' | 'interrupted' | 'killed' | 'complete'} beginning what is there when the fault comes: nothing; half of
 *   the file after Ctrl-C, or after kill -9; all of it
 * @property {Fault} fault
 * @property {boolean} [isDamaged] one byte of what is on disk has turned over
 * @property {boolean} [needsToken] the programs are told to send a token to the API
 */

const HONEST = {};
const PAGE = Buffer.from(
  '<!doctype html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n',
);
const DENIED = Buffer.from(
  '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
);

/** @type {(size: number) => number} */
const half = (size) => Math.floor(size / 2);
const LATE_BYTES = 4096;

/** @type {readonly Row[]} */
export const ROWS = [
  {
    name: 'reset',
    says: 'the connection breaks in the middle, twice',
    beginning: 'fresh',
    fault: ({ index, size }) => (index < 2 ? { cutAfter: Math.floor(size / 4), cutBy: 'reset' } : HONEST),
  },
  {
    name: 'truncated',
    says: 'the answer ends before the length it promised, twice',
    beginning: 'fresh',
    fault: ({ index, size }) => (index < 2 ? { cutAfter: Math.floor(size / 4), cutBy: 'end' } : HONEST),
  },
  {
    name: 'short-length',
    says: 'half of the file, with a length that agrees with it',
    beginning: 'fresh',
    fault: ({ index, range, size }) =>
      index === 0 && (range === null || range.start === 0)
        ? { status: 200, slice: { start: 0, end: half(size) }, headers: { 'content-range': '' } }
        : HONEST,
  },
  {
    name: 'no-length',
    says: 'no length at all, and the answer ends early',
    beginning: 'fresh',
    fault: ({ index, size }) =>
      index === 0
        ? {
            status: 200,
            slice: { start: 0, end: size },
            headers: { 'content-length': '', 'content-range': '', 'accept-ranges': '' },
            cutAfter: half(size),
            cutBy: 'end',
          }
        : HONEST,
  },
  {
    name: 'range-ignored',
    says: 'the server cannot resume: it sends the whole file again',
    beginning: 'interrupted',
    fault: ({ phase, size }) =>
      phase === 'after'
        ? { status: 200, slice: { start: 0, end: size }, headers: { 'accept-ranges': '' } }
        : HONEST,
  },
  {
    name: 'wrong-start',
    says: 'the server resumes at another place than asked, and says so, twice',
    beginning: 'interrupted',
    fault: ({ phase, resumeIndex, range, size }) =>
      phase === 'after' && range !== null && resumeIndex >= 0 && resumeIndex < 2
        ? { slice: { start: Math.min(range.start + LATE_BYTES, size - 1), end: range.end } }
        : HONEST,
  },
  {
    name: 'wrong-seam',
    says: 'the server resumes with wrong bytes, and says they are the right ones, once',
    beginning: 'interrupted',
    fault: ({ phase, resumeIndex }) =>
      phase === 'after' && resumeIndex === 0 ? { change: (bytes) => Buffer.from(bytes).reverse() } : HONEST,
  },
  {
    name: 'login-page',
    says: 'a login page comes in place of the file, once',
    beginning: 'fresh',
    fault: ({ index }) =>
      index === 0
        ? {
            status: 200,
            body: PAGE,
            headers: { 'content-type': 'text/html; charset=utf-8', 'content-range': '', etag: '' },
          }
        : HONEST,
  },
  {
    name: 'complete',
    says: 'the same command again when all is there',
    beginning: 'complete',
    fault: () => HONEST,
  },
  {
    name: 'expired-link',
    says: 'the link expires in the middle (403) until a new one is asked for',
    beginning: 'fresh',
    fault: ({ generation, sentBytes, size }) => {
      if (generation > 1) return HONEST;
      if (sentBytes < half(size)) return { cutAtTotal: half(size), cutBy: 'reset' };
      return {
        status: 403,
        body: DENIED,
        headers: { 'content-type': 'application/xml', 'content-range': '', etag: '' },
      };
    },
  },
  {
    name: 'token-travels',
    says: 'a redirect to a storage that refuses whoever brings the token along',
    beginning: 'fresh',
    needsToken: true,
    fault: ({ headers }) =>
      headers.authorization === undefined
        ? HONEST
        : {
            status: 400,
            body: DENIED,
            headers: { 'content-type': 'application/xml', 'content-range': '', etag: '' },
          },
  },
  {
    name: 'busy',
    says: 'the server is busy and asks for two seconds (503), twice',
    beginning: 'interrupted',
    fault: ({ phase, index }) =>
      phase === 'after' && index < 2
        ? {
            status: 503,
            body: Buffer.from('busy'),
            headers: { 'retry-after': '2', 'content-range': '', etag: '' },
          }
        : HONEST,
  },
  {
    name: 'stall',
    says: 'the connection stays open, and nothing comes any more',
    beginning: 'fresh',
    fault: ({ sentBytes, size }) =>
      sentBytes < half(size) ? { cutAtTotal: half(size), cutBy: 'silence' } : HONEST,
  },
  {
    name: 'killed',
    says: '`kill -9` in the middle, then the same command',
    beginning: 'killed',
    fault: () => HONEST,
  },
  {
    name: 'wrong-bytes',
    says: 'the file at the storage has one wrong byte',
    beginning: 'fresh',
    fault: ({ size }) => ({ change: (bytes, offset) => withByteTurned(bytes, offset, half(size)) }),
  },
  {
    name: 'damaged-on-disk',
    says: 'one byte of what is on the disk turns over while nothing runs',
    beginning: 'interrupted',
    isDamaged: true,
    fault: () => HONEST,
  },
  {
    name: 'replaced',
    says: 'the file at the storage is replaced by another while nothing runs',
    beginning: 'interrupted',
    fault: ({ phase }) =>
      phase === 'after'
        ? { headers: { etag: '"other"' }, change: (bytes) => Buffer.from(bytes).reverse() }
        : HONEST,
  },
  {
    name: 'gzip',
    says: 'a compressed answer that nobody asked for, once',
    beginning: 'fresh',
    fault: ({ index, size }) => (index === 0 ? gzipAnswer(size) : HONEST),
  },
];

/** @param {Buffer} bytes @param {number} offset of them @param {number} at in the file */
function withByteTurned(bytes, offset, at) {
  if (at < offset || at >= offset + bytes.length) return bytes;
  const changed = Buffer.from(bytes);
  changed[at - offset] = Number(changed[at - offset]) ^ 0xff;
  return changed;
}

/** @param {number} size */
function gzipAnswer(size) {
  return {
    status: 200,
    body: gzipSync(Buffer.alloc(size, 'what a proxy made of it')),
    headers: { 'content-encoding': 'gzip', 'content-range': '', 'accept-ranges': '' },
  };
}
