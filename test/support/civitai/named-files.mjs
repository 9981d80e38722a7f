// @ts-check
/** @import { Catalogue } from './catalogue/catalogue.mjs' */
/** @import { NamedKey } from './catalogue/named.mjs' */
/** @import { FileRecord, ModelRecord, VersionRecord } from './catalogue/types.mjs' */

import { createHash } from 'node:crypto';
import { downloadName } from './api/download-name.mjs';
import { layoutOf } from './bytes/file-content.mjs';
import { present } from './present.mjs';

const CHUNK_BYTES = 1_048_576;

/**
 * What a test needs to know of one file.
 * @typedef {object} NamedFile
 * @property {number} fileId
 * @property {string} fileName as listed
 * @property {string} downloadName as in Content-Disposition
 * @property {string} type
 * @property {number} bytes
 * @property {string} sha256 of the bytes that are really served, upper case; not always the published one.
 *   Computed when it is first read, in a fraction of a second even for 64 MB
 */

/**
 * A well-known model: its chosen version and that version's first file, and everything beside.
 * @typedef {NamedFile & { modelId: number, versionId: number, modelName: string, versionName: string, modelType: string, files: NamedFile[], versionIds: number[] }} NamedModel
 */

/**
 * The named models by their keys.
 *
 * @param {Catalogue} catalogue
 * @returns {Record<NamedKey, NamedModel>}
 */
export function describeNamedModels(catalogue) {
  const named = catalogue.namedKeys.map((key) => {
    const model = catalogue.named(key);
    const version = present(model.versions[0], 'version');
    const files = version.files.map((file) => describeFile(model, version, file));
    const [first = NO_FILE] = files;
    // Not spread: that would read `sha256` and hash every file now.
    const described = Object.defineProperties(
      {
        modelId: model.id,
        versionId: version.id,
        modelName: model.name,
        versionName: version.name,
        modelType: model.type,
        files,
        versionIds: model.versions.map(({ id }) => id),
        ...NO_FILE,
      },
      Object.getOwnPropertyDescriptors(first),
    );
    return /** @type {const} */ ([key, described]);
  });
  return /** @type {Record<NamedKey, NamedModel>} — every key has its entry. */ (Object.fromEntries(named));
}

/** Stands for the file of a version that has none. @type {NamedFile} */
const NO_FILE = Object.freeze({ fileId: 0, fileName: '', downloadName: '', type: '', bytes: 0, sha256: '' });

/** @param {ModelRecord} model @param {VersionRecord} version @param {FileRecord} file @returns {NamedFile} */
function describeFile(model, version, file) {
  /** @type {string | undefined} */
  let sha256;
  return {
    fileId: file.id,
    fileName: file.overrideName ?? file.name,
    downloadName: downloadName(model, version, file),
    type: file.type,
    bytes: file.bytes,
    get sha256() {
      sha256 ??= sha256Of(file);
      return sha256;
    },
  };
}

/** @param {FileRecord} file */
function sha256Of(file) {
  const layout = layoutOf(file);
  const hash = createHash('sha256');
  for (let offset = 0; offset < layout.size; offset += CHUNK_BYTES)
    hash.update(layout.read(offset, CHUNK_BYTES));
  return hash.digest('hex').toUpperCase();
}
