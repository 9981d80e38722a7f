// @ts-check
/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Faults } from '../faults.mjs' */
/** @import { RecordedRequest } from '../request-log.mjs' */
/** @import { DownloadContext } from './download.mjs' */
/** @import { Reply } from './reply.mjs' */
/** @import { Account } from './session.mjs' */
import { handleControl } from './control.mjs';
import { resolveDownload } from './download.mjs';
import { listImages } from './images.mjs';
import { getModel, listModels } from './models.mjs';
import { failure, json, writeReply } from './reply.mjs';
import { describeAccount, sessionOf } from './session.mjs';
import { listCreators, listEnums, listTags } from './small-lists.mjs';
import { getMini, getVersion, getVersionByHash, postIdsByHash, postVersionsByHash } from './versions.mjs';
import { loginPage, modelPage, proxyPage } from './web-pages.mjs';

const MOST_BODY_BYTES = 2_097_152;

/**
 * @typedef {object} ApiParts
 * @property {DownloadContext} download
 * @property {Faults} faults
 * @property {Readonly<Record<string, Account>>} tokens
 * @property {RecordedRequest[]} requests
 * @property {() => void} reset
 * @property {unknown} named
 *
 * @typedef {object} Asked
 * @property {string} method
 * @property {URL} url
 * @property {string} body
 * @property {string} userAgent
 * @property {Account | null} account
 */

/**
 * @param {ApiParts} parts
 * @returns {(request: IncomingMessage, response: ServerResponse) => Promise<void>}
 */
export function createApi(parts) {
  const { origin } = parts.download.api.render;
  return async (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const asked = {
      method: request.method ?? 'GET',
      url,
      body: await readBody(request),
      userAgent: request.headers['user-agent'] ?? '',
      account: sessionOf(request, url, parts.tokens),
    };
    if (url.pathname.startsWith('/__civet/'))
      return writeReply(response, handleControl(parts, asked.method, url.pathname, asked.body));
    const fileId = url.pathname.startsWith('/api/download/')
      ? Number(url.searchParams.get('fileId')) || null
      : null;
    const fault = parts.faults.of(fileId);
    const isMeant = fault.apiPath == null || url.pathname.startsWith(fault.apiPath);
    if (isMeant) await parts.faults.delay(() => parts.faults.of(fileId).apiDelayMs);
    if (
      isMeant &&
      (fault.apiStatus != null || fault.apiHtml === true) &&
      parts.faults.spend(fileId, 'apiTimes')
    ) {
      const reply =
        fault.apiHtml === true ? proxyPage(fault.apiStatus ?? 200) : forcedReply(fault.apiStatus ?? 500);
      return writeReply(response, {
        ...reply,
        headers: {
          ...reply.headers,
          ...(fault.retryAfter == null ? {} : { 'retry-after': String(fault.retryAfter) }),
        },
      });
    }
    writeReply(response, await answer(parts, asked));
  };
}

/** The body the service sends with a status of trouble. @param {number} status @returns {Reply} */
function forcedReply(status) {
  if (status === 451)
    return json(451, {
      error: 'Access to this service is not available in your region due to legal restrictions.',
      code: 'REGION_BLOCKED',
    });
  if (status === 503)
    return {
      ...failure(503, 'Model search is temporarily overloaded — please retry.'),
      headers: { 'cache-control': 'no-store' },
    };
  if (status === 429) return failure(429, 'Rate limit exceeded, please retry shortly.');
  return json(status, { message: 'An unexpected error occurred', error: `forced ${status}` });
}

/** @param {ApiParts} parts @param {Asked} asked @returns {Promise<Reply>} */
async function answer(parts, asked) {
  const { api } = parts.download;
  const { pathname } = asked.url;
  if (asked.method === 'OPTIONS') return { status: 200 };
  if (asked.method === 'POST' && pathname === '/api/v1/model-versions/by-hash')
    return postVersionsByHash(api, asked.body);
  if (asked.method === 'POST' && pathname === '/api/v1/model-versions/by-hash/ids')
    return postIdsByHash(api, asked.body);
  const [, versionId] = /^\/api\/download\/models\/([^/]+)$/.exec(pathname) ?? [];
  if (versionId !== undefined) {
    const reply = resolveDownload(parts.download, versionId, asked);
    return { ...reply, headers: { 'cache-control': 'no-store', ...reply.headers } };
  }
  return (await answerMixed(parts, asked)) ?? (await answerPublic(parts, asked)) ?? failure(404, 'Not Found');
}

/** Endpoints that look at the session; they refuse every method but GET. @param {ApiParts} parts @param {Asked} asked @returns {Promise<Reply | null>} */
async function answerMixed(parts, asked) {
  const { api } = parts.download;
  const { pathname, searchParams } = asked.url;
  const [, versionId] = /^\/api\/v1\/model-versions\/(?!by-hash)([^/]+)$/.exec(pathname) ?? [];
  const [, miniId] = /^\/api\/v1\/model-versions\/mini\/([^/]+)$/.exec(pathname) ?? [];
  const isMixed =
    pathname === '/api/v1/models' ||
    pathname === '/api/v1/me' ||
    versionId !== undefined ||
    miniId !== undefined;
  if (!isMixed) return null;
  if (asked.method !== 'GET') return failure(405, 'Method not allowed');
  if (pathname === '/api/v1/models') return listModels(api, asked.url, asked.account);
  if (versionId !== undefined) return getVersion(api, versionId);
  if (miniId !== undefined) return getMini(api, miniId, searchParams);
  return asked.account === null
    ? failure(401, 'Unauthorized')
    : json(200, describeAccount(asked.account), { 'cache-control': 'no-store' });
}

/** Endpoints that answer whatever the method is. @param {ApiParts} parts @param {Asked} asked @returns {Promise<Reply | null>} */
async function answerPublic(parts, { url }) {
  const { api } = parts.download;
  const { pathname } = url;
  const [, modelId] = /^\/api\/v1\/models\/([^/]+)$/.exec(pathname) ?? [];
  if (modelId !== undefined) return getModel(api, modelId);
  const [, hash] = /^\/api\/v1\/model-versions\/by-hash\/([^/]+)$/.exec(pathname) ?? [];
  if (hash !== undefined) return getVersionByHash(api, decodeURIComponent(hash));
  if (pathname === '/api/v1/images') return listImages(api, url);
  if (pathname === '/api/v1/creators') return listCreators(api, url);
  if (pathname === '/api/v1/tags') return listTags(api, url);
  if (pathname === '/api/v1/enums') return listEnums();
  if (pathname === '/login') return loginPage();
  if (/^\/(models|model-versions)\/\d+/.test(pathname)) return modelPage();
  return null;
}

/** @param {IncomingMessage} request @returns {Promise<string>} @throws {RangeError} above 2 MiB */
async function readBody(request) {
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) throw new RangeError('request body is larger than 2 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
