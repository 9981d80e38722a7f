import type { AccountView } from '../../shared/account';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { CivitaiApi } from '../core/civitai/ports';
import { wireMe } from '../core/civitai/wire';
import type { TokenVault } from '../core/ports';

export interface AccountNeeds {
  readonly api: Pick<CivitaiApi, 'getJsonWithToken'>;
  readonly vault: TokenVault;
  readonly onChanged: (view: AccountView) => void;
}

/** Who is signed in. The token itself never leaves this object but for the requests to the API. */
export class Account {
  private current: AccountView = { kind: 'signedOut' };

  constructor(private readonly needs: AccountNeeds) {}

  view(): AccountView {
    return this.current;
  }

  /** For requests to the API's own origin only; null while nobody is signed in. */
  token(): string | null {
    const kept = this.needs.vault.read();
    return kept.kind === 'token' ? kept.token : null;
  }

  /** Asks Civitai who the kept token belongs to. */
  async check(): Promise<AccountView> {
    const kept = this.needs.vault.read();
    if (kept.kind === 'none') return this.change({ kind: 'signedOut' });
    if (kept.kind === 'locked') return this.change({ kind: 'unchecked', reason: 'keychainLocked' });
    const name = await this.ask(kept.token);
    // Somebody may have signed in or out meanwhile; then this answer is about another token.
    if (this.token() !== kept.token) return this.current;
    if (name.ok) return this.change({ kind: 'signedIn', username: name.value, keptIn: kept.keptIn });
    if (name.error.code === 'access.tokenRejected') {
      this.needs.vault.forget();
      return this.change({ kind: 'signedOut' });
    }
    return this.change({ kind: 'unchecked', reason: 'offline' });
  }

  /**
   * Checks a token with `/me`, the only call that tells a wrong token from none, then keeps it.
   *
   * @returns `access.tokenRejected` when Civitai does not know it; a token kept before stays
   */
  async signIn(token: string): Promise<Result<AccountView, Failure>> {
    const name = await this.ask(token);
    if (!name.ok) return name;
    // Whose answers came with the token before was never said; nobody may take them for this account's.
    if (this.current.kind === 'unchecked') this.signOut();
    const keptIn = this.needs.vault.keep(token);
    return ok(this.change({ kind: 'signedIn', username: name.value, keptIn }));
  }

  signOut(): AccountView {
    this.needs.vault.forget();
    return this.change({ kind: 'signedOut' });
  }

  private async ask(token: string): Promise<Result<string, Failure>> {
    // A header cannot carry anything else, and no token of Civitai's looks otherwise.
    if (!/^[\x21-\x7e]+$/.test(token)) return err(failure('access.tokenRejected'));
    const answer = await this.needs.api.getJsonWithToken('/api/v1/me', token);
    if (!answer.ok) {
      // Only a 401 is about the token; a 403 may be a wall in front of the service.
      return err(answer.error.code === 'access.loginNeeded' ? failure('access.tokenRejected') : answer.error);
    }
    const me = wireMe.safeParse(answer.value);
    return me.success ? ok(me.data.username) : err(failure('http.badAnswer', { message: 'no user' }));
  }

  private change(view: AccountView): AccountView {
    this.current = view;
    this.needs.onChanged(view);
    return view;
  }
}
