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

const tokenSchema = z.object({ origin: z.string(), text: z.string().min(1) });

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
    // Only what is no JSON is put aside; a file that cannot be read now is left as it is.
    if (!(error instanceof SyntaxError) || !existsSync(path)) throw error;
    const putAside = `${path}.unreadable-${nowMs}`;
    renameSync(path, putAside);
    return { stored: new Stored(open()), putAside };
  }
}

export class Stored implements SettingsStore {
  // The store reads its file with every question; this one is asked all the time.
  private current: Settings;

  constructor(private readonly store: Store<StoredFile>) {
    const parsed = settingsSchema.safeParse(this.store.get('settings') ?? {});
    this.current = parsed.success ? parsed.data : settingsSchema.parse({});
  }

  settings(): Settings {
    return this.current;
  }

  saveSettings(settings: Settings): void {
    this.store.set('settings', settings);
    this.current = settings;
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

  /** Null unless a token is stored for exactly this origin. */
  encryptedToken(origin: string): string | null {
    const parsed = tokenSchema.safeParse(this.store.get('encryptedToken'));
    return parsed.success && parsed.data.origin === origin ? parsed.data.text : null;
  }

  /** Replaces what is stored; `null` forgets it, unless it belongs to another origin. */
  saveEncryptedToken(origin: string, text: string | null): void {
    if (text !== null) this.store.set('encryptedToken', { origin, text });
    else if (this.encryptedToken(origin) !== null) this.store.delete('encryptedToken');
  }

  window(): StoredWindow | null {
    const parsed = windowSchema.safeParse(this.store.get('window'));
    return parsed.success ? parsed.data : null;
  }

  saveWindow(window: StoredWindow): void {
    this.store.set('window', window);
  }
}
