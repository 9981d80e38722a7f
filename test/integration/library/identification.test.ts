import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type SqliteLibrary } from '../../../electron/adapters/library-store';
import type { FileClaim } from '../../../electron/core/library/claims';
import type { FoundFile, MeasuredFile } from '../../../electron/core/library/ports';
import { Identification } from '../../../electron/services/library/identification';
import { LoneQuestions } from '../../../electron/services/library/lone-questions';
import type { FileHashes, ModelFile } from '../../../shared/civitai/model';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { factsOf } from '../../support/library-index';
import { EVERYTHING } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

const DAY_MS = 86_400_000;
const weightsOf = (at: number) => (at + 1).toString(16).padStart(12, '0').toUpperCase();
const hashOf = (at: number) => createHash('sha256').update(String(at)).digest('hex').toUpperCase();
const claimOf = (at: number): FileClaim => ({
  source: 'sidecar',
  sha256: hashOf(at),
  autoV3: null,
  modelId: null,
  versionId: null,
  modelName: null,
});
const stamp = (at: number) => ({ bytes: at + 1, mtimeNs: '1', dev: '1', ino: String(at + 1) });
const found = (at: number, claim: FileClaim | null): FoundFile => ({
  path: join('/models', `${at}.safetensors`),
  root: '/models',
  ...stamp(at),
  ctimeNs: '1',
  use: null,
  drive: '',
  claim,
});

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: SqliteLibrary;
let nowMs: number;
/** How many hashes each question held. */
let questions: number[];
let weights: string[];
/** Short hashes that were asked about, and the hashes of the one file that each of them leads to. */
let shorts: string[];
let shortFiles: Map<string, Partial<FileHashes>>;
/** What a question by weights is answered with, whatever it is about. */
let weightsAnswer: Result<never, Failure> | null;
let known: (hash: string) => boolean;

beforeEach(async () => {
  folder = await temporaryFolder('identification');
  ({ store } = openLibrary(join(folder.path, 'library.db'), 0, () => undefined));
  nowMs = Date.UTC(2030, 0, 1);
  questions = [];
  weights = [];
  shorts = [];
  shortFiles = new Map();
  weightsAnswer = null;
  known = () => true;
});
afterEach(async () => {
  store.close();
  await folder.remove();
});

const identification = () =>
  new Identification({
    store,
    clock: { nowMs: () => nowMs },
    api: {
      postJson: (_path, body) => {
        const hashes = body as string[]; // what it is sent by `findByHashes`
        questions.push(hashes.length);
        return Promise.resolve(
          ok(hashes.filter(known).map((hash) => ({ hash, modelId: 1, modelVersionId: 2 }))),
        );
      },
    },
    catalogue: {
      findByHash: (hash) => {
        if (hash.length === 10) {
          shorts.push(hash);
          const hashes = shortFiles.get(hash);
          if (hashes === undefined) return Promise.resolve(err(failure('input.unknownHash')));
          const files = [{ hashes: { sha256: null, autoV2: null, ...hashes } } as ModelFile];
          return Promise.resolve(ok({ modelId: 5, versionId: 6, files }));
        }
        weights.push(hash);
        if (weightsAnswer !== null) return Promise.resolve(weightsAnswer);
        return Promise.resolve(
          hash === 'ABCDEF012345'
            ? ok({ modelId: 3, versionId: 4, files: [] })
            : err(failure('input.unknownHash')),
        );
      },
    },
  });
const signal = new AbortController().signal;
const standings = () => {
  const facets = store.facets();
  if (!facets.ok) throw new Error(facets.error.code);
  return Object.fromEntries(facets.value.standings.map(({ id, count }) => [id, count]));
};
const keep = async (files: readonly FoundFile[]) => {
  expect(await store.listOnly(['/models'])).toMatchObject({ ok: true });
  expect(store.keepFound(files, nowMs).ok).toBe(true);
  expect(await store.endWalk([], nowMs, true)).toMatchObject({ ok: true });
};
const measured = (at: number, id: number, autoV3?: string): MeasuredFile => ({
  id,
  stamp: stamp(at),
  hashes: { sha256: hashOf(at), ...(autoV3 === undefined ? {} : { autoV3 }) },
});
const read = (...files: readonly MeasuredFile[]) => expect(store.keepRead(files, nowMs).ok).toBe(true);

