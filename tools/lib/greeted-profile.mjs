// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Of `electron/core/settings/stored-versions.ts`; an older one is migrated. */
const STORED_VERSION = 3;

/**
 * Makes a profile whose owner has had the guided first start.
 * @param {string} folder
 * @returns {string} the folder
 */
export function greeted(folder) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'civet.json');
  writeFileSync(file, JSON.stringify({ version: STORED_VERSION, firstStart: 'over' }));
  return folder;
}
