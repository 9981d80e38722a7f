import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import { Stored } from './stored';

export interface OpenedStore {
  readonly stored: Stored;
  /** What had to be put right, and where the file as it was is kept, in words for the log. */
  readonly warnings: readonly string[];
}

/**
 * Opens the settings file. What cannot be read is kept aside under another name: the whole file when it is
 * no JSON, a copy of it when some settings are wrong.
 *
 * @throws when the file is there and the system does not let it be read
 */
export function openStored(folder: string, nowMs: number): OpenedStore {
  const path = join(folder, 'civet.json');
  const warnings: string[] = [];
  const open = () => {
    const store = new Store<Record<string, unknown>>({
      name: 'civet',
      cwd: folder,
      clearInvalidConfig: false,
    });
    return new Stored(store, (wrong) => {
      const aside = `${path}.wrong-${nowMs}`;
      copyFileSync(path, aside);
      warnings.push(`These settings were wrong and have their defaults: ${wrong.join(', ')}. See ${aside}.`);
    });
  };
  try {
    return { stored: open(), warnings };
  } catch (error) {
    // Only what is no JSON is put aside; a file that cannot be read now is left as it is.
    if (!(error instanceof SyntaxError) || !existsSync(path)) throw error;
    const putAside = `${path}.unreadable-${nowMs}`;
    renameSync(path, putAside);
    return { stored: open(), warnings: [`The settings could not be read and were kept as ${putAside}.`] };
  }
}
