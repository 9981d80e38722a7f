// @ts-check
/** @import { ServerResponse } from 'node:http' */

/**
 * An answer of the API before it is written.
 * @typedef {object} Reply
 * @property {number} status
 * @property {unknown} [json]
 * @property {string} [text] with `contentType`
 * @property {string} [contentType] `text/plain` unless given
 * @property {Record<string, string>} [headers]
 */

export const PUBLIC_CACHE = 'public, s-maxage=300, stale-while-revalidate=150';
export const PRIVATE_CACHE = 'max-age=0, private, no-cache';

/** @param {number} status @param {unknown} json @param {Record<string, string>} [headers] @returns {Reply} */
export function json(status, json, headers = {}) {
  return { status, json, headers };
}

/** @param {number} status @param {string} error @returns {Reply} */
export function failure(status, error) {
  return { status, json: { error } };
}

/** @param {number} status @param {string} html @returns {Reply} */
export function page(status, html) {
  return { status, text: html, contentType: 'text/html; charset=utf-8' };
}

/**
 * The shape of parameter failures on `/models` and `/images`: a JSON text inside JSON.
 *
 * @param {readonly Issue[]} issues
 * @returns {Reply}
 *
 * @typedef {{ code: string, path: readonly (string | number)[], message: string } & Record<string, unknown>} Issue
 */
export function zodFailure(issues) {
  return { status: 400, json: { error: { name: 'ZodError', message: JSON.stringify(issues, null, 2) } } };
}

/** The shape of parameter failures elsewhere. @param {readonly Issue[]} issues @returns {Reply} */
export function prettyFailure(issues) {
  return failure(400, issues.map((issue) => `✖ ${issue.message}\n  → at ${issue.path.join('.')}`).join('\n'));
}

/** @param {ServerResponse} response @param {Reply} reply */
export function writeReply(response, reply) {
  const body = Buffer.from(
    reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json)),
    'utf8',
  );
  response.writeHead(reply.status, {
    'content-type':
      reply.text === undefined
        ? 'application/json; charset=utf-8'
        : (reply.contentType ?? 'text/plain; charset=utf-8'),
    'content-length': body.length,
    'access-control-allow-origin': '*',
    ...reply.headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
