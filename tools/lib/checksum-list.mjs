// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const LIST_NAME = 'SHA256SUMS';

/**
 * Writes the SHA-256 of every file in a folder into it, as `sha256sum --check` reads it.
 *
 * @param {string} folder
 * @returns {Promise<number>} how many files there are
 */
export async function writeChecksums(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isFile() && entry.name !== LIST_NAME ? [entry.name] : []));
  const lines = [];
  for (const name of names.toSorted()) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path.join(folder, name))) hash.update(chunk);
    lines.push(`${hash.digest('hex')}  ${name}\n`);
  }
  await writeFile(path.join(folder, LIST_NAME), lines.join(''));
  return lines.length;
}
