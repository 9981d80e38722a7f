// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:http';

const STEP_BYTES = 128 * 1024;
/** A reset throws away what is still on its way; this long it may leave. */
const BEFORE_CUT_MS = 30;

/**
 * @typedef {import('../bench/pattern-file.mjs').PatternFile} PatternFile
 *
 * @typedef {object} Question one request, as a fault sees it
 * @property {'before' | 'after'} phase before: until the program is stopped half-way; after: when it is started again
 * @property {number} index of requests in this phase, from 0
 * @property {number} resumeIndex of those among them that ask for a later part of the file, from 0; -1 for the others
 * @property {number} sentBytes of bodies in this phase, so far
 * @property {{ start: number, end: number } | null} range asked for, the end not included; null without Range
 * @property {number} generation of the link that was used
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {number} size of the file
 *
 * @typedef {object} Answer what differs from an honest answer
 * @property {number} [status]
 * @property {Record<string, string>} [headers] null-like empty text takes a header away
 * @property {{ start: number, end: number }} [slice] of the file, to be sent as the body
 * @property {Buffer} [body] sent instead of a slice of the file
 * @property {(bytes: Buffer, offset: number) => Buffer} [change] of what is sent
 * @property {number} [cutAfter] bytes of this body
 * @property {number} [cutAtTotal] bytes of all bodies in this phase
 * @property {'reset' | 'end' | 'silence'} [cutBy]
 *
 * @typedef {(question: Question) => Answer} Fault
 */

/** Serves one file to one program, honestly but for one fault, and counts what it sent. */
export class FaultStorage {
  /** @type {'before' | 'after'} */
  phase = 'before';
  /** Where `before` pauses all bodies; the program is stopped then. */
  holdAtBytes = Number.POSITIVE_INFINITY;
  sentBytes = 0;
  requests = 0;
  resumes = 0;

  /**
   * @param {PatternFile} file
   * @param {Fault} fault
   * @param {string} host
   */
  constructor(file, fault, host) {
    this.file = file;
    this.fault = fault;
    this.host = host;
    this.server = createServer((request, response) => {
      response.on('error', () => undefined);
      void this.answer(request, response).catch(() => response.destroy());
    });
  }

  async start() {
    this.server.listen(0, this.host);
    await once(this.server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} a TCP server that listens has one */ (
      this.server.address()
    );
    return `http://${this.host}:${port}`;
  }

  async stop() {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  /** From here on the fault is in force; what was counted before is forgotten. */
  enterAfter() {
    this.phase = 'after';
    this.sentBytes = 0;
    this.requests = 0;
    this.resumes = 0;
  }

  get isHolding() {
    return this.phase === 'before' && this.sentBytes >= this.holdAtBytes;
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async answer(request, response) {
    const { size } = this.file;
    const range = parseRange(request.headers.range, size);
    const generation = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('link') ?? 0);
    const index = this.requests;
    this.requests += 1;
    const resumeIndex = range === null || range.start === 0 ? -1 : this.resumes++;
    const { phase, sentBytes } = this;
    const asked = { phase, index, resumeIndex, sentBytes, range, generation, headers: request.headers, size };
    const fault = this.fault(asked);
    const isBeyond = range !== null && range.start >= size;
    const slice = fault.slice ?? (isBeyond ? { start: 0, end: 0 } : (range ?? { start: 0, end: size }));
    const status = fault.status ?? (isBeyond ? 416 : range === null ? 200 : 206);
    const body = fault.body ?? null;
    /** @type {Record<string, string>} */
    const headers = {
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      etag: '"pattern"',
      'content-length': String(body?.length ?? slice.end - slice.start),
      ...(status === 206 ? { 'content-range': `bytes ${slice.start}-${slice.end - 1}/${size}` } : {}),
      ...(status === 416 ? { 'content-range': `bytes */${size}` } : {}),
      ...fault.headers,
    };
    const kept = Object.entries(headers).filter(([, value]) => value !== '');
    if (headers['content-length'] === '') {
      // Neither a length nor chunks: only the end of the connection tells where the body ends.
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
    }
    response.writeHead(status, Object.fromEntries(kept));
    if (request.method === 'HEAD') return void response.end();
    await this.send(response, fault, slice, body);
  }

  /**
   * @param {import('node:http').ServerResponse} response
   * @param {Answer} fault
   * @param {{ start: number, end: number }} slice
   * @param {Buffer | null} body
   */
  async send(response, fault, slice, body) {
    const { phase } = this;
    const length = body?.length ?? slice.end - slice.start;
    let sent = 0;
    while (sent < length && !response.destroyed) {
      const room = this.roomOf(fault, sent);
      if (room <= 0) return cut(response, fault.cutBy ?? 'end');
      if (this.isHolding) {
        await new Promise((resolve) => response.once('close', resolve));
        return;
      }
      const until = Math.min(length, sent + STEP_BYTES, sent + room);
      let bytes = body?.subarray(sent, until) ?? this.file.slice(slice.start + sent, slice.start + until);
      if (body === null && fault.change !== undefined) bytes = fault.change(bytes, slice.start + sent);
      sent = until;
      if (phase === this.phase) this.sentBytes += bytes.length;
      if (!response.write(bytes)) await drained(response);
    }
    if (sent === fault.cutAfter) return cut(response, fault.cutBy ?? 'end');
    response.end();
  }

  /** @param {Answer} fault @param {number} sent of this body */
  roomOf(fault, sent) {
    return Math.min(
      (fault.cutAfter ?? Number.POSITIVE_INFINITY) - sent,
      (fault.cutAtTotal ?? Number.POSITIVE_INFINITY) - this.sentBytes,
    );
  }
}

/**
 * Waits until more may be written, or nobody reads any more.
 * @param {import('node:http').ServerResponse} response
 * @returns {Promise<void>}
 */
function drained(response) {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.once('drain', done);
    response.once('close', done);
  });
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {'reset' | 'end' | 'silence'} how
 */
function cut(response, how) {
  if (how === 'silence') return;
  setTimeout(() => {
    if (how === 'reset') response.socket?.resetAndDestroy();
    else response.socket?.end();
  }, BEFORE_CUT_MS);
}

/**
 * @param {string | undefined} header
 * @param {number} size
 * @returns {{ start: number, end: number } | null}
 */
export function parseRange(header, size) {
  const found = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (found === null) return null;
  const end = found[2] === '' ? size : Math.min(size, Number(found[2]) + 1);
  return { start: Number(found[1]), end };
}
