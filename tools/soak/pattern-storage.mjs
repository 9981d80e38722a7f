// @ts-check
/** @import { IncomingMessage, ServerResponse } from 'node:http' */
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '../../test/support/civitai/listen.mjs';
import { createRandom } from '../../test/support/civitai/random.mjs';
import { parseRange } from '../differential/storage.mjs';
import { nextMischief } from './chaos.mjs';

const STEP_BYTES = 256 * 1024;
const EXPIRED =
  '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
/** Bytes still on their way out turn a reset into a regular end. */
const BEFORE_RESET_MS = 20;

/**
 * @typedef {object} PatternStorage
 * @property {number} port on 127.0.0.1
 * @property {(versionId: number) => string} path signed, and valid for a while only
 * @property {Record<string, number>} counts what was done, by kind
 * @property {() => Promise<void>} close
 */

/**
 * Serves pattern files of any size without keeping them anywhere, and makes mischief by a seed.
 * @param {{ fileOf: (versionId: number) => import('../bench/pattern-file.mjs').PatternFile, seed: number, linkLifeMs: number }} options
 * @returns {Promise<PatternStorage>}
 */
export async function startPatternStorage({ fileOf, seed, linkLifeMs }) {
  const random = createRandom('soak', seed);
  /** @type {Record<string, number>} */
  const counts = { honest: 0, reset: 0, short: 0, stall: 0, busy: 0, expired: 0 };
  const count = (/** @type {string} */ kind) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  const sign = (/** @type {string} */ text) =>
    createHmac('sha256', String(seed)).update(text).digest('hex').slice(0, 16);
  const server = await listen(answer, 0);

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async function answer(request, response) {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const versionId = Number(url.pathname.slice(1));
    const until = url.searchParams.get('until') ?? '0';
    if (url.searchParams.get('signature') !== sign(`${versionId} ${until}`) || Date.now() > Number(until)) {
      count('expired');
      return void response.writeHead(403, { 'content-type': 'application/xml' }).end(EXPIRED);
    }
    const mischief = nextMischief(random);
    count(mischief.kind);
    if (mischief.kind === 'busy') {
      return void response.writeHead(503, { 'retry-after': String(mischief.retryAfterSeconds) }).end('busy');
    }
    const file = fileOf(versionId);
    const range = parseRange(request.headers.range, file.size);
    const slice = range ?? { start: 0, end: file.size };
    response.on('error', () => undefined);
    response.writeHead(range === null ? 200 : 206, {
      'content-type': 'application/octet-stream',
      'content-length': String(slice.end - slice.start),
      etag: `"${file.seed}-${file.size}"`,
      ...(range === null ? {} : { 'content-range': `bytes ${slice.start}-${slice.end - 1}/${file.size}` }),
    });
    await send(response, file, slice, mischief);
  }

  return {
    port: Number(new URL(server.origin).port),
    path: (versionId) => {
      const until = String(Date.now() + linkLifeMs);
      return `/${versionId}?until=${until}&signature=${sign(`${versionId} ${until}`)}`;
    },
    counts,
    close: server.close,
  };
}

/**
 * @param {ServerResponse} response
 * @param {import('../bench/pattern-file.mjs').PatternFile} file
 * @param {{ start: number, end: number }} slice
 * @param {import('./chaos.mjs').Mischief} mischief
 */
async function send(response, file, slice, mischief) {
  const stopAt = 'afterBytes' in mischief ? slice.start + mischief.afterBytes : Number.POSITIVE_INFINITY;
  let at = slice.start;
  let hasPaused = false;
  while (at < slice.end && !response.destroyed) {
    if (at >= stopAt && !hasPaused) {
      if (mischief.kind !== 'stall' || mischief.forMs === null) return stop(response, mischief);
      hasPaused = true;
      await sleep(mischief.forMs);
    }
    const end = Math.min(slice.end, at + STEP_BYTES, hasPaused ? slice.end : Math.max(stopAt, at + 1));
    if (!response.write(file.slice(at, end))) await drained(response);
    at = end;
  }
  response.end();
}

/** @param {ServerResponse} response @param {import('./chaos.mjs').Mischief} mischief */
function stop(response, mischief) {
  if (mischief.kind === 'short') response.socket?.end();
  if (mischief.kind === 'reset') setTimeout(() => response.socket?.resetAndDestroy(), BEFORE_RESET_MS);
}

/**
 * @param {ServerResponse} response
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
