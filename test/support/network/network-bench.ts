import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { createDialling, type Dialling } from '../../../electron/adapters/network/dialling';
import { Trust } from '../../../electron/adapters/network/trust';
import type { ProxyLogin } from '../../../electron/core/network/routes';
import { type ProxyWish, Routes } from '../../../electron/services/network/routes';
import type { Failure } from '../../../shared/failure';
import { sha256Of } from '../bench';
import { Rig, temporaryFolder } from '../rig';
import { SteeredClock } from '../steered-clock';
import { certificate, type FarCivitai, startFarCivitai } from './far-civitai';
import { type HttpProxyOptions, startHttpProxy, type TestProxy } from './http-proxy';
import { startSocksProxy } from './socks-proxy';

type Folder = Awaited<ReturnType<typeof temporaryFolder>>;

/** A Civitai that only proxies reach, and Civet's services in front of it. */
export class NetworkBench {
  readonly troubles: (Failure | null)[] = [];
  readonly clock = new SteeredClock();
  wish: ProxyWish = { mode: 'system', address: '', bypass: '' };
  /** What the system's settings say of every address. */
  system = 'DIRECT';
  login: ProxyLogin | null = null;
  trusted: readonly string[] = [];
  private server: FarCivitai | null = null;
  private folders: readonly Folder[] = [];
  private readonly proxies: TestProxy[] = [];
  private rigs: Rig[] = [];

  constructor() {
    beforeAll(async () => {
      this.server = await startFarCivitai();
    });
    afterAll(() => this.server?.close());
    beforeEach(async () => {
      this.far.civitai.reset();
      this.troubles.length = 0;
      this.wish = { mode: 'system', address: '', bypass: '' };
      this.system = 'DIRECT';
      this.login = null;
      this.trusted = [certificate('authority.pem')];
      this.folders = [await temporaryFolder('profile'), await temporaryFolder('models')];
    });
    afterEach(async () => {
      for (const rig of this.rigs) {
        await rig.close();
        expect(rig.bugs).toEqual([]);
      }
      this.rigs = [];
      await Promise.all(this.proxies.splice(0).map((proxy) => proxy.close()));
      for (const folder of this.folders) await folder.remove();
    });
  }

  get far(): FarCivitai {
    if (this.server === null) throw new Error('Not before a test runs.');
    return this.server;
  }

  readonly portOf = (host: string): number | null => this.far.portOf(host);

  async httpProxy(options: Partial<HttpProxyOptions> = {}): Promise<TestProxy> {
    return this.keep(await startHttpProxy({ portOf: this.portOf, ...options }));
  }

  async socksProxy(login?: ProxyLogin): Promise<TestProxy> {
    return this.keep(
      await startSocksProxy({ portOf: this.portOf, ...(login === undefined ? {} : { login }) }),
    );
  }

  routes(): Routes {
    return new Routes({
      clock: this.clock,
      wish: () => this.wish,
      askSystem: () => Promise.resolve(this.system),
      loginFor: () => this.login,
      onTrouble: (trouble) => this.troubles.push(trouble),
    });
  }

  dialling(): Dialling {
    return createDialling(this.routes(), new Trust(this.trusted).current);
  }

  async rig(token: string | null = null): Promise<Rig> {
    const [profile, models] = this.folders.map(({ path }) => path);
    if (profile === undefined || models === undefined) throw new Error('Not before a test runs.');
    const rig = new Rig(this.far.origin, { profile, models, token, dialling: this.dialling() });
    this.rigs.push(rig);
    await rig.queue.start();
    return rig;
  }

  /** Downloads a whole file; its bytes are the published ones. */
  async downloads(token: string | null = null): Promise<void> {
    const model = this.far.civitai.named[token === null ? 'mainJob' : 'loginRequired'];
    const rig = await this.rig(token);
    const id = await rig.add(model);
    await rig.reaches(id, 'completed');
    expect(await sha256Of(this.placed(model.fileName))).toBe(model.sha256);
  }

  placed(fileName: string): string {
    return join(this.folders[1]?.path ?? '', 'models', 'loras', fileName);
  }

  private keep(proxy: TestProxy): TestProxy {
    this.proxies.push(proxy);
    return proxy;
  }
}
