import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { BulkRig } from './bulk-rig';
import { type Civitai, startCivitai } from './civitai/index.mjs';
import { Rig, temporaryFolder } from './rig';

/** The token of an account with favorites: the first, the second and the fifth of the named models. */
export const COLLECTOR = 'b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0';
const COLLECTION = { username: 'collector', favoriteModelIds: [900001, 900002, 900005] };

/** One test server for a file of tests; a fresh profile, model folder, rig and plan for each test. */
export class BulkBench {
  private server: Civitai | null = null;
  private folder: Awaited<ReturnType<typeof temporaryFolder>> | null = null;
  private machine = 'home';
  private running: { readonly rig: Rig; bulk: BulkRig } | null = null;

  constructor() {
    beforeAll(async () => {
      const tokens = { [COLLECTOR]: COLLECTION };
      this.server = await startCivitai({ port: 0, seed: 7, models: 400, tokens });
    });
    afterAll(() => this.server?.close());
    beforeEach(async () => {
      this.civitai.reset();
      this.folder = await temporaryFolder('bulk');
      this.machine = 'home';
      await this.open({});
    });
    afterEach(async () => {
      await this.close();
      await this.folder?.remove();
    });
  }

  get civitai(): Civitai {
    if (this.server === null) throw new Error('The server has not been started.');
    return this.server;
  }

  get named(): Civitai['named'] {
    return this.civitai.named;
  }

  get rig(): Rig {
    if (this.running === null) throw new Error('Nothing is open.');
    return this.running.rig;
  }

  get bulk(): BulkRig {
    if (this.running === null) throw new Error('Nothing is open.');
    return this.running.bulk;
  }

  /** The folder that stands for a ComfyUI installation. */
  get models(): string {
    return join(this.folder?.path ?? '', this.machine, 'ComfyUI');
  }

  async reopen(options: { readonly token: string }): Promise<void> {
    await this.close();
    await this.open(options);
  }

  /** Civet on another machine: another profile and other folders. */
  async elsewhere(): Promise<void> {
    await this.close();
    this.machine = 'elsewhere';
    await this.open({});
  }

  /** Another plan on the same services. */
  replan(options: ConstructorParameters<typeof BulkRig>[1]): void {
    this.bulk.plan.close();
    if (this.running !== null) this.running.bulk = new BulkRig(this.rig, options);
  }

  /** Requests that came to paths that begin so. */
  asked(start: string): number {
    return this.civitai.requests.filter(({ path }) => path.startsWith(start)).length;
  }

  pasted(...lines: readonly (string | number)[]): Promise<void> {
    return this.bulk.collect({ kind: 'list', text: lines.join('\n') });
  }

  creatorOf(modelId: number): string {
    return String(this.civitai.catalogue.models.find(({ id }) => id === modelId)?.creator);
  }

  private async open(options: { readonly token?: string }): Promise<void> {
    await mkdir(join(this.models, 'models'), { recursive: true });
    const profile = join(this.folder?.path ?? '', this.machine);
    const rig = new Rig(this.civitai.origin, { profile, models: this.models, ...options });
    this.running = { rig, bulk: new BulkRig(rig) };
  }

  private async close(): Promise<void> {
    this.bulk.plan.close();
    await this.rig.close();
    expect([...this.rig.bugs, ...this.bulk.bugs]).toEqual([]);
  }
}
