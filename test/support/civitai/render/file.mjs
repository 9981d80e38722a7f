// @ts-check
/** @import { Catalogue } from '../catalogue/catalogue.mjs' */
/** @import { FileMetadata, FileRecord, ModelRecord, VersionRecord } from '../catalogue/types.mjs' */
import { traitsOf } from '../catalogue/traits.mjs';
import { preferredFile } from './file-choice.mjs';

/**
 * What rendering needs beside the records.
 * @typedef {object} RenderContext
 * @property {Catalogue} catalogue
 * @property {string} origin base of downloadUrls; usually the API's own
 * @property {string} imagesOrigin
 * @property {(image: import('../catalogue/types.mjs').ImageRecord) => string} blurHashOf
 */

/**
 * @typedef {object} FileView
 * @property {'list' | 'model' | 'version'} place which endpoint asks
 * @property {boolean} primaryOnly
 * @property {FileMetadata} [preferences] of the signed-in account
 */

/**
 * The `files` of a version. An archived model has none.
 *
 * @param {RenderContext} context
 * @param {ModelRecord} model
 * @param {VersionRecord} version
 * @param {FileView} view
 */
export async function renderFiles(context, model, version, view) {
  if (model.mode === 'Archived') return [];
  const primary = preferredFile(version.files);
  const shown = view.primaryOnly
    ? [preferredFile(version.files, view.preferences)].filter((file) => file !== undefined)
    : version.files;
  const rendered = [];
  for (const file of shown)
    rendered.push(await renderFile(context, model, file, { view, isPrimary: file === primary }));
  const foreign =
    version.foreignVaeFileId === undefined
      ? undefined
      : context.catalogue.fileById.get(version.foreignVaeFileId);
  if (foreign && !view.primaryOnly) {
    // Its own id, but a URL of this version: `fileId` of it is refused here, only `type=VAE` works.
    const lent = { ...foreign, type: 'VAE', versionId: version.id };
    rendered.push(await renderFile(context, model, lent, { view, isPrimary: false }));
  }
  return rendered;
}

/**
 * @param {RenderContext} context
 * @param {ModelRecord} model
 * @param {FileRecord} file
 * @param {{ view: FileView, isPrimary: boolean }} how
 */
async function renderFile(context, model, file, { view, isPrimary }) {
  const traits = traitsOf(model);
  const { AutoV3, ...classic } = await context.catalogue.publishedHashes(
    // A lent file is a copy with another version; its hashes belong to the original.
    context.catalogue.fileById.get(file.id) ?? file,
  );
  const inVersion = view.place === 'version';
  return {
    id: file.id,
    [traits.sizeKey]: file.bytes / 1024,
    name: file.overrideName !== undefined && !inVersion ? file.overrideName : file.name,
    ...(file.overrideName !== undefined && !inVersion && !traits.isOld
      ? { overrideName: file.overrideName }
      : {}),
    type: file.type,
    pickleScanResult: file.pickleScanResult,
    pickleScanMessage: file.pickleScanMessage,
    virusScanResult: file.virusScanResult,
    ...(traits.isOld ? {} : { virusScanMessage: null }),
    scannedAt: file.scannedAt,
    metadata: inVersion
      ? { format: file.metadata.format, size: file.metadata.size, fp: file.metadata.fp }
      : file.metadata,
    hashes: traits.isOld || AutoV3 === undefined ? classic : { ...classic, AutoV3 },
    downloadUrl: `${context.origin}/api/download/models/${file.versionId}${isPrimary ? '' : (file.downloadQuery ?? queryOf(file, traits.linksFileId))}`,
    ...(isPrimary ? { primary: true } : inVersion && !traits.isOld ? { primary: false } : {}),
  };
}

/** @param {FileRecord} file @param {boolean} linksFileId */
function queryOf(file, linksFileId) {
  const query = new URLSearchParams({ type: file.type });
  for (const key of /** @type {const} */ (['format', 'size', 'fp', 'quantType'])) {
    const value = file.metadata[key];
    if (value !== undefined) query.set(key, value);
  }
  if (linksFileId) query.set('fileId', String(file.id));
  return `?${query.toString().replaceAll('+', '%20')}`;
}
