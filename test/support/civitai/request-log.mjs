// @ts-check
/** @import { IncomingMessage, ServerResponse } from 'node:http' */

/**
 * @typedef {object} RecordedRequest
 * @property {'api' | 'storage' | 'images'} origin
 * @property {string} method
 * @property {string} path with its query, as sent
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {number} atMs when it came, in epoch milliseconds
 * @property {number | null} status null until the answer begins
 * @property {boolean} wasDropped the asker hung up before it had the whole answer
 * @property {number} sentBytes body bytes handed to the socket so far (storage only)
 */

/**
 * Records a request when it comes, so that one which never gets an answer is seen too.
 *
 * @param {RecordedRequest[]} requests
 * @param {RecordedRequest['origin']} origin
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @returns {RecordedRequest}
 */
export function recordRequest(requests, origin, request, response) {
  /** @type {RecordedRequest} */
  const entry = {
    origin,
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: request.headers,
    atMs: Date.now(),
    status: null,
    wasDropped: false,
    sentBytes: 0,
  };
  const writeHead = response.writeHead.bind(response);
  response.writeHead = /** @type {typeof response.writeHead} — same parameters, passed on. */ (
    (/** @type {Parameters<typeof response.writeHead>} */ ...parameters) => {
      entry.status = parameters[0];
      return writeHead(...parameters);
    }
  );
  response.on('close', () => {
    entry.wasDropped = !response.writableFinished;
  });
  requests.push(entry);
  return entry;
}