describe('Identification', () => {
  it('asks at most twice for ten thousand files: what sidecars say, and what was measured', async () => {
    // Half of them have a sidecar; the service knows nine of ten.
    known = (hash) => !hash.startsWith('0');
    const files = Array.from({ length: 10_000 }, (_, at) => found(at, at % 2 === 0 ? claimOf(at) : null));
    await keep(files);
    const asking = identification();
    expect(await asking.askClaims(signal)).toBeNull();
    expect(questions).toEqual([5_000]);
    const waiting = store.waiting(10_000);
    if (!waiting.ok) throw new Error(waiting.error.code);
    expect(waiting.value).toHaveLength(10_000);
    read(...waiting.value.map(({ id, bytes }) => measured(bytes - 1, id)));
    expect(await asking.askHashes(signal)).toBeNull();
    expect(questions).toHaveLength(2);
    const { known: knownCount = 0, unknown = 0 } = standings();
    expect(knownCount + unknown).toBe(10_000);
    expect(unknown).toBeGreaterThan(400);
    // Nothing is left to ask.
    await asking.askClaims(signal);
    await asking.askHashes(signal);
    expect(questions).toHaveLength(2);
  });

  it('asks about one hash once, however many files have it', async () => {
    await keep([found(1, claimOf(7)), found(2, claimOf(7)), found(3, claimOf(7))]);
    await identification().askClaims(signal);
    expect(questions).toEqual([1]);
    expect(standings()).toEqual({ claimed: 3 });
  });

  it('remembers what nobody knows, and asks again after a week', async () => {
    known = () => false;
    await keep([found(1, null)]);
    read(measured(1, 1));
    const asking = identification();
    await asking.askHashes(signal);
    expect(standings()).toEqual({ unknown: 1 });
    nowMs += 6 * DAY_MS;
    await asking.askHashes(signal);
    expect(questions).toHaveLength(1);
    nowMs += 2 * DAY_MS;
    known = () => true;
    await asking.askHashes(signal);
    expect(questions).toHaveLength(2);
    expect(standings()).toEqual({ known: 1 });
  });

  it('asks by parts of it only for what the whole file has not led to', async () => {
    known = (hash) => hash === hashOf(1);
    await keep([found(1, null), found(2, null), found(3, null)]);
    read(measured(1, 1, '111111111111'), measured(2, 2, 'ABCDEF012345'), measured(3, 3));
    const asking = identification();
    await asking.askAlone(new LoneQuestions(signal));
    expect(weights).toEqual([]);
    await asking.askHashes(signal);
    await asking.askAlone(new LoneQuestions(signal));
    expect(weights).toEqual(['ABCDEF012345']);
    expect(standings()).toEqual({ known: 1, edited: 1, unknown: 1 });
    const page = store.list({ ...EVERYTHING, standings: ['edited'] }, 0, 10, 'all');
    expect(page).toMatchObject({ ok: true, value: { files: [{ modelId: 3, versionId: 4 }] } });
  });

  it('asks again by the weights where the answer was about something else', async () => {
    known = () => false;
    await keep([found(1, null)]);
    read(measured(1, 1, '111111111111'));
    const asking = identification();
    await asking.askHashes(signal);
    weightsAnswer = err(failure('http.badAnswer'));
    await asking.askAlone(new LoneQuestions(signal));
    weightsAnswer = null;
    await asking.askAlone(new LoneQuestions(signal));
    expect(weights).toEqual(['111111111111', '111111111111']);
    // Now it is known that nobody knows it.
    await asking.askAlone(new LoneQuestions(signal));
    expect(weights).toHaveLength(2);
  });

  it('stops after many in vain, and goes on with the others next time', async () => {
    known = () => false;
    await keep(Array.from({ length: 250 }, (_, at) => found(at, null)));
    read(...Array.from({ length: 250 }, (_, at) => measured(at, at + 1, weightsOf(at))));
    const asking = identification();
    await asking.askHashes(signal);
    await asking.askAlone(new LoneQuestions(signal));
    expect([shorts.length, weights.length]).toEqual([4, 200]);
    await asking.askAlone(new LoneQuestions(signal));
    expect([new Set(shorts).size, new Set(weights).size]).toEqual([8, 250]);
    // Nothing of it is asked again before some weeks are over.
    await asking.askAlone(new LoneQuestions(signal));
    expect([new Set(shorts).size, weights.length]).toEqual([12, 250]);
    nowMs += 31 * DAY_MS;
    await asking.askAlone(new LoneQuestions(signal));
    expect([shorts.length, weights.length]).toEqual([16, 450]);
  });

  it('asks little about what is left from before when only some files were looked at, the newest first', async () => {
    known = () => false;
    await keep(Array.from({ length: 60 }, (_, at) => found(at, null)));
    read(...Array.from({ length: 60 }, (_, at) => measured(at, at + 1, weightsOf(at))));
    const asking = identification();
    await asking.askHashes(signal);
    await asking.askAlone(new LoneQuestions(signal, 'part'));
    expect([shorts.length, weights.length]).toEqual([1, 10]);
    expect([shorts[0], weights[0]]).toEqual([hashOf(59).slice(0, 10), weightsOf(59)]);
  });
});

