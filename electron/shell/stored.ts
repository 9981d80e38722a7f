import { z } from 'zod';
import type { StoredNotice } from '../../shared/entry/entry';
import { keepValidSettings } from '../../shared/settings/keep-valid';
import type { Settings } from '../../shared/settings/schema';
import { readStoredFolders } from '../core/placement/stored-folders';
import type { FolderChoice, SettingsStore } from '../core/ports';

const tokenSchema = z.object({ origin: z.string(), text: z.string().min(1) });
type StoredToken = z.infer<typeof tokenSchema>;

/** By the address of the proxy, as the keychain encrypted it. */
const proxyLoginsSchema = z.record(z.string(), z.string().min(1));

const windowSchema = z.object({
  width: z.number().int().min(900),
  height: z.number().int().min(600),
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  isMaximized: z.boolean(),
  isFullScreen: z.boolean().optional(),
});
export type StoredWindow = z.infer<typeof windowSchema>;

const noticeSchema = z.object({
  kind: z.enum(['unreadable', 'wrong']),
  keptPath: z.string().min(1),
  wrong: z.array(z.string()),
}) satisfies z.ZodType<StoredNotice>;
const toldSchema = z.array(z.string());
/** That closing the window leaves Civet running: in the tray, or where no tray shows it. */
export type Told = 'closedToTray' | 'closedOutOfSight';

/** One JSON file of the profile, member by member. */
export interface StoredFile {
  get(name: StoredMember): unknown;
  set(name: StoredMember, value: unknown): void;
  delete(name: StoredMember): void;
}

/** What Civet keeps outside the journal. The token is stored as the keychain encrypted it. */
type StoredMember =
  | 'settings'
  | 'folders'
  | 'encryptedToken'
  | 'furtherTokens'
  | 'proxyLogins'
  | 'window'
  | 'firstStart'
  | 'notice'
  | 'told';

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
    return this.tokens().find((each) => each.origin === origin)?.text ?? null;
  }

  /** Replaces what is stored for this origin; `null` forgets it. What is stored for others stays. */
  saveEncryptedToken(origin: string, text: string | null): void {
    const others = this.tokens().filter((each) => each.origin !== origin);
    const [first, ...further] = text === null ? others : [{ origin, text }, ...others];
    if (first === undefined) this.store.delete('encryptedToken');
    else this.store.set('encryptedToken', first);
    if (further.length === 0) this.store.delete('furtherTokens');
    else this.store.set('furtherTokens', further);
  }

  private tokens(): readonly StoredToken[] {
    const first = tokenSchema.safeParse(this.store.get('encryptedToken'));
    const further = z.array(tokenSchema).safeParse(this.store.get('furtherTokens'));
    return [...(first.success ? [first.data] : []), ...(further.success ? further.data : [])];
  }

  /** Null unless a login is stored for exactly this proxy. */
  encryptedProxyLogin(address: string): string | null {
    const logins = this.proxyLogins();
    return Object.hasOwn(logins, address) ? (logins[address] ?? null) : null;
  }

  saveEncryptedProxyLogin(address: string, text: string | null): void {
    const { [address]: _before, ...others } = this.proxyLogins();
    const logins = text === null ? others : { ...others, [address]: text };
    if (Object.keys(logins).length === 0) this.store.delete('proxyLogins');
    else this.store.set('proxyLogins', logins);
  }

  private proxyLogins(): Readonly<Record<string, string>> {
    const parsed = proxyLoginsSchema.safeParse(this.store.get('proxyLogins'));
    return parsed.success ? parsed.data : {};
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

  /** Whether the user has been told this; see `noteTold`. */
  hasTold(what: Told): boolean {
    return this.told().includes(what);
  }

  /** What is told once is not told again, on this profile. */
  noteTold(what: Told): void {
    if (!this.hasTold(what)) this.store.set('told', [...this.told(), what]);
  }

  private told(): readonly string[] {
    const parsed = toldSchema.safeParse(this.store.get('told'));
    return parsed.success ? parsed.data : [];
  }
}
