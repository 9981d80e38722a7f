import { describe, expect, it } from 'vitest';
import { sha256Of } from '../../support/bench';
import { certificate } from '../../support/network/far-civitai';
import { NetworkBench } from '../../support/network/network-bench';

const bench = new NetworkBench();
const LOGIN = { user: 'mira', password: 'open: sésame' };

describe('a whole download through a proxy', () => {
  it('goes by CONNECT through an HTTP proxy', async () => {
    const proxy = await bench.httpProxy();
    bench.system = `PROXY 127.0.0.1:${proxy.port}`;
    await bench.downloads();
    expect(proxy.heard.every((request) => request.startsWith('CONNECT '))).toBe(true);
    expect(proxy.heard.some((request) => request.startsWith('CONNECT civitai.test:443'))).toBe(true);
    expect(proxy.heard.some((request) => request.startsWith('CONNECT storage.test:443'))).toBe(true);
  });

  it('goes through an HTTP proxy that is itself spoken to by https, and wants a login', async () => {
    const proxy = await bench.httpProxy({ isSecure: true, login: LOGIN });
    bench.wish = { mode: 'manual', address: `https://127.0.0.1:${proxy.port}`, bypass: '' };
    bench.login = LOGIN;
    await bench.downloads();
  });

  it('goes through SOCKS 5 without a login', async () => {
    const proxy = await bench.socksProxy();
    bench.wish = { mode: 'manual', address: `socks5://127.0.0.1:${proxy.port}`, bypass: '' };
    await bench.downloads();
    expect(proxy.heard).toContain('5 storage.test');
  });

  it('goes through SOCKS 5 with a login', async () => {
    const proxy = await bench.socksProxy(LOGIN);
    bench.system = `SOCKS5 127.0.0.1:${proxy.port}`;
    bench.login = LOGIN;
    await bench.downloads();
    expect(proxy.heard).toContain('5 storage.test');
  });

  it('goes through SOCKS 4, which looks the name up', async () => {
    const proxy = await bench.socksProxy();
    bench.system = `SOCKS 127.0.0.1:${proxy.port}`;
    await bench.downloads();
    expect(proxy.heard).toContain('4 storage.test ');
  });

  it('shows the token to the API alone, and no proxy in clear', async () => {
    const proxy = await bench.httpProxy({ login: LOGIN });
    bench.system = `PROXY 127.0.0.1:${proxy.port}`;
    bench.login = LOGIN;
    const { token } = bench.far.civitai;
    await bench.downloads(token);
    const carriers = bench.far.civitai.requests.filter((each) => JSON.stringify(each).includes(token));
    expect(carriers.length).toBeGreaterThan(0);
    expect(new Set(carriers.map(({ origin }) => origin))).toEqual(new Set(['api']));
    expect(proxy.heard.join('\n')).not.toContain(token);
    expect(proxy.heard.join('\n').toLowerCase()).not.toMatch(/^authorization$/m);
    const toOrigins = JSON.stringify(bench.far.civitai.requests).toLowerCase();
    expect(toOrigins).not.toContain('proxy-authorization');
    expect(toOrigins).not.toContain(LOGIN.password);
  });
});

