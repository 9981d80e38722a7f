import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import type { NetworkView, TestedStep } from '../../../shared/network';
import { ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import type { Scenario } from './scenario';

type Calls = Extract<keyof Handlers, `network.${string}`>;

const PROXY = 'http://proxy.studio.example:3128';
const AUTHORITY = {
  subject: 'Studio Example Inspection CA 2',
  issuer: 'Studio Example Root',
  validToMs: Date.UTC(2029, 4, 12),
  sha256: Array.from({ length: 32 }, (_, at) => (at * 7 + 16).toString(16).slice(-2).toUpperCase()).join(':'),
};

const steps = (isRefused: boolean): readonly TestedStep[] => [
  { step: 'route', detail: PROXY, durationMs: 2, failure: null },
  isRefused
    ? { step: 'proxy', detail: '', durationMs: 41, failure: failure('network.proxyLogin', { proxy: PROXY }) }
    : { step: 'proxy', detail: PROXY, durationMs: 38, failure: null },
  ...(isRefused
    ? []
    : ([
        { step: 'certificate', detail: AUTHORITY.subject, durationMs: 61, failure: null },
        { step: 'service', detail: 'civitai.com', durationMs: 184, failure: null },
      ] as const)),
];

/** A studio's proxy with its own authority; in `errors` it wants a login. */
export function networkHandlers(api: FakeApi, scenario: Scenario): Pick<Handlers, Calls> {
  const isRefused = scenario === 'errors';
  let view: NetworkView = {
    origin: 'https://civitai.com',
    isOriginFixed: false,
    proxy: scenario === 'empty' ? null : PROXY,
    login: scenario === 'busy' ? 'keychain' : null,
    authorities: scenario === 'busy' ? [AUTHORITY] : [],
    authorityTrouble: null,
    trouble: isRefused ? failure('network.proxyLogin', { proxy: PROXY }) : null,
  };
  const tell = (change: Partial<NetworkView>) => {
    view = { ...view, ...change };
    api.emit('network.changed', view);
    return ok(view);
  };
  return {
    'network.snapshot': () => ok(view),
    'network.setLogin': () => tell({ login: 'keychain', trouble: null }),
    'network.forgetLogin': () => tell({ login: null }),
    'network.pickAuthority': () => tell({ authorities: [AUTHORITY] }),
    'network.removeAuthority': () => tell({ authorities: [] }),
    'network.test': () => ok(steps(isRefused)),
    'network.restart': () => ok(null),
  };
}
