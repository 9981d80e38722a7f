import { z } from 'zod';
import type { StoredNotice } from '../../shared/entry/entry';
import { keepValidSettings } from '../../shared/settings/keep-valid';
import type { Settings } from '../../shared/settings/schema';
import { readStoredFolders } from '../core/placement/stored-folders';
import type { FolderChoice, SettingsStore } from '../core/ports';

const tokenSchema = z.object({ origin: z.string(), text: z.string().min(1) });

const windowSchema = z.object({
  width: z.number().int().min(900),
  height: z.number().int().min(600),
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  isMaximized: z.boolean(),
});
export type StoredWindow = z.infer<typeof windowSchema>;

const noticeSchema = z.object({
  kind: z.enum(['unreadable', 'wrong']),
  keptPath: z.string().min(1),
  wrong: z.array(z.string()),
}) satisfies z.ZodType<StoredNotice>;

/** One JSON file of the profile, member by member. */
export interface StoredFile {
  get(name: StoredMember): unknown;
  set(name: StoredMember, value: unknown): void;
  delete(name: StoredMember): void;
}

/** What Civet keeps outside the journal. The token is stored as the keychain encrypted it. */
type StoredMember = 'settings' | 'folders' | 'encryptedToken' | 'window' | 'firstStart' | 'notice';

export class Stored implements SettingsStore {
  // The store reads its file with every question; this one is asked all the time.
  private current: Settings;

  /** @param keepAside called before a wrong setting is replaced by its default, with the names of all of them */
  constructor(
    private readonly store: StoredFile,
    keepAside: (wrong: readonly string[]) => void,
  ) {
    const { settings, wrong } = keepValidSettings(this.store.get('settings') ?? {});
    this.current = settings;
    if (wrong.length === 0) return;
    keepAside(wrong);
    // Else the next start would keep the same file aside once more.
    this.store.set('settings', settings);
  }

  settings(): Settings {
    return this.current;
  }

  saveSettings(settings: Settings): void {
    this.store.set('settings', settings);
    this.current = settings;
  }

  folders(): FolderChoice | null {
    return readStoredFolders(this.store.get('folders'));
  }

  saveFolders(choice: FolderChoice | null): void {
    if (choice === null) this.store.delete('folders');
    else this.store.set('folders', choice);
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

  /** Until the guided start was gone through or skipped. */
  isFirstStart(): boolean {
    return this.store.get('firstStart') !== 'over';
  }

  endFirstStart(): void {
    this.store.set('firstStart', 'over');
  }

  /** What had to be put right in this very file, until the user has seen it. */
  notice(): StoredNotice | null {
    const parsed = noticeSchema.safeParse(this.store.get('notice'));
    return parsed.success ? parsed.data : null;
  }

  dismissNotice(): void {
    this.store.delete('notice');
  }
}
