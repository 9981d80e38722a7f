import { type Failure, failure } from '../../../shared/failure';
import { type NetworkView, proxyAddress, type TestedStep } from '../../../shared/network';
import { err, ok, type Result } from '../../../shared/result';
import { type Authorities, NO_AUTHORITIES } from '../../core/network/authorities';
import type { ProxyLogin } from '../../core/network/routes';
import type { Routes } from './routes';

/** Names and passwords, each for one proxy, by its address. */
export interface ProxyLogins {
  read(
    address: string,
  ):
    | { readonly kind: 'none' }
    | { readonly kind: 'locked' }
    | { readonly kind: 'login'; readonly login: ProxyLogin; readonly keptIn: 'keychain' | 'session' };
  keep(address: string, login: ProxyLogin): void;
  forget(address: string): void;
}

export interface NetworkNeeds {
  readonly origin: string;
  readonly isOriginFixed: boolean;
  readonly routes: Routes;
  readonly logins: ProxyLogins;
  readonly authorities: {
    load(): Result<Authorities, Failure>;
    /** Lets the user choose a file, and keeps what it holds; null when they closed the dialog. */
    pick(): Promise<Result<Authorities, Failure> | null>;
    remove(): void;
  };
  readonly test: () => Promise<readonly TestedStep[]>;
  readonly restart: () => void;
  /** Proxy, login or trust are others: open connections end, and what failed for them is tried again. */
  readonly onNewRoute: () => void;
  readonly publish: (view: NetworkView) => void;
}

/** How Civet reaches the net: what the page is told of it, and what the user changes about it. */
export class Network {
  private added: Authorities = NO_AUTHORITIES;
  private authorityTrouble: Failure | null = null;
  private proxy: string | null = null;
  private trouble: Failure | null = null;

  constructor(private readonly needs: NetworkNeeds) {
    const loaded = needs.authorities.load();
    if (loaded.ok) this.added = loaded.value;
    else this.authorityTrouble = loaded.error;
  }

  /** PEM, for whoever makes connections. */
  trusted(): readonly string[] {
    return this.added.pems;
  }

  view(): NetworkView {
    const { origin, isOriginFixed, logins } = this.needs;
    const kept = this.proxy === null ? null : logins.read(this.proxy);
    return {
      origin,
      isOriginFixed,
      proxy: this.proxy,
      login: kept === null || kept.kind === 'none' ? null : kept.kind === 'locked' ? 'locked' : kept.keptIn,
      authorities: this.added.views,
      authorityTrouble: this.authorityTrouble,
      trouble: this.trouble,
    };
  }

  /** Looks which proxy leads to the service now. */
  async look(): Promise<void> {
    const [first] = await this.needs.routes.routesTo(this.needs.origin);
    const proxy = first?.kind === 'proxy' ? proxyAddress(first.proxy) : null;
    if (proxy === this.proxy) return;
    this.proxy = proxy;
    this.tell();
  }

  noteTrouble(trouble: Failure | null): void {
    this.trouble = trouble;
    this.tell();
    // The system may name another one by now.
    void this.look();
  }

  /** The machine may be in another network, where other proxies hold. Connections end by themselves. */
  noteNetwork(): void {
    this.needs.routes.forget();
    void this.look();
  }

  /** The user's wish, a login or what is trusted is another one. */
  noteChange(): void {
    this.needs.routes.forget();
    this.trouble = null;
    this.tell();
    this.needs.onNewRoute();
    void this.look();
  }

  /** @returns `input.notPossibleNow` while no proxy is in use that it could belong to */
  setLogin(login: ProxyLogin): Result<NetworkView, Failure> {
    if (this.proxy === null) return err(failure('input.notPossibleNow'));
    this.needs.logins.keep(this.proxy, login);
    this.noteChange();
    return ok(this.view());
  }

  forgetLogin(): NetworkView {
    if (this.proxy !== null) this.needs.logins.forget(this.proxy);
    this.noteChange();
    return this.view();
  }

  async pickAuthority(): Promise<Result<NetworkView | null, Failure>> {
    const picked = await this.needs.authorities.pick();
    if (picked === null) return ok(null);
    if (!picked.ok) return picked;
    this.trust(picked.value);
    return ok(this.view());
  }

  removeAuthority(): NetworkView {
    this.needs.authorities.remove();
    this.trust(NO_AUTHORITIES);
    return this.view();
  }

  test(): Promise<readonly TestedStep[]> {
    return this.needs.test();
  }

  restart(): void {
    this.needs.restart();
  }

  private trust(authorities: Authorities): void {
    this.added = authorities;
    this.authorityTrouble = null;
    this.noteChange();
  }

  private tell(): void {
    this.needs.publish(this.view());
  }
}
