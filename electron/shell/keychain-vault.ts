import { safeStorage } from 'electron';
import type { TokenVault } from '../core/ports';
import type { Stored } from './stored';

/** Whether the system protects what `safeStorage` encrypts. `basic_text` is a known password. */
export function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  if (process.platform !== 'linux') return true;
  const backend = safeStorage.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}

/**
 * Keeps the token encrypted with a key from the system's keychain. Without a keychain it is kept in
 * memory for this session only and nothing is written. A token belongs to the origin it was given to.
 */
export class KeychainVault implements TokenVault {
  private session: string | null = null;
  private opened: string | null = null;

  constructor(
    private readonly stored: Stored,
    private readonly origin: string,
  ) {}

  read(): ReturnType<TokenVault['read']> {
    if (this.session !== null) return { kind: 'token', token: this.session, keptIn: 'session' };
    if (this.opened !== null) return { kind: 'token', token: this.opened, keptIn: 'keychain' };
    const encrypted = this.stored.encryptedToken(this.origin);
    if (encrypted === null) return { kind: 'none' };
    if (!hasKeychain()) return { kind: 'locked' };
    try {
      this.opened = safeStorage.decryptString(Buffer.from(encrypted, 'base64'));
      return { kind: 'token', token: this.opened, keptIn: 'keychain' };
    } catch {
      // Another user's keychain, or one that was reset. The text may be readable again later.
      return { kind: 'locked' };
    }
  }

  keep(token: string): 'keychain' | 'session' {
    if (!hasKeychain()) {
      this.forget();
      this.session = token;
      return 'session';
    }
    // Encrypt first: what was kept is replaced only by something that is there.
    const encrypted = safeStorage.encryptString(token).toString('base64');
    this.stored.saveEncryptedToken(this.origin, encrypted);
    this.session = null;
    this.opened = token;
    return 'keychain';
  }

  forget(): void {
    this.session = null;
    this.opened = null;
    this.stored.saveEncryptedToken(this.origin, null);
  }
}
