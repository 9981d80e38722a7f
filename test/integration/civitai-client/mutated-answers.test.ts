import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWER_KINDS, type AnswerKind, looksRight } from '../../../electron/core/civitai/answer-kinds';
import { classifyApiAnswer, classifyDownloadAnswer } from '../../../electron/core/civitai/answers';
import { Account } from '../../../electron/services/account';
import { findByHashes } from '../../../electron/services/catalogue/find-by-hashes';
import type { SeenAnswers } from '../../../electron/services/catalogue/seen-answers';
import { versionTerms } from '../../../electron/services/catalogue/version-terms';
import type { GalleryQuery } from '../../../shared/civitai/images';
import { emptySearch } from '../../../shared/civitai/search';
import { ok } from '../../../shared/result';
import { cannedCatalogue } from '../../support/canned-answers';
import { documented } from '../../support/documented';
import { mutated, unshowable } from '../../support/mutate-json';
import { todaysAnswers } from './todays-answers';

/** Together more than 20,000 answers. */
const RUNS_A_SAMPLE = 1_600;

const gallery: GalleryQuery = {
  subject: { kind: 'post', postId: 1 },
  sort: 'Newest',
  period: 'AllTime',
  maturity: 'XXX',
  cursor: null,
};

const readers = {
  search: (answer: unknown) => roomOf(answer).catalogue.search({ ...emptySearch, maturity: 'XXX' }),
  model: (answer: unknown) => roomOf(answer).catalogue.model(1, 'XXX'),
  version: (answer: unknown) => roomOf(answer).catalogue.findVersion(1),
  images: (answer: unknown) => roomOf(answer).gallery.images(gallery),
  creators: (answer: unknown) => roomOf(answer).names.creators('', null),
  tags: (answer: unknown) => roomOf(answer).names.tags('', 'page:1'),
  enums: (answer: unknown) => roomOf(answer).catalogue.knownValues(),
  hashes: (answer: unknown) =>
    findByHashes({ postJson: () => Promise.resolve(ok(answer)) }, ['AB'.repeat(32), 'CD'.repeat(32)]),
  terms: async (answer: unknown) => versionTerms(answersOf(answer), 1),
  me: (answer: unknown) => accountOf(answer).signIn('a-token-that-is-long-enough'),
  refusal: async (answer: unknown) => {
    const bodyText = JSON.stringify(answer) ?? '';
    const told = { status: 403, contentType: 'application/json', retryAfter: null, bodyText };
    return [classifyApiAnswer(told, 0), classifyDownloadAnswer(told, 0)];
  },
} as const;

function roomOf(answer: unknown) {
  return cannedCatalogue(() => ok(answer));
}

function answersOf(value: unknown): Pick<SeenAnswers, 'ask'> {
  const seen = { atMs: 1, state: 'current', cause: null } as const;
  return { ask: () => Promise.resolve(ok({ value, seen })) };
}

function accountOf(answer: unknown): Account {
  return new Account({
    api: { getJsonWithToken: () => Promise.resolve(ok(answer)) },
    vault: { read: () => ({ kind: 'none' }), keep: () => 'session', forget: () => undefined },
    onChanged: () => undefined,
  });
}

const samples: readonly (readonly [keyof typeof readers, string, unknown])[] = [
  ['search', 'documented', documented('models')],
  ['search', "today's", todaysAnswers.models],
  ['model', 'documented', documented('model')],
  ['model', "today's", todaysAnswers.model],
  ['version', 'documented', documented('version')],
  ['version', "today's", todaysAnswers.version],
  ['images', 'documented', documented('images')],
  ['images', "today's", todaysAnswers.images],
  ['creators', 'documented', documented('creators')],
  ['creators', "today's", todaysAnswers.creators],
  ['tags', 'documented', documented('tags')],
  ['tags', "today's", todaysAnswers.tags],
  ['enums', "today's", todaysAnswers.enums],
  ['hashes', "today's", todaysAnswers.hashes],
  ['terms', "today's", todaysAnswers.mini],
  ['me', "today's", todaysAnswers.me],
  ['refusal', "today's", { error: { message: 'no' }, message: 'no', deadline: '2026-01-01', code: 'X' }],
];

describe('whatever the service sends', () => {
  it(`is tried with more than 20,000 answers`, () => {
    expect(samples.length * RUNS_A_SAMPLE).toBeGreaterThan(20_000);
  });

  it.each(samples)(
    '%s reads a mutated %s answer, and shows nothing that is none',
    async (name, _which, sample) => {
      await fc.assert(
        fc.asyncProperty(mutated(sample), async (answer) => {
          for (const kind of Object.keys(ANSWER_KINDS)) looksRight(kind as AnswerKind, answer); // its own keys
          expect(unshowable(await readers[name](answer))).toBe(null);
        }),
        { numRuns: RUNS_A_SAMPLE },
      );
    },
  );

  it.each(samples)('%s answers the unmutated %s sample well', async (name, _which, sample) => {
    const read = await readers[name](sample);
    if (name !== 'refusal' && name !== 'enums' && name !== 'terms') expect(read).toMatchObject({ ok: true });
    if (name === 'search' || name === 'images' || name === 'creators' || name === 'tags')
      expect(read).toMatchObject({ value: { skippedCount: 0 } });
  });
});
