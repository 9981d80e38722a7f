// @ts-check
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

const PAGE_BYTES = 64 * 1024;

/**
 * @typedef {object} DiskState
 * @property {boolean} isRight the final name holds exactly the file
 * @property {boolean} isSpoiled a file that counts holds bytes that are wrong where they stand
 * @property {number} rightBytes in the file that holds most of them
 */

/**
 * Reads what a program left in its folder. What was put aside under a name of its own
 * (`.damaged`) is nobody's model any more, so it may hold wrong bytes; it still is not lost. Notes (`.aria2`) hold no
 * bytes of the file.
 * @param {string} folder
 * @param {string} fileName
 * @param {import('../bench/pattern-file.mjs').PatternFile} file
 * @returns {DiskState}
 */
export function readDisk(folder, fileName, file) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.aria2'))
    .map((entry) => entry.name);
  const found = names.map((name) => ({ name, ...compare(path.join(folder, name), file) }));
  return {
    isRight: found.some(
      ({ name, size, rightBytes }) => name === fileName && size === file.size && rightBytes === size,
    ),
    isSpoiled: found.some(({ name, hasWrong }) => hasWrong && !name.endsWith('.damaged')),
    rightBytes: Math.max(0, ...found.map(({ rightBytes }) => rightBytes)),
  };
}

/**
 * Holes count as nothing written yet: programs that fetch from several places leave them.
 * @param {string} filePath
 * @param {import('../bench/pattern-file.mjs').PatternFile} file
 */
function compare(filePath, file) {
  const { size } = statSync(filePath);
  const handle = openSync(filePath, 'r');
  const page = Buffer.alloc(PAGE_BYTES);
  let rightBytes = 0;
  let hasWrong = size > file.size;
  try {
    for (let at = 0; at < Math.min(size, file.size); at += PAGE_BYTES) {
      const length = readSync(handle, page, 0, Math.min(PAGE_BYTES, file.size - at), at);
      const there = page.subarray(0, length);
      const expected = file.slice(at, at + length);
      if (there.equals(expected)) rightBytes += length;
      else {
        const written = expected.findIndex((byte, index) => there[index] !== byte);
        rightBytes += written;
        // The rest of the page may not have been written yet; any other byte is a wrong one.
        if (there.subarray(written).some((byte) => byte !== 0)) hasWrong = true;
      }
    }
  } finally {
    closeSync(handle);
  }
  return { size, rightBytes, hasWrong };
}
