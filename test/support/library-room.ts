import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Civitai, startCivitai } from './civitai/index.mjs';
import { bundleLibraryThread, LibraryRig, type LibraryRigOptions } from './library-rig';
import { temporaryFolder } from './rig';

/** A test service and the library's thread for a file of tests; a folder with `models` in it for each test. */
export interface LibraryRoom {
  readonly civitai: Civitai;
  /** Of this test alone. */
  readonly path: string;
  inModels(...parts: readonly string[]): string;
  /** A library of the folder; it is stopped when the test ends. */
  start(options?: Partial<LibraryRigOptions>): LibraryRig;
  /** Stops those that were started, and starts another one on the same profile. */
  restart(options?: Partial<LibraryRigOptions>): Promise<LibraryRig>;
}

/** Sets a test file up; the answer's members are there once a test runs. */
export function libraryRoom(): LibraryRoom {
  let bundle: Awaited<ReturnType<typeof bundleLibraryThread>>;
  let civitai: Civitai;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const rigs: LibraryRig[] = [];
  const inModels = (...parts: readonly string[]) => join(folder.path, 'models', ...parts);
  const stopAll = async () => {
    for (const rig of rigs.splice(0)) await rig.library.stop();
  };
  const start = (options: Partial<LibraryRigOptions> = {}) => {
    const rig = new LibraryRig({
      ...{ origin: civitai.origin, script: bundle.script, profile: folder.path, roots: [inModels()] },
      ...options,
    });
    rigs.push(rig);
    return rig;
  };
  beforeAll(async () => {
    bundle = await bundleLibraryThread();
    civitai = await startCivitai({ port: 0, seed: 7, models: 20 });
  });
  afterAll(async () => {
    await civitai.close();
    await bundle.remove();
  });
  beforeEach(async () => {
    civitai.reset();
    folder = await temporaryFolder('library');
    await mkdir(inModels());
  });
  afterEach(async () => {
    await stopAll();
    await folder.remove();
  });
  return {
    get civitai() {
      return civitai;
    },
    get path() {
      return folder.path;
    },
    inModels,
    start,
    restart: async (options) => {
      await stopAll();
      return start(options);
    },
  };
}
