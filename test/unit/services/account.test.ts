import { describe, expect, it } from 'vitest';
import type { CivitaiApi } from '../../../electron/core/civitai/ports';
import type { TokenVault } from '../../../electron/core/ports';
import { Account } from '../../../electron/services/account';
import type { AccountView } from '../../../shared/account';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';

class MemoryVault implements TokenVault {
  token: string | null = null;
  read: TokenVault['read'] = () =>
    this.token === null ? { kind: 'none' } : { kind: 'token', token: this.token, keptIn: 'keychain' };
  keep = (token: string) => {
    this.token = token;
    return 'keychain' as const;
  };
  forget = () => {
    this.token = null;
  };
}

/** Answers `/me` for each token when the test says so. */
class HeldApi implements CivitaiApi {
  private readonly held = new Map<string, (answer: Result<unknown, Failure>) => void>();
  getJson = () => Promise.resolve(ok(null));
  getJsonWithToken = (_path: string, token: string) =>
    new Promise<Result<unknown, Failure>>((resolve) => this.held.set(token, resolve));
  answer(token: string, answer: Result<unknown, Failure>) {
    this.held.get(token)?.(answer);
  }
}

function setUp(kept: string | null) {
  const vault = new MemoryVault();
  vault.token = kept;
  const api = new HeldApi();
  const told: AccountView[] = [];
  return { vault, api, told, account: new Account({ api, vault, onChanged: (view) => told.push(view) }) };
}
const me = (username: string) => ok({ id: 1, username });
const unauthorized = err(failure('access.loginNeeded'));

describe('Account', () => {
  it('keeps a new token when the late answer about the old one is no', async () => {
    const { vault, api, account } = setUp('old-token');
    const checked = account.check();
    const signedIn = account.signIn('new-token');
    api.answer('new-token', me('ada'));
    await signedIn;
    api.answer('old-token', unauthorized);
    await checked;
    expect(vault.token).toBe('new-token');
    expect(account.view()).toMatchObject({ kind: 'signedIn', username: 'ada' });
  });

  it('stays signed out when the late answer about the old token is yes', async () => {
    const { api, account } = setUp('old-token');
    const checked = account.check();
    account.signOut();
    api.answer('old-token', me('ada'));
    await checked;
    expect(account.view()).toEqual({ kind: 'signedOut' });
  });

  it('forgets a token that Civitai no longer knows', async () => {
    const { vault, api, account } = setUp('old-token');
    const checked = account.check();
    api.answer('old-token', unauthorized);
    await checked;
    expect(vault.token).toBe(null);
  });

  it.each(['access.noPermission', 'network.offline', 'http.serverError'] as const)(
    'keeps a token when the check ends with %s',
    async (code) => {
      const { vault, api, account } = setUp('old-token');
      const checked = account.check();
      api.answer('old-token', err(failure(code)));
      await checked;
      expect(vault.token).toBe('old-token');
      expect(account.view()).toMatchObject({ kind: 'unchecked' });
    },
  );

  it('keeps the token there is when a new one is refused', async () => {
    const { vault, api, account } = setUp('old-token');
    const signedIn = account.signIn('wrong-token');
    api.answer('wrong-token', unauthorized);
    expect(await signedIn).toMatchObject({ ok: false, error: { code: 'access.tokenRejected' } });
    expect(vault.token).toBe('old-token');
  });

  it('tells that the account nobody had checked has gone before another one takes its place', async () => {
    const { api, account, told } = setUp('old-token');
    const checked = account.check();
    api.answer('old-token', err(failure('network.offline')));
    await checked;
    const signedIn = account.signIn('new-token');
    api.answer('new-token', me('ada'));
    await signedIn;
    expect(told.map(({ kind }) => kind)).toEqual(['unchecked', 'signedOut', 'signedIn']);
  });

  it('sends nothing that could break out of a header', async () => {
    const { account } = setUp(null);
    expect(await account.signIn('bad\r\nX-Injected: 1')).toMatchObject({ ok: false });
  });
});
