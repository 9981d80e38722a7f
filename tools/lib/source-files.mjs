// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './project.mjs';

const SOURCE = /\.(ts|tsx|mts|cts|mjs|cjs|js|jsx)$/;

/**
 * @typedef {object} SourceFile
 * @property {string} path from the project's root, with slashes
 * @property {string} text
 */

/**
 * All source files below some of the project's folders.
 * @param {readonly string[]} folders
 * @param {string} [root]
 * @returns {SourceFile[]}
 */
export function readSourceFiles(folders, root = projectRoot) {
  return folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      path: path.relative(root, file).replaceAll(path.sep, '/'),
      text: readFileSync(file, 'utf8'),
    }));
}
