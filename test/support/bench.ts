import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Civitai, startCivitai } from './civitai/index.mjs';
import { Rig, type RigOptions, temporaryFolder } from './rig';

type Folder = Awaited<ReturnType<typeof temporaryFolder>>;

/** One test server for a file of tests; a fresh profile, model folder and rig for each test. */
export class Bench {
  private server: Civitai | null = null;
  private profileFolder: Folder | null = null;
  private modelFolder: Folder | null = null;
  private running: Rig | null = null;

  constructor() {
    beforeAll(async () => {
      this.server = await startCivitai({ port: 0, seed: 7, models: 20 });
    });
    afterAll(() => this.server?.close());
    beforeEach(async () => {
      this.civitai.reset();
      this.profileFolder = await temporaryFolder('profile');
      this.modelFolder = await temporaryFolder('models');
      await this.start(null);
    });
    afterEach(async () => {
      await this.rig.close();
      expect(this.rig.bugs).toEqual([]);
      await this.profileFolder?.remove();
      await this.modelFolder?.remove();
    });
  }

  get civitai(): Civitai {
    return present(this.server);
  }

  get rig(): Rig {
    return present(this.running);
  }

  /** The folder that stands for a ComfyUI installation. */
  get models(): string {
    return present(this.modelFolder).path;
  }

  /** Where that ComfyUI looks for LoRAs. */
  get loras(): string {
    return join(this.models, 'models', 'loras');
  }

  /** Restarts Civet's services on the same profile, as after a quit. */
  async restart(token: string | null = null): Promise<void> {
    await this.rig.close();
    await this.start(token);
  }

  /** Starts the services on the profile; the ones before must have been closed. */
  async start(
    token: string | null,
    wrapJournal?: RigOptions['wrapJournal'],
    disk: Pick<RigOptions, 'margins' | 'parts' | 'volumes'> = {},
  ): Promise<void> {
    const profile = present(this.profileFolder).path;
    this.running = new Rig(this.civitai.origin, {
      profile,
      models: this.models,
      token,
      ...(wrapJournal === undefined ? {} : { wrapJournal }),
      ...disk,
    });
    await this.running.queue.start();
  }

  named(key: keyof Civitai['named']) {
    return this.civitai.named[key];
  }

  /** A download that was paused with some of its bytes on disk; nothing is wrong any more. */
  async pausedHalfway(model = this.named('mainJob')) {
    this.civitai.faults.set(model.fileId, { bytesPerSecond: 8_000_000 });
    const id = await this.rig.add(model);
    const received = () => this.rig.queue.snapshot().progress[0]?.receivedBytes ?? 0;
    await expect.poll(received).toBeGreaterThan(2_000_000);
    this.rig.queue.pause(id);
    // Some of it may have been made durable before, and the rest is until the run has ended.
    await expect.poll(() => this.rig.queue.snapshot().progress).toEqual([]);
    const kept = this.rig.view(id).durableBytes;
    expect(kept).toBeGreaterThan(1_000_000);
    this.civitai.faults.clear();
    return { id, model, kept, asked: this.storageRequests().length };
  }

  /** Bytes of bodies that the storage has sent, the first `asked` requests left out. */
  sentSince(asked: number): number {
    return this.storageRequests()
      .slice(asked)
      .reduce((sum, request) => sum + request.sentBytes, 0);
  }

  storageRequests() {
    return this.civitai.requests.filter((request) => request.origin === 'storage');
  }

  /** Questions for a storage link. */
  resolves() {
    return this.civitai.requests.filter((request) => request.path.startsWith('/api/download/'));
  }
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('Not before a test runs.');
  return value;
}

/** What the storage may send again: overlaps that prove the file is the same, and hedges at the end. */
export const SENT_TWICE_BYTES = 1_000_000;

/** Upper-case hex. */
export async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .toUpperCase();
}
