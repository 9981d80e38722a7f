import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import { z } from 'zod';
import type { FolderKind } from '../../shared/placement';
import { folderKindSchema, layoutSchema } from '../../shared/placement-schema';
import { type Settings, settingsSchema } from '../../shared/settings/schema';
import type { FolderChoice, SettingsStore } from '../core/ports';

/** What Civet keeps outside the journal. The token is stored as the keychain encrypted it. */
interface StoredFile {
  settings?: unknown;
  folders?: unknown;
  encryptedToken?: unknown;
  window?: unknown;
}

const foldersSchema = z.object({
  layout: layoutSchema,
  root: z.string().min(1),
  own: z.partialRecord(folderKindSchema, z.string().min(1)).catch({}),
});

const windowSchema = z.object({
  width: z.number().int().min(900),
  height: z.number().int().min(600),
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  isMaximized: z.boolean(),
});
export type StoredWindow = z.infer<typeof windowSchema>;

export interface OpenedStore {
  readonly stored: Stored;
  /** Where an unreadable file was put aside; null in the ordinary case. */
  readonly putAside: string | null;
}

/** Opens the settings file. One that is no JSON is kept aside under another name, never overwritten. */
export function openStored(folder: string, nowMs: number): OpenedStore {
  const open = () => new Store<StoredFile>({ name: 'civet', cwd: folder, clearInvalidConfig: false });
  try {
    return { stored: new Stored(open()), putAside: null };
  } catch (error) {
    const path = join(folder, 'civet.json');
    if (!existsSync(path)) throw error;
    const putAside = `${path}.unreadable-${nowMs}`;
    renameSync(path, putAside);
    return { stored: new Stored(open()), putAside };
  }
}

export class Stored implements SettingsStore {
  constructor(private readonly store: Store<StoredFile>) {}

  settings(): Settings {
    const parsed = settingsSchema.safeParse(this.store.get('settings') ?? {});
    return parsed.success ? parsed.data : settingsSchema.parse({});
  }

  saveSettings(settings: Settings): void {
    this.store.set('settings', settings);
  }

  folders(): FolderChoice | null {
    const parsed = foldersSchema.safeParse(this.store.get('folders'));
    if (!parsed.success) return null;
    const own: Partial<Record<FolderKind, string>> = parsed.data.own;
    return { ...parsed.data, own };
  }

  saveFolders(choice: FolderChoice): void {
    this.store.set('folders', choice);
  }

  encryptedToken(): string | null {
    const text = this.store.get('encryptedToken');
    return typeof text === 'string' && text !== '' ? text : null;
  }

  saveEncryptedToken(text: string | null): void {
    if (text === null) this.store.delete('encryptedToken');
    else this.store.set('encryptedToken', text);
  }

  window(): StoredWindow | null {
    const parsed = windowSchema.safeParse(this.store.get('window'));
    return parsed.success ? parsed.data : null;
  }

  saveWindow(window: StoredWindow): void {
    this.store.set('window', window);
  }
}
