import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type CivetOptions, CivetProcess, type Ended } from '../../support/civet-program';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { temporaryFolder } from '../../support/rig';

/** A Civitai, and a home and a folder for models that are new for each test. */
export class CliBench {
  civitai!: Civitai;
  home = '';
  models = '';
  private base: Awaited<ReturnType<typeof temporaryFolder>> | null = null;
  private running: CivetProcess[] = [];

  constructor() {
    beforeAll(async () => {
      this.civitai = await startCivitai({ port: 0, seed: 7, models: 60 });
    });
    afterAll(() => this.civitai.close());
    beforeEach(async () => {
      this.civitai.reset();
      this.base = await temporaryFolder('cli');
      this.home = join(this.base.path, 'home');
      this.models = join(this.base.path, 'models');
      await mkdir(this.home);
      await mkdir(this.models);
    });
    afterEach(async () => {
      for (const { child } of this.running) child.kill('SIGKILL');
      await Promise.all(this.running.map(({ ended }) => ended));
      this.running = [];
      await this.base?.remove();
    });
  }

  async start(args: readonly string[], options: Partial<CivetOptions> = {}): Promise<CivetProcess> {
    const { home } = this;
    const started = await CivetProcess.start(args, { origin: this.civitai.origin, home, ...options });
    this.running.push(started);
    return started;
  }

  async run(args: readonly string[], options: Partial<CivetOptions> = {}): Promise<Ended> {
    return (await this.start(args, options)).ended;
  }

  /** `civet get` of a version into the folder for models, as JSON. */
  get(model: { readonly versionId: number }, ...flags: readonly string[]): readonly string[] {
    return ['get', String(model.versionId), '--to', this.models, '--json', ...flags];
  }

  /** Body bytes that the storage has handed out, also those that nobody took. */
  sentBytes(): number {
    return this.storageRequests().reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  }

  storageRequests() {
    return this.civitai.requests.filter(({ origin }) => origin === 'storage');
  }

  /** Each of them counts as a download at Civitai. */
  downloadQuestions() {
    return this.civitai.requests.filter(({ path }) => path.startsWith('/api/download/'));
  }

  files(): Promise<string[]> {
    return readdir(this.models);
  }
}

export async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .toUpperCase();
}
