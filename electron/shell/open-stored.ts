import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import { Stored } from './stored';
import { keepWrongFile, prepareStoredFile } from './stored-file';

export interface OpenedStore {
  readonly stored: Stored;
  /** What had to be put right, and where the file as it was is kept, in words for the log. */
  readonly warnings: readonly string[];
}

/**
 * Opens the settings file, brought to today's version. What cannot be read is kept aside under another name: the
 * whole file when it is no JSON, a copy of it when some settings are wrong.
 *
 * @throws NewerSettingsError when a later Civet wrote it; and when the system does not let it be read
 */
export function openStored(folder: string, nowMs: number): OpenedStore {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'civet.json');
  const warnings = [...prepareStoredFile(path, nowMs)];
  const store = new Store<Record<string, unknown>>({ name: 'civet', cwd: folder, clearInvalidConfig: false });
  const stored = new Stored(store, (wrong) => {
    const notice = keepWrongFile(path, wrong, nowMs);
    store.set('notice', notice);
    warnings.push(
      `These settings were wrong and have their defaults: ${wrong.join(', ')}. See ${notice.keptPath}.`,
    );
  });
  return { stored, warnings };
}
