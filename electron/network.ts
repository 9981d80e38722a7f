import { type BrowserWindow, session } from 'electron';
import type { NetworkView } from '../shared/network';
import { proxyAddress } from '../shared/network';
import type { Settings } from '../shared/settings/schema';
import { AGENT_OPTIONS } from './adapters/http-transport';
import { AuthorityFile } from './adapters/network/authority-file';
import { testConnection } from './adapters/network/connection-test';
import { createDialling, DiallingAgent } from './adapters/network/dialling';
import { Trust } from './adapters/network/trust';
import { systemClock } from './adapters/system';
import type { ApiOrigin } from './core/civitai/origins';
import { Network } from './services/network/network';
import { Routes } from './services/network/routes';
import { pickCertificate } from './shell/pick-certificate';
import { ProxyVault } from './shell/proxy-vault';
import type { Stored } from './shell/stored';

export interface NetworkParts {
  readonly api: ApiOrigin;
  readonly isOriginFixed: boolean;
  readonly stored: Stored;
  readonly profile: string;
  readonly userAgent: string;
  readonly window: () => BrowserWindow | null;
  readonly publish: (view: NetworkView) => void;
  /** Ends Civet after what has to be asked, and starts it anew. */
  readonly restart: () => void;
  /** Proxy, login or trust are others than they were. */
  readonly onNewRoute: (authorities: readonly string[]) => void;
}

/** Wires how connections are made, and what the user may say about it. */
export function createNetwork(parts: NetworkParts) {
  const { api, stored, userAgent } = parts;
  const logins = new ProxyVault(stored);
  const routes: Routes = new Routes({
    clock: systemClock,
    wish: () => stored.settings().proxy,
    // Chromium reads the system's settings and runs its PAC file; of the page's own session nothing is changed.
    askSystem: (url) => session.defaultSession.resolveProxy(url),
    loginFor: (proxy) => {
      const kept = logins.read(proxyAddress(proxy));
      return kept.kind === 'login' ? kept.login : null;
    },
    onTrouble: (trouble) => network.noteTrouble(trouble),
  });
  const file = new AuthorityFile(parts.profile);
  const trust = new Trust([]);
  const dialling = createDialling(routes, trust.current);
  const agent = new DiallingAgent(dialling, AGENT_OPTIONS);
  const network: Network = new Network({
    origin: api.origin,
    isOriginFixed: parts.isOriginFixed,
    routes,
    logins,
    authorities: {
      load: () => file.load(systemClock.nowMs()),
      pick: async () => {
        const path = await pickCertificate(parts.window());
        return path === null ? null : file.take(path, systemClock.nowMs());
      },
      remove: () => file.remove(),
    },
    test: () => testConnection(dialling, api, userAgent),
    restart: parts.restart,
    onNewRoute: () => {
      trust.use(network.trusted());
      agent.dropIdle();
      parts.onNewRoute(network.trusted());
    },
    publish: parts.publish,
  });
  trust.use(network.trusted());
  return {
    network,
    agent,
    lines: routes,
    secrets: () => logins.secrets(),
    noteSettings: (settings: Settings, before: Settings) => {
      if (JSON.stringify(settings.proxy) !== JSON.stringify(before.proxy)) network.noteChange();
    },
  };
}
