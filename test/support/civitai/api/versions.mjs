// @ts-check
/** @import { FileRecord, VersionRecord } from '../catalogue/types.mjs' */
/** @import { ApiContext } from './models.mjs' */
/** @import { Reply } from './reply.mjs' */
import { versionMaturity } from '../catalogue/traits.mjs';
import { renderMini, renderVersion } from '../render/version.mjs';
import { failure, json, PUBLIC_CACHE } from './reply.mjs';

const MOST_HASHES = 100;
const MOST_HASHES_FOR_IDS = 10_000;

/** @param {string} raw @returns {number | null} */
function readId(raw) {
  const id = Number(raw);
  return /^\d+$/.test(raw) && id >= 1 && id <= 2_147_483_647 ? id : null;
}

/** Whether the version endpoints know it: published, rated, and not deleted meanwhile. @param {VersionRecord} version */
function isServed(version) {
  return (
    version.isRated &&
    (versionMaturity(version) & 31) !== 0 &&
    !version.files.some((file) => file.flaw === 'deleted')
  );
}

/**
 * `GET /api/v1/model-versions/:id`.
 *
 * @param {ApiContext} context
 * @param {string} rawId
 * @returns {Promise<Reply>}
 */
export async function getVersion(context, rawId) {
  const id = readId(rawId);
  if (id === null) return failure(400, '✖ Invalid input: expected number\n  → at id');
  const version = context.render.catalogue.versionById.get(id);
  return version === undefined ? failure(404, 'Model not found') : replyVersion(context, version);
}

/** @param {ApiContext} context @param {VersionRecord} version @returns {Promise<Reply>} */
async function replyVersion(context, version) {
  const model = context.render.catalogue.modelOf(version);
  if (!isServed(version) || model.poi) return failure(404, 'Model not found');
  if (version.files.length === 0) return failure(404, 'Missing model file');
  return json(200, await renderVersion(context.render, model, version), { 'cache-control': PUBLIC_CACHE });
}

/**
 * `GET /api/v1/model-versions/mini/:id`.
 *
 * @param {ApiContext} context
 * @param {string} rawId
 * @param {URLSearchParams} search
 * @returns {Promise<Reply>}
 */
export async function getMini(context, rawId, search) {
  const id = readId(rawId);
  if (id === null || search.has('epoch'))
    return failure(400, '✖ Invalid input: expected number, received string\n  → at epoch');
  const version = context.render.catalogue.versionById.get(id);
  if (version === undefined || !isServed(version)) return failure(404, 'Model not found');
  const rawFileId = search.get('modelFileId');
  const mini = await renderMini(
    context.render,
    context.render.catalogue.modelOf(version),
    version,
    rawFileId === null ? null : Number(rawFileId),
  );
  return mini === null ? failure(404, 'Missing model file') : json(200, mini);
}

/**
 * `GET /api/v1/model-versions/by-hash/:hash`: the full stored form of any kind of hash.
 *
 * @param {ApiContext} context
 * @param {string} hash
 * @returns {Promise<Reply>}
 */
export async function getVersionByHash(context, hash) {
  const [first] = await versionsByHash(context, hash);
  const reply =
    first === undefined ? failure(404, 'Model not found') : await replyVersion(context, first.version);
  // Set before the lookup, so a 404 may stay at the edge for an hour as well.
  return {
    ...reply,
    headers: { ...reply.headers, 'cache-control': 'public, s-maxage=3600, stale-while-revalidate=1800' },
  };
}

/**
 * The oldest version first; then the lowest id.
 *
 * @param {ApiContext} context
 * @param {string} hash
 * @returns {Promise<{ version: VersionRecord, file: FileRecord }[]>}
 */
async function versionsByHash(context, hash) {
  const { catalogue } = context.render;
  return (await catalogue.filesByHash(hash))
    .map((file) => ({
      file,
      version: /** @type {VersionRecord} — every file belongs to a version. */ (
        catalogue.versionById.get(file.versionId)
      ),
    }))
    .sort(
      (a, b) =>
        Date.parse(a.version.publishedAt) - Date.parse(b.version.publishedAt) || a.version.id - b.version.id,
    );
}

/** @param {string} body @param {number} most @returns {string[] | null} null when it is no list of SHA256 */
function readHashes(body, most) {
  try {
    /** @type {unknown} */
    const value = JSON.parse(body);
    return Array.isArray(value) &&
      value.length <= most &&
      value.every((entry) => typeof entry === 'string' && entry.length === 64)
      ? value
      : null;
  } catch {
    return null;
  }
}

/**
 * `POST /api/v1/model-versions/by-hash`: at most a hundred SHA256, answered out of order, without the
 * unknown ones, with null for a version that cannot be served, and with unusable download links.
 *
 * @param {ApiContext} context
 * @param {string} body
 * @returns {Promise<Reply>}
 */
export async function postVersionsByHash(context, body) {
  const hashes = readHashes(body, MOST_HASHES);
  if (hashes === null)
    return failure(
      400,
      `Request must include an array of SHA256 Hashes. Maximum of ${MOST_HASHES} hashes per request.`,
    );
  const found = [];
  for (const hash of hashes.toReversed()) {
    const [first] = await versionsByHash(context, hash);
    if (first === undefined) continue;
    // The service builds its links from a header that nobody sends.
    const render = { ...context.render, origin: 'https://undefined' };
    const model = context.render.catalogue.modelOf(first.version);
    found.push(
      isServed(first.version) && !model.poi ? await renderVersion(render, model, first.version) : null,
    );
  }
  return json(200, found);
}

/**
 * `POST /api/v1/model-versions/by-hash/ids`.
 *
 * @param {ApiContext} context
 * @param {string} body
 * @returns {Promise<Reply>}
 */
export async function postIdsByHash(context, body) {
  const hashes = readHashes(body, MOST_HASHES_FOR_IDS);
  if (hashes === null)
    return failure(
      400,
      `Request must include an array of SHA256 Hashes. Maximum of ${MOST_HASHES_FOR_IDS} hashes per request.`,
    );
  const found = [];
  for (const hash of hashes) {
    for (const { version } of await versionsByHash(context, hash)) {
      found.push({ modelVersionId: version.id, modelId: version.modelId, hash: hash.toUpperCase() });
    }
  }
  return json(200, found);
}
