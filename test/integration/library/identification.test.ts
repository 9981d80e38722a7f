import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type SqliteLibrary } from '../../../electron/adapters/library-store';
import type { FileClaim } from '../../../electron/core/library/claims';
import type { FoundFile, MeasuredFile } from '../../../electron/core/library/ports';
import { Identification } from '../../../electron/services/library/identification';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { EVERYTHING } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

const DAY_MS = 86_400_000;
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
/** What a question by weights is answered with, whatever it is about. */
let weightsAnswer: Result<never, Failure> | null;
let known: (hash: string) => boolean;

beforeEach(async () => {
  folder = await temporaryFolder('identification');
  ({ store } = openLibrary(join(folder.path, 'library.db'), 0, () => undefined));
  nowMs = Date.UTC(2030, 0, 1);
  questions = [];
  weights = [];
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

  it('asks by the weights only for what the whole file has not led to', async () => {
    known = (hash) => hash === hashOf(1);
    await keep([found(1, null), found(2, null), found(3, null)]);
    read(measured(1, 1, '111111111111'), measured(2, 2, 'ABCDEF012345'), measured(3, 3));
    const asking = identification();
    await asking.askWeights(signal);
    expect(weights).toEqual([]);
    await asking.askHashes(signal);
    await asking.askWeights(signal);
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
    await asking.askWeights(signal);
    weightsAnswer = null;
    await asking.askWeights(signal);
    expect(weights).toEqual(['111111111111', '111111111111']);
    // Now it is known that nobody knows it.
    await asking.askWeights(signal);
    expect(weights).toHaveLength(2);
  });

  it('stops after many in vain, and goes on with the others next time', async () => {
    known = () => false;
    await keep(Array.from({ length: 250 }, (_, at) => found(at, null)));
    const weightsOf = (at: number) => at.toString(16).padStart(12, '0').toUpperCase();
    read(...Array.from({ length: 250 }, (_, at) => measured(at, at + 1, weightsOf(at))));
    const asking = identification();
    await asking.askHashes(signal);
    await asking.askWeights(signal);
    expect(weights).toHaveLength(200);
    await asking.askWeights(signal);
    expect(new Set(weights).size).toBe(250);
  });
});