describe('a proxy that is in the way', () => {
  it('dies in the middle of a download, which goes on where it was once it is back', async () => {
    const proxy = await bench.httpProxy();
    const { port } = proxy;
    bench.wish = { mode: 'manual', address: `http://127.0.0.1:${port}`, bypass: '' };
    const model = bench.far.civitai.named.mainJob;
    bench.far.civitai.faults.set(model.fileId, { bytesPerSecond: 8_000_000 });
    const rig = await bench.rig();
    const id = await rig.add(model);
    const received = () => rig.queue.snapshot().progress[0]?.receivedBytes ?? 0;
    await expect.poll(received).toBeGreaterThan(2_000_000);
    await proxy.close();
    const waiting = await rig.reaches(id, 'waiting');
    expect(waiting.state).toMatchObject({ cause: { code: 'network.proxyUnreachable' } });
    expect(waiting.durableBytes).toBeGreaterThan(1_000_000);
    const sent = () =>
      bench.far.civitai.requests
        .filter(({ origin }) => origin === 'storage')
        .reduce((sum, { sentBytes }) => sum + sentBytes, 0);
    const sentBefore = sent();
    bench.far.civitai.faults.clear();
    await bench.httpProxy({ port });
    rig.queue.noteNewRoute();
    await rig.reaches(id, 'completed');
    expect(sent() - sentBefore).toBeLessThan(model.bytes - waiting.durableBytes + 2_000_000);
  });

  it('wants a login in the middle of a download: nothing is tried again until there is one', async () => {
    const proxy = await bench.httpProxy({ login: LOGIN });
    bench.wish = { mode: 'manual', address: `http://127.0.0.1:${proxy.port}`, bypass: '' };
    bench.login = LOGIN;
    const model = bench.far.civitai.named.mainJob;
    bench.far.civitai.faults.set(model.fileId, { bytesPerSecond: 8_000_000 });
    const rig = await bench.rig();
    const id = await rig.add(model);
    const received = () => rig.queue.snapshot().progress[0]?.receivedBytes ?? 0;
    await expect.poll(received).toBeGreaterThan(2_000_000);
    bench.login = null;
    proxy.cut();
    const failed = await rig.reaches(id, 'failed');
    expect(failed.state).toMatchObject({ cause: { code: 'network.proxyLogin', params: { given: 'none' } } });
    expect(failed.durableBytes).toBeGreaterThan(1_000_000);
    bench.far.civitai.faults.clear();
    bench.login = LOGIN;
    rig.queue.noteNewRoute();
    await rig.reaches(id, 'completed');
    expect(await sha256Of(bench.placed(model.fileName))).toBe(model.sha256);
  });

  it('refuses the login, which is named as wrong and nowhere repeated', async () => {
    const proxy = await bench.httpProxy({ login: LOGIN });
    bench.wish = { mode: 'manual', address: `http://127.0.0.1:${proxy.port}`, bypass: '' };
    bench.login = { user: 'mira', password: 'wrong-password' };
    const rig = await bench.rig();
    const answer = await rig.catalogue.target(1, 1, 1);
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'network.proxyLogin',
        params: { proxy: `http://127.0.0.1:${proxy.port}`, given: 'wrong' },
      },
    });
    expect(JSON.stringify(answer)).not.toContain('wrong-password');
    expect(proxy.heard).toHaveLength(1);
    expect(bench.far.civitai.requests).toEqual([]);
  });

  it('speaks SOCKS and refuses the login, or has none accepted', async () => {
    const proxy = await bench.socksProxy(LOGIN);
    bench.wish = { mode: 'manual', address: `socks5://127.0.0.1:${proxy.port}`, bypass: '' };
    const rig = await bench.rig();
    const given = async () => {
      const answer = await rig.catalogue.target(1, 1, 1);
      return answer.ok ? null : [answer.error.code, answer.error.params.given];
    };
    expect(await given()).toEqual(['network.proxyLogin', 'none']);
    bench.login = { ...LOGIN, password: 'wrong-password' };
    expect(await given()).toEqual(['network.proxyLogin', 'wrong']);
  });

  it('forbids the host', async () => {
    const proxy = await bench.httpProxy({ refusal: 403 });
    bench.system = `PROXY 127.0.0.1:${proxy.port}; DIRECT`;
    const rig = await bench.rig();
    const answer = await rig.catalogue.target(1, 1, 1);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'network.proxyForbids', params: { host: 'civitai.test', status: 403 } },
    });
    expect(bench.troubles).toHaveLength(1);
  });

  it('is not there: the next one of the list is taken, and the first is left alone for a while', async () => {
    const gone = await bench.httpProxy();
    await gone.close();
    const there = await bench.socksProxy();
    bench.system = `PROXY 127.0.0.1:${gone.port}; SOCKS5 127.0.0.1:${there.port}`;
    await bench.downloads();
    expect(there.heard).toContain('5 storage.test');
  });

  it('is not there, and named by hand: nothing goes around it', async () => {
    const gone = await bench.httpProxy();
    await gone.close();
    bench.wish = { mode: 'manual', address: `127.0.0.1:${gone.port}`, bypass: '' };
    const dialled = bench.dialling();
    expect(await dialled.lines.routesTo('https://civitai.test')).toHaveLength(1);
  });

  it('is spoken to by https and proves itself by an authority that nobody knows', async () => {
    const proxy = await bench.httpProxy({ isSecure: true });
    bench.wish = { mode: 'manual', address: `https://127.0.0.1:${proxy.port}`, bypass: '' };
    bench.trusted = [];
    const rig = await bench.rig();
    expect(await rig.catalogue.target(1, 1, 1)).toMatchObject({ ok: false, error: { code: 'network.tls' } });
  });
});

describe('an authority of the user', () => {
  it('is what decides: without it, or with another, nobody is believed', async () => {
    const proxy = await bench.httpProxy();
    bench.system = `PROXY 127.0.0.1:${proxy.port}`;
    for (const trusted of [[], [certificate('second.pem')]]) {
      bench.trusted = trusted;
      const rig = await bench.rig();
      const answer = await rig.catalogue.target(1, 1, 1);
      expect(answer).toMatchObject({ ok: false, error: { code: 'network.tls' } });
    }
    expect(bench.far.civitai.requests).toEqual([]);
  });
});
