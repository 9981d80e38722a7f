// @ts-check
/** @import { FileMetadata, FileRecord, ModelRecord, VersionRecord } from '../catalogue/types.mjs' */
/** @import { StorageLinks } from '../storage/links.mjs' */
/** @import { Faults } from '../faults.mjs' */
/** @import { ApiContext } from './models.mjs' */
/** @import { Reply } from './reply.mjs' */
/** @import { Account } from './session.mjs' */
import { COMPONENT_FILE_TYPES, FILE_FORMATS, FILE_SIZES, FILE_TYPES } from '../catalogue/enums.mjs';
import { preferredFile, SITE_PREFERENCES } from '../render/file-choice.mjs';
import { downloadName } from './download-name.mjs';
import { Params } from './params.mjs';
import { failure, json, prettyFailure } from './reply.mjs';

const BROWSER_WORDS = /mozilla|chrome|safari|firefox|opera|edge/i;
const FAILED_RESOLVES = 2;
const QUOTA_TEXT =
  "We've noticed an unusual amount of downloading from your account. Contact support@civitai.com or come back later.";

/**
 * @typedef {object} DownloadContext
 * @property {ApiContext} api
 * @property {StorageLinks} links
 * @property {Faults} faults
 * @property {Map<number, number>} failedResolves how often the resolver failed, by file id
 */

/**
 * @typedef {object} DownloadRequest
 * @property {URL} url
 * @property {string} userAgent
 * @property {Account | null} account
 */

/**
 * `GET /api/download/models/:versionId`, judged in the service's own order.
 *
 * @param {DownloadContext} context
 * @param {string} rawVersionId
 * @param {DownloadRequest} request
 * @returns {Reply}
 */
export function resolveDownload(context, rawVersionId, request) {
  const isBrowser = BROWSER_WORDS.test(request.userAgent);
  /** @param {number} status @param {string} message @returns {Reply} */
  const refuse = (status, message) => (isBrowser ? { status, text: message } : failure(status, message));
  const notFound = refuse(404, 'File not found');
  const { catalogue } = context.api.render;
  const version = catalogue.versionById.get(Number(rawVersionId));
  if (version?.files.some((file) => file.flaw === 'quota')) return refuse(429, QUOTA_TEXT);
  const query = readDownloadQuery(request.url.searchParams);
  if ('issues' in query) return prettyFailure(query.issues);
  const model = version && catalogue.modelOf(version);
  if (
    version === undefined ||
    model === undefined ||
    model.poi ||
    version.files.some((file) => file.flaw === 'deleted')
  )
    return notFound;
  const barrier = findBarrier(model, version, request, { isBrowser, refuse });
  if (barrier !== null) return barrier;
  const file = chooseFile(context, version, query, request.account);
  if (file === null) return notFound;
  if (file.flaw === 'transient404') {
    const failed = context.failedResolves.get(file.id) ?? 0;
    if (failed < FAILED_RESOLVES) {
      context.failedResolves.set(file.id, failed + 1);
      return notFound;
    }
  }
  const ttlMs = context.faults.of(file.id).linkTtlMs ?? undefined;
  const location = context.links.sign(file, {
    fileName: downloadName(model, version, file),
    userId: catalogue.creatorBySlug.get(model.creator ?? '')?.id ?? 1,
    bytes: query.bytes ?? undefined,
    ttlMs,
  });
  return { status: 307, text: location, headers: { location, 'cache-control': 'no-store' } };
}

/**
 * What keeps the asker from any file of this version.
 *
 * @param {ModelRecord} model
 * @param {VersionRecord} version
 * @param {DownloadRequest} request
 * @param {{ isBrowser: boolean, refuse: (status: number, message: string) => Reply }} how
 * @returns {Reply | null}
 */
function findBarrier(model, version, { account, url }, { isBrowser, refuse }) {
  const loginNeeded = () => {
    if (!isBrowser)
      return json(401, {
        error: 'Unauthorized',
        message: 'The creator of this asset requires you to be logged in to download it',
      });
    const returnUrl = encodeURIComponent(`${url.pathname}${url.search}`);
    return {
      status: 307,
      text: '',
      headers: { location: `/login?returnUrl=${returnUrl}&reason=download-auth` },
    };
  };
  const owns = account?.boughtVersionIds?.includes(version.id) === true;
  if (model.mode === 'Archived') return refuse(410, 'Model archived, not available for download');
  if (version.usageControl !== 'Download')
    return json(401, {
      error: 'Unauthorized',
      message: 'The creator of this asset has disabled downloads on this file',
    });
  if (version.requireAuth && account === null) return loginNeeded();
  if (version.paidAccess !== null && !owns) {
    if (isBrowser) return { status: 307, text: '', headers: { location: `/model-versions/${version.id}` } };
    const { endsAt } = version.paidAccess;
    return json(403, {
      error: 'Early Access',
      ...(endsAt === null ? {} : { deadline: endsAt }),
      message: 'This asset is in Early Access. You can use Buzz access it now!',
    });
  }
  if (version.availability === 'Private' && !owns)
    return account === null ? loginNeeded() : refuse(403, 'You do not have access to download this file');
  return null;
}

/**
 * @typedef {object} DownloadQuery
 * @property {number | null} fileId
 * @property {string | null} type
 * @property {FileMetadata} wanted
 * @property {number | null} bytes another size than the file's, a test's own wish
 */

/** @param {URLSearchParams} search @returns {DownloadQuery | { issues: Params['issues'] }} */
function readDownloadQuery(search) {
  const params = new Params(search);
  const type = params.choice('type', FILE_TYPES);
  const format = params.choice('format', FILE_FORMATS) ?? undefined;
  const size = params.choice('size', FILE_SIZES) ?? undefined;
  const fileId = params.number('fileId', { least: 1, fallback: null });
  const bytes = params.number('bytes', { least: 1, fallback: null });
  const fp = params.text('fp') ?? undefined;
  const quantType = params.text('quantType') ?? undefined;
  if (params.issues.length > 0) return { issues: params.issues };
  return {
    fileId,
    type,
    bytes,
    wanted: Object.fromEntries(
      Object.entries({ format, size, fp, quantType }).filter(([, value]) => value !== undefined),
    ),
  };
}

/**
 * The file a link means: exactly `fileId`, or the best by preference, whose metadata must not
 * contradict the query.
 *
 * @param {DownloadContext} context
 * @param {VersionRecord} version
 * @param {DownloadQuery} query
 * @param {Account | null} account
 * @returns {FileRecord | null}
 */
function chooseFile(context, version, query, account) {
  if (query.fileId !== null) return version.files.find((file) => file.id === query.fileId) ?? null;
  const candidates = version.files.filter((file) => query.type === null || file.type === query.type);
  const best = preferredFile(candidates, {
    ...SITE_PREFERENCES,
    ...account?.filePreferences,
    ...query.wanted,
  });
  if (best === undefined) {
    const linked = version.foreignVaeFileId;
    return linked !== undefined && query.type !== null && COMPONENT_FILE_TYPES.includes(query.type)
      ? (context.api.render.catalogue.fileById.get(linked) ?? null)
      : null;
  }
  for (const [key, value] of Object.entries(query.wanted)) {
    const actual = best.metadata[/** @type {keyof FileMetadata} — `wanted` has no other keys. */ (key)];
    if (actual !== undefined && actual !== value) return null;
  }
  return best;
}
