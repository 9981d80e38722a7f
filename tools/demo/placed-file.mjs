// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ToolError } from '../lib/say.mjs';

/**
 * Reads a file from the disk again: what it holds, not what anybody says it holds.
 * @param {string} file
 * @returns {Promise<{ bytes: number, sha256: string }>} the hash in upper case, as Civitai writes it
 */
export async function measureFile(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return { bytes: statSync(file).size, sha256: hash.digest('hex').toUpperCase() };
}

/**
 * The one file below a folder.
 * @param {string} folder
 */
export function onlyFileIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const [only, ...others] = files;
  if (only === undefined || others.length > 0) {
    const names = files.map(({ name }) => name).join(', ');
    throw new ToolError(
      `Expected one placed file below ${folder}, found ${files.length === 0 ? 'none' : names}.`,
    );
  }
  return path.join(only.parentPath, only.name);
}

/**
 * What the service says of a file, asked the way any client asks.
 * @param {string} origin
 * @param {{ versionId: number, fileId: number }} file
 * @returns {Promise<string>} its SHA-256
 */
export async function publishedSha256(origin, { versionId, fileId }) {
  const answer = await fetch(`${origin}/api/v1/model-versions/${versionId}`);
  const version = /** @type {{ files: { id: number, hashes: Record<string, string> }[] }} */ (
    await answer.json()
  );
  const sha256 = version.files.find(({ id }) => id === fileId)?.hashes.SHA256;
  if (sha256 === undefined) throw new ToolError(`The service published no SHA-256 for file ${fileId}.`);
  return sha256.toUpperCase();
}

/**
 * Holds the three witnesses of one file against each other.
 * @param {{ placed: string, onPage: string, published: string }} hashes
 */
export function assertSameHash({ placed, onPage, published }) {
  const upper = onPage.toUpperCase();
  if (placed === upper && placed === published) return;
  throw new ToolError(
    `The hashes differ: the placed file has ${placed}, the page shows ${upper}, the service published ${published}.`,
  );
}
