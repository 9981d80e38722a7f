import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type SqliteLibrary } from '../../../electron/adapters/library-store';
import type { FoundFile, LibraryThreads } from '../../../electron/core/library/ports';
import { Identification } from '../../../electron/services/library/identification';
import { Scan } from '../../../electron/services/library/scan';
import { failure } from '../../../shared/failure';
import { err, ok } from '../../../shared/result';
import { temporaryFolder } from '../../support/rig';
import { SteeredClock } from '../../support/steered-clock';

/** A slow disk: with 200 files this is most of a day. */
const READ_MS = 300_000;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: SqliteLibrary;

beforeEach(async () => {
  folder = await temporaryFolder('scan-questions');
  ({ store } = openLibrary(join(folder.path, 'library.db'), 0, () => undefined));
});
afterEach(async () => {
  store.close();
  await folder.remove();
});

const hashOf = (at: number) => String(at).padStart(64, '0');
const fileAt = (at: number, hasSidecar: boolean): FoundFile => ({
  path: join('/models', `${at}.safetensors`),
  root: '/models',
  use: null,
  drive: '',
  ...{ bytes: at + 1, mtimeNs: '1', ctimeNs: '1', dev: '1', ino: String(at + 1) },
  claim: hasSidecar
    ? { source: 'sidecar', sha256: hashOf(at), autoV3: null, modelId: null, versionId: null, modelName: null }
    : null,
});

/** @returns how many hashes each question held */
async function questionsOf(
  files: readonly FoundFile[],
  clock = new SteeredClock(),
  onLone: (hash: string) => void = () => undefined,
): Promise<readonly number[]> {
  const questions: number[] = [];
  const threads: LibraryThreads = {
    width: 1,
    walk: async (_order, onFound) => {
      onFound(files);
      return ok({ seenCount: files.length, gone: [], problems: [], links: [], uses: [] });
    },
    read: async (path) => {
      await clock.advance(READ_MS);
      const file = files.find((each) => each.path === path);
      if (file === undefined) return err(failure('disk.folderMissing'));
      return ok({ kind: 'read', hashes: { sha256: hashOf(file.bytes - 1) }, stamp: file });
    },
    setPaused: () => undefined,
    readBytes: () => 0,
    close: async () => undefined,
  };
  const scan = new Scan(
    {
      store,
      threads,
      clock,
      identification: new Identification({
        store,
        clock,
        api: {
          postJson: async (_path, body) => {
            // It is sent by `findByHashes`.
            const hashes = body as readonly string[];
            questions.push(hashes.length);
            return ok([]);
          },
        },
        catalogue: {
          findByHash: async (hash) => {
            onLone(hash);
            return err(failure('input.unknownHash'));
          },
        },
      }),
      names: { ask: async () => null, askAbout: async () => null },
      roots: async () => ['/models'],
      placed: () => [],
      onProgress: () => undefined,
      onWalked: () => undefined,
      onKept: () => undefined,
    },
    new AbortController().signal,
  );
  await scan.run();
  return questions;
}

describe('questions of a scan that takes most of a day', () => {
  it('are two for up to ten thousand files: one in the middle, one at the end', async () => {
    const files = Array.from({ length: 200 }, (_, at) => fileAt(at, false));
    expect(await questionsOf(files)).toEqual([100, 100]);
  });

  it('are two as well when sidecars were asked about first', async () => {
    const files = Array.from({ length: 200 }, (_, at) => fileAt(at, true));
    expect(await questionsOf(files)).toEqual([200, 200]);
  });
});

describe('questions about single files', () => {
  it('go on with what is left from before when something is new, and else once a day', async () => {
    const clock = new SteeredClock();
    const asked: string[] = [];
    const scan = async (count: number) => {
      const before = asked.length;
      const files = Array.from({ length: count }, (_, at) => fileAt(at, false));
      await questionsOf(files, clock, (hash) => asked.push(hash));
      return asked.length - before;
    };
    expect(await scan(450)).toBe(4);
    expect(await scan(450)).toBe(0);
    expect(await scan(451)).toBe(4);
    await clock.advance(86_400_000);
    expect(await scan(451)).toBe(4);
  });
});
