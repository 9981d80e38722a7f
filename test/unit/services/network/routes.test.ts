import { describe, expect, it } from 'vitest';
import { type ProxyWish, Routes } from '../../../../electron/services/network/routes';
import { type Failure, failure } from '../../../../shared/failure';
import { type ProxyServer, proxyAddress, readProxyAddress } from '../../../../shared/network';
import { SteeredClock } from '../../../support/steered-clock';

const SYSTEM: ProxyWish = { mode: 'system', address: '', bypass: '' };

function rig(wish: ProxyWish, system = 'PROXY a:1; PROXY b:2; DIRECT') {
  const asked: string[] = [];
  const troubles: (Failure | null)[] = [];
  const clock = new SteeredClock();
  const state = { system, wish };
  const routes = new Routes({
    clock,
    wish: () => state.wish,
    askSystem: (url) => {
      asked.push(url);
      return Promise.resolve(state.system);
    },
    loginFor: (proxy) => (proxy.host === 'a' ? { user: 'mira', password: 'secret' } : null),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  const to = async (origin = 'https://civitai.com') =>
    (await routes.routesTo(origin)).map((route) =>
      route.kind === 'direct' ? 'DIRECT' : proxyAddress(route.proxy),
    );
  return { routes, to, asked, troubles, clock, state };
}

function proxy(text: string): ProxyServer {
  const read = readProxyAddress(text);
  if (!read.ok) throw new Error(text);
  return read.value;
}

const gone = failure('network.proxyUnreachable', { proxy: 'http://a:1' });

describe('Routes', () => {
  it('asks the system once for a while, for each origin', async () => {
    const { to, asked, clock } = rig(SYSTEM);
    expect(await to()).toEqual(['http://a:1', 'http://b:2', 'DIRECT']);
    await to();
    await to('https://storage.example');
    expect(asked).toEqual(['https://civitai.com/', 'https://storage.example/']);
    await clock.advance(30_000);
    await to();
    expect(asked).toHaveLength(3);
  });

  it('asks anew after a proxy was not there, and tries that one last for five minutes', async () => {
    const { routes, to, asked, clock } = rig(SYSTEM);
    await to();
    routes.noteProxy(proxy('a:1'), gone, false);
    expect(await to()).toEqual(['http://b:2', 'DIRECT', 'http://a:1']);
    expect(asked).toHaveLength(2);
    await clock.advance(5 * 60_000);
    expect(await to()).toEqual(['http://a:1', 'http://b:2', 'DIRECT']);
  });

  it('takes a proxy that is back as it was', async () => {
    const { routes, to } = rig(SYSTEM);
    routes.noteProxy(proxy('a:1'), gone, false);
    routes.noteProxy(proxy('a:1'), null, true);
    expect(await to()).toEqual(['http://a:1', 'http://b:2', 'DIRECT']);
  });

  it('tells of trouble that nothing got round, once, and of its end', () => {
    const { routes, troubles } = rig(SYSTEM);
    routes.noteProxy(proxy('a:1'), gone, false);
    expect(troubles).toEqual([]);
    routes.noteProxy(proxy('a:1'), gone, true);
    routes.noteProxy(proxy('a:1'), gone, true);
    routes.noteProxy(proxy('a:1'), null, true);
    expect(troubles).toEqual([gone, null]);
  });

  it('gives a login to the proxy it belongs to alone', async () => {
    const { routes } = rig(SYSTEM);
    const ways = await routes.routesTo('https://civitai.com');
    expect(ways.map((way) => way.kind === 'proxy' && way.login)).toEqual([
      { user: 'mira', password: 'secret' },
      null,
      false,
    ]);
  });

  it.each(['http://127.0.0.1:9090', 'https://localhost', 'https://127.3.2.1:8443'])(
    'never leads to %s by a proxy',
    async (origin) => {
      const manual: ProxyWish = { mode: 'manual', address: 'a:1', bypass: '' };
      for (const wish of [SYSTEM, manual]) expect(await rig(wish).to(origin)).toEqual(['DIRECT']);
    },
  );

  it('knows no way around a proxy that was named by hand, but for its exceptions', async () => {
    const { to, routes, asked } = rig({ mode: 'manual', address: 'socks5://a', bypass: '.example' });
    routes.noteProxy(proxy('socks5://a'), gone, true);
    expect(await to()).toEqual(['socks5://a:1080']);
    expect(await to('https://storage.example')).toEqual(['DIRECT']);
    expect(asked).toEqual([]);
  });

  it('asks nobody when the user wants no proxy', async () => {
    const { to, asked } = rig({ mode: 'none', address: 'a:1', bypass: '' });
    expect(await to()).toEqual(['DIRECT']);
    expect(asked).toEqual([]);
  });

  it('holds by another wish at once', async () => {
    const { to, state, routes } = rig(SYSTEM);
    await to();
    state.wish = { mode: 'manual', address: 'c:3', bypass: '' };
    routes.forget();
    expect(await to()).toEqual(['http://c:3']);
  });
});
