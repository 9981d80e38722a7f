// @ts-check
/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Layout } from '../bytes/layout.mjs' */
/** @import { FileRecord } from '../catalogue/types.mjs' */
/** @import { Faults } from '../faults.mjs' */
/** @import { RecordedRequest } from '../request-log.mjs' */
/** @import { StorageLinks } from './links.mjs' */
import { createHash } from 'node:crypto';
import { layoutOf } from '../bytes/file-content.mjs';
import { chooseRange } from './range.mjs';
import { sendBody } from './send.mjs';

const LAST_MODIFIED = 'Mon, 20 Jul 2026 11:02:00 GMT';
const HTML_BODY =
  '<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>';
const JSON_BODY = JSON.stringify({ error: 'Service unavailable', code: 'UPSTREAM' });

/**
 * Answers like an S3-compatible store behind signed links.
 *
 * @param {{ links: StorageLinks, faults: Faults }} parts
 * @returns {(request: IncomingMessage, response: ServerResponse, entry: RecordedRequest) => Promise<void>}
 */
export function createStorage({ links, faults }) {
  return async (request, response, entry) => {
    const url = new URL(request.url ?? '/', 'http://storage');
    if (request.headers.authorization !== undefined) {
      // A signed query and a header are two ways to authorize; the store takes one.
      return replyXml(response, 400, 'InvalidArgument', 'Missing x-amz-content-sha256');
    }
    if (request.method !== 'GET')
      return replyXml(response, 403, 'SignatureDoesNotMatch', 'The link was signed for GET.');
    const verdict = links.judge(url);
    if (!verdict.ok)
      return replyXml(response, verdict.code === 'NoSuchKey' ? 404 : 403, verdict.code, verdict.message);
    const { file } = verdict;
    const fault = faults.of(file.id);
    if (fault.storageStatus != null && faults.spend(file.id, 'storageTimes')) {
      return replyXml(
        response,
        fault.storageStatus,
        fault.storageStatus === 503 ? 'SlowDown' : 'InternalError',
        'Please try again.',
        fault.retryAfter,
      );
    }
    if (fault.html === true || file.flaw === 'html')
      return replyText(response, 'text/html; charset=utf-8', HTML_BODY);
    if (file.flaw === 'json') return replyText(response, 'application/json', JSON_BODY);
    await serveFile(request, response, {
      file,
      faults,
      entry,
      layout: layoutOf(file, verdict.bytes),
      fileName: verdict.fileName,
    });
  };
}

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {{ file: FileRecord, faults: Faults, entry: RecordedRequest, layout: Layout, fileName: string }} parts
 */
async function serveFile(request, response, { file, faults, entry, layout, fileName }) {
  const fault = faults.of(file.id);
  const etag = `"${createHash('md5')
    .update(`${file.contentSeed} ${layout.size} ${fault.changeEtag === true}`)
    .digest('hex')}"`;
  const { range, 'if-range': ifRange, 'if-match': ifMatch } = request.headers;
  if (ifMatch !== undefined && ifMatch !== '*' && !ifMatch.split(/\s*,\s*/).includes(etag)) {
    return replyXml(
      response,
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold.',
    );
  }
  const isSame = ifRange === undefined || ifRange === etag || ifRange === LAST_MODIFIED;
  const choice =
    fault.ignoreRange === true || !isSame
      ? chooseRange(undefined, layout.size)
      : chooseRange(range, layout.size);
  const shared = {
    etag,
    'last-modified': LAST_MODIFIED,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=0',
  };
  if (choice.kind === 'unsatisfiable') {
    response.writeHead(416, { ...shared, 'content-range': `bytes */${layout.size}`, 'content-length': 0 });
    response.end();
    return;
  }
  const [start, end] = choice.kind === 'part' ? [choice.start, choice.end] : [0, layout.size];
  response.writeHead(choice.kind === 'part' ? 206 : 200, {
    // Raw UTF-8, as the service sends it; Node writes header text as latin1. It must come before
    // content-length: after that Node decodes this one header again and breaks every name that is not ASCII.
    'content-disposition': Buffer.from(`attachment; filename="${fileName}"`, 'utf8').toString('latin1'),
    ...shared,
    'content-type': 'application/octet-stream',
    'content-length': end - start,
    ...(choice.kind === 'part' ? { 'content-range': `bytes ${start}-${end - 1}/${layout.size}` } : {}),
  });
  const cuts =
    fault.cutAfterBytes != null && fault.cutAfterBytes < end - start && faults.spend(file.id, 'cutTimes');
  await sendBody(response, layout, {
    start,
    end,
    cuts,
    faults: () => faults.of(file.id),
    onSent: (bytes) => {
      entry.sentBytes += bytes;
    },
  });
}

/** @param {ServerResponse} response @param {number} status @param {string} code @param {string} message @param {number | null} [retryAfter] seconds */
function replyXml(response, status, code, message, retryAfter) {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  response.writeHead(status, {
    'content-type': 'application/xml',
    'content-length': body.length,
    ...(retryAfter == null ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** @param {ServerResponse} response @param {string} contentType @param {string} body */
function replyText(response, contentType, body) {
  response.writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
