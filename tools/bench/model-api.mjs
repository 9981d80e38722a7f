// @ts-check
import { listen } from '../../test/support/civitai/listen.mjs';

/**
 * @typedef {object} OfferedFile
 * @property {number} versionId also the id of the model and of the file
 * @property {string} name
 * @property {number} bytes
 * @property {string} sha256 hex
 * @property {(request: import('node:http').IncomingMessage) => string} link where the storage has it, made for each question
 */

/**
 * The few answers of Civitai that a download needs, on http and loopback: what a version is, and a redirect to
 * its bytes.
 * @param {readonly OfferedFile[]} files
 * @param {{ onLink?: (versionId: number) => void }} [watch]
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function startModelApi(files, { onLink } = {}) {
  return listen(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const [, area, id] = /^\/api\/(v1\/models|v1\/model-versions|download\/models)\/(\d+)$/.exec(path) ?? [];
    const file = files.find(({ versionId }) => versionId === Number(id));
    if (file === undefined) return reply(response, 404, { error: 'Not Found' });
    if (area === 'v1/models') return reply(response, 200, modelOf(file));
    if (area === 'v1/model-versions') return reply(response, 200, loneVersionOf(file));
    onLink?.(file.versionId);
    response.writeHead(307, { location: file.link(request), 'content-length': 0 });
    response.end();
  }, 0);
}

/** @param {OfferedFile} file */
function modelOf(file) {
  return {
    id: file.versionId,
    name: `Pattern ${file.versionId}`,
    type: 'Checkpoint',
    nsfw: false,
    nsfwLevel: 1,
    tags: [],
    creator: { username: 'bench' },
    modelVersions: [versionOf(file)],
  };
}

/** @param {OfferedFile} file */
function loneVersionOf(file) {
  return {
    ...versionOf(file),
    modelId: file.versionId,
    model: { name: `Pattern ${file.versionId}`, type: 'Checkpoint' },
  };
}

/** @param {OfferedFile} file */
function versionOf(file) {
  return {
    id: file.versionId,
    name: 'v1',
    baseModel: 'SDXL 1.0',
    publishedAt: '2025-01-01T00:00:00.000Z',
    availability: 'Public',
    images: [],
    files: [
      {
        id: file.versionId,
        name: file.name,
        type: 'Model',
        sizeKB: file.bytes / 1024,
        primary: true,
        metadata: { format: 'SafeTensor', size: 'full', fp: 'fp16' },
        hashes: { SHA256: file.sha256.toUpperCase() },
        pickleScanResult: 'Success',
        virusScanResult: 'Success',
        scannedAt: '2025-01-01T00:00:00.000Z',
      },
    ],
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {unknown} body
 */
function reply(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
