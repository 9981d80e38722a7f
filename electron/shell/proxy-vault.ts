import { safeStorage } from 'electron';
import { z } from 'zod';
import { proxyLoginSchema } from '../../shared/ipc/network-calls';
import type { ProxyLogin } from '../core/network/routes';
import { hasKeychain } from './keychain-vault';
import type { Stored } from './stored';

type Kept =
  | { readonly kind: 'none' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'login'; readonly login: ProxyLogin; readonly keptIn: 'keychain' | 'session' };

const loginText = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('no JSON');
    return z.NEVER;
  }
});
const storedLogin = loginText.pipe(proxyLoginSchema);

/**
 * Keeps names and passwords of proxies as the token is kept: encrypted with a key from the system's keychain, or
 * without one in memory until Civet quits. Each belongs to one proxy and is never told to another.
 */
export class ProxyVault {
  private readonly opened = new Map<string, Extract<Kept, { kind: 'login' }>>();

  constructor(private readonly stored: Stored) {}

  read(address: string): Kept {
    const opened = this.opened.get(address);
    if (opened !== undefined) return opened;
    const encrypted = this.stored.encryptedProxyLogin(address);
    if (encrypted === null) return { kind: 'none' };
    if (!hasKeychain()) return { kind: 'locked' };
    try {
      const login = storedLogin.safeParse(safeStorage.decryptString(Buffer.from(encrypted, 'base64')));
      return login.success ? this.open(address, login.data, 'keychain') : { kind: 'locked' };
    } catch {
      // Another user's keychain, or one that was reset.
      return { kind: 'locked' };
    }
  }

  keep(address: string, login: ProxyLogin): void {
    if (!hasKeychain()) {
      this.stored.saveEncryptedProxyLogin(address, null);
      this.open(address, login, 'session');
      return;
    }
    const encrypted = safeStorage.encryptString(JSON.stringify(login)).toString('base64');
    this.stored.saveEncryptedProxyLogin(address, encrypted);
    this.open(address, login, 'keychain');
  }

  forget(address: string): void {
    this.opened.delete(address);
    this.stored.saveEncryptedProxyLogin(address, null);
  }

  /** What no log may hold, in each form in which it leaves Civet. */
  secrets(): readonly string[] {
    return [...this.opened.values()].flatMap(({ login: { user, password } }) =>
      password === '' ? [] : [password, Buffer.from(`${user}:${password}`).toString('base64')],
    );
  }

  private open(address: string, login: ProxyLogin, keptIn: 'keychain' | 'session'): Kept {
    const kept = { kind: 'login', login, keptIn } as const;
    this.opened.set(address, kept);
    return kept;
  }
}
