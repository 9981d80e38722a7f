import { describe, expect, it } from 'vitest';
import { testConnection } from '../../../electron/adapters/network/connection-test';
import { parseApiOrigin } from '../../../electron/core/civitai/origins';
import { NetworkBench } from '../../support/network/network-bench';

const bench = new NetworkBench();

async function steps(origin = bench.far.origin) {
  const api = parseApiOrigin(origin);
  if (!api.ok) throw new Error('no origin');
  const tested = await testConnection(bench.dialling(), api.value, 'Civet/0 (tests)');
  return tested.map(({ step, detail, failure }) => [step, failure?.code ?? detail]);
}

describe('testConnection', () => {
  it('says of each step what it met', async () => {
    const proxy = await bench.httpProxy();
    const address = `http://127.0.0.1:${proxy.port}`;
    bench.wish = { mode: 'manual', address, bypass: '' };
    expect(await steps()).toEqual([
      ['route', address],
      ['proxy', address],
      ['certificate', 'Civet tests'],
      ['service', 'civitai.test'],
    ]);
  });

  it('ends with the step that fails', async () => {
    const proxy = await bench.httpProxy({ refusal: 407 });
    bench.system = `PROXY 127.0.0.1:${proxy.port}`;
    expect(await steps()).toEqual([
      ['route', `http://127.0.0.1:${proxy.port}`],
      ['proxy', 'network.proxyLogin'],
    ]);
  });

  it('gets round a proxy that is not there, and tells of it', async () => {
    const gone = await bench.httpProxy();
    await gone.close();
    const there = await bench.httpProxy();
    bench.system = `PROXY 127.0.0.1:${gone.port}; PROXY 127.0.0.1:${there.port}`;
    expect(await steps()).toEqual([
      ['route', `http://127.0.0.1:${gone.port}, http://127.0.0.1:${there.port}`],
      ['proxy', 'network.proxyUnreachable'],
      ['proxy', `http://127.0.0.1:${there.port}`],
      ['certificate', 'Civet tests'],
      ['service', 'civitai.test'],
    ]);
    expect(bench.troubles).toEqual([]);
  });

  it('names a certificate that nobody vouches for', async () => {
    const proxy = await bench.httpProxy();
    bench.system = `PROXY 127.0.0.1:${proxy.port}`;
    bench.trusted = [];
    expect((await steps()).at(-1)).toEqual(['certificate', 'network.tls']);
  });

  it('reaches this machine directly, whatever proxy is set', async () => {
    const proxy = await bench.httpProxy();
    bench.wish = { mode: 'manual', address: `http://127.0.0.1:${proxy.port}`, bypass: '' };
    const { origin } = bench.far.civitai;
    expect(await steps(origin)).toEqual([
      ['route', 'DIRECT'],
      ['connection', '127.0.0.1'],
      ['service', new URL(origin).host],
    ]);
    expect(proxy.heard).toEqual([]);
  });
});
