import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Civitai, type CivitaiOptions, startCivitai } from './civitai/index.mjs';
import { shrinkPictures } from './discover';
import { freshProfile, killHard, type Profile, quit, type RunningCivet, startCivet } from './electron-app';

/** One test server for a file, one profile and one Civet for each test. */
export interface E2e {
  readonly civitai: Civitai;
  readonly profile: Profile;
  /** The Civet that runs now. */
  civet: RunningCivet;
  /** Quits, or kills, and starts again on the same profile. */
  restart(how: 'quit' | 'kill'): Promise<void>;
}

/**
 * Sets a test file up; the answer's members are there once a test runs. The pictures are small: the test server paints
 * them in this process, and while it paints large ones nothing here is answered, looked at or waited for.
 */
export function e2e(models = 60, options: Pick<CivitaiOptions, 'tokens'> = {}): E2e {
  const state: { civitai?: Civitai; profile?: Profile; civet?: RunningCivet } = {};
  const present = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('Not before a test runs.');
    return value;
  };
  beforeAll(async () => {
    state.civitai = await startCivitai({ port: 0, seed: 7, models, ...options });
    shrinkPictures(state.civitai);
  });
  afterAll(async () => {
    await state.civitai?.close();
  });
  beforeEach(async () => {
    present(state.civitai).reset();
    state.profile = await freshProfile();
    state.civet = await startCivet(state.profile, present(state.civitai).origin);
  });
  afterEach(async () => {
    if (state.civet !== undefined) await quit(state.civet);
    await state.profile?.remove();
  });
  return {
    get civitai() {
      return present(state.civitai);
    },
    get profile() {
      return present(state.profile);
    },
    get civet() {
      return present(state.civet);
    },
    set civet(civet) {
      state.civet = civet;
    },
    async restart(how) {
      const running = present(state.civet);
      await (how === 'kill' ? killHard(running) : quit(running));
      state.civet = await startCivet(present(state.profile), present(state.civitai).origin);
    },
  };
}

export function namedModel(civitai: Civitai, key: keyof Civitai['named']) {
  return civitai.named[key];
}
