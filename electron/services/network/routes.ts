import type { Failure } from '../../../shared/failure';
import { type ProxyMode, type ProxyServer, proxyAddress, readProxyAddress } from '../../../shared/network';
import {
  DIRECT,
  isBypassed,
  isOwnMachine,
  type Lines,
  type ProxyLogin,
  type Route,
  readPacAnswer,
} from '../../core/network/routes';
import type { Clock } from '../../core/ports';

/** A PAC file may answer by the time of day and by the network, so an answer is soon asked for again. */
const ANSWER_LASTS_MS = 30_000;
/** As browsers do: so long, a proxy that was not there is tried after all others. */
const AVOIDED_MS = 5 * 60_000;
const USUAL_HTTPS_PORT = 443;

export interface ProxyWish {
  readonly mode: ProxyMode;
  /** As the user wrote it; empty until they have. */
  readonly address: string;
  readonly bypass: string;
}

export interface RoutesNeeds {
  readonly clock: Pick<Clock, 'steadyMs'>;
  readonly wish: () => ProxyWish;
  /** What the system's settings, or its PAC file, say of an address, in the words of PAC. */
  readonly askSystem: (url: string) => Promise<string>;
  readonly loginFor: (proxy: ProxyServer) => ProxyLogin | null;
  /** Called whenever what the proxies say has become something else; null when they let Civet through. */
  readonly onTrouble: (trouble: Failure | null) => void;
}

interface Answer {
  readonly proxies: Promise<readonly (ProxyServer | null)[]>;
  readonly askedAtMs: number;
}

/** Knows the ways to each origin, and which proxies were not there a moment ago. */
export class Routes implements Lines {
  private readonly answers = new Map<string, Answer>();
  /** By address, with the time when they were not there. */
  private readonly missing = new Map<string, number>();
  private trouble: Failure | null = null;

  constructor(private readonly needs: RoutesNeeds) {}

  async routesTo(origin: string): Promise<readonly Route[]> {
    const proxies = await this.proxiesTo(new URL(origin));
    return this.missingLast(proxies).map((proxy) =>
      proxy === null ? DIRECT : { kind: 'proxy', proxy, login: this.needs.loginFor(proxy) },
    );
  }

  noteProxy(proxy: ProxyServer, trouble: Failure | null, hasLastWord: boolean): void {
    const address = proxyAddress(proxy);
    if (trouble?.code === 'network.proxyUnreachable') {
      this.missing.set(address, this.needs.clock.steadyMs());
      // The system may know another way by now.
      this.answers.clear();
    } else {
      this.missing.delete(address);
    }
    if (!hasLastWord || JSON.stringify(trouble) === JSON.stringify(this.trouble)) return;
    this.trouble = trouble;
    this.needs.onTrouble(trouble);
  }

  /** Settings, network or login are others than they were: everything is asked and tried anew. */
  forget(): void {
    this.answers.clear();
    this.missing.clear();
    this.trouble = null;
  }

  private proxiesTo(url: URL): Promise<readonly (ProxyServer | null)[]> {
    const wish = this.needs.wish();
    if (wish.mode === 'none' || isOwnMachine(url.hostname)) return Promise.resolve([null]);
    if (wish.mode === 'system') return this.systemProxiesTo(url.origin);
    const proxy = readProxyAddress(wish.address);
    const port = url.port === '' ? USUAL_HTTPS_PORT : Number(url.port);
    const isDirect = !proxy.ok || isBypassed(wish.bypass, url.hostname, port);
    // Whoever names a proxy does not want to be seen without it: there is no way around.
    return Promise.resolve([isDirect ? null : proxy.value]);
  }

  private systemProxiesTo(origin: string): Promise<readonly (ProxyServer | null)[]> {
    const nowMs = this.needs.clock.steadyMs();
    const known = this.answers.get(origin);
    if (known !== undefined && nowMs - known.askedAtMs < ANSWER_LASTS_MS) return known.proxies;
    const proxies = this.needs.askSystem(`${origin}/`).then(readPacAnswer);
    this.answers.set(origin, { proxies, askedAtMs: nowMs });
    return proxies;
  }

  private missingLast(proxies: readonly (ProxyServer | null)[]): readonly (ProxyServer | null)[] {
    const nowMs = this.needs.clock.steadyMs();
    const isMissing = (proxy: ProxyServer | null) => {
      const sinceMs = proxy === null ? undefined : this.missing.get(proxyAddress(proxy));
      return sinceMs !== undefined && nowMs - sinceMs < AVOIDED_MS;
    };
    return [...proxies.filter((proxy) => !isMissing(proxy)), ...proxies.filter(isMissing)];
  }
}