describe('a short hash', () => {
  const SHORT = hashOf(1).slice(0, 10);
  const ask = async () => {
    known = () => false;
    await keep([found(1, null)]);
    read(measured(1, 1));
    const asking = identification();
    await asking.askHashes(signal);
    await asking.askAlone(new LoneQuestions(signal));
    return asking;
  };
  const first = () => {
    const file = store.find(1);
    if (!file.ok || file.value === null) throw new Error('It is not there.');
    return file.value;
  };

  it('names a file of which Civitai has no more than that, and says so', async () => {
    shortFiles.set(SHORT, { autoV2: SHORT });
    await ask();
    expect(shorts).toEqual([SHORT]);
    expect(first()).toMatchObject({ standing: 'shortHash', match: 'autoV2', modelId: 5, versionId: 6 });
  });

  it('proves all when the full hash comes with the answer', async () => {
    shortFiles.set(SHORT, { autoV2: SHORT, sha256: hashOf(1) });
    await ask();
    expect(first()).toMatchObject({ standing: 'known', match: 'sha256', versionId: 6 });
  });

  it.each([
    ['has another full hash', { autoV2: SHORT, sha256: hashOf(2) }],
    ['has another short one and no full one', { autoV2: '0123456789' }],
    ['has none at all', {}],
  ])('names nothing when the file that it leads to %s', async (_words, hashes) => {
    shortFiles.set(SHORT, hashes);
    const asking = await ask();
    expect(first()).toMatchObject({ standing: 'unknown', match: null, modelId: null });
    await asking.askAlone(new LoneQuestions(signal));
    expect(shorts).toHaveLength(1);
  });

  it('gives way to the full hash, whether that proves it or not', async () => {
    shortFiles.set(SHORT, { autoV2: SHORT });
    const asking = await ask();
    store.keepVersions([factsOf(6, { publishedSha256: [hashOf(9)] })], [], nowMs);
    expect(first()).toMatchObject({ standing: 'unknown', match: null, versionId: null });
    nowMs += 31 * DAY_MS;
    await asking.askAlone(new LoneQuestions(signal));
    expect(first().standing).toBe('shortHash');
    known = () => true;
    await asking.askHashes(signal);
    expect(first()).toMatchObject({ standing: 'known', match: 'sha256', versionId: 2 });
  });

  it('is asked about at once when somebody wants to know now', async () => {
    const asking = await ask();
    expect(first().standing).toBe('unknown');
    shortFiles.set(SHORT, { autoV2: SHORT });
    const questionsBefore = questions.length;
    expect(await asking.askAgain([first()], signal)).toBeNull();
    expect([questions.length - questionsBefore, shorts.length]).toEqual([1, 2]);
    expect(first().standing).toBe('shortHash');
  });
});
