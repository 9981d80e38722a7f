import { describe, expect, it } from 'vitest';
import type { Question } from '../../../../electron/core/civitai/endpoints';
import { versionTerms } from '../../../../electron/services/catalogue/version-terms';
import { failure } from '../../../../shared/failure';
import { err, ok } from '../../../../shared/result';

const seen = { atMs: 0, state: 'current', cause: null } as const;
const MINI = '/api/v1/model-versions/mini/77';
const VERSION = '/api/v1/model-versions/77';

/** Answers what it has an answer for, and fails for everything else. */
const answering = (answers: Readonly<Record<string, unknown>>) => ({
  ask: async ({ path }: Question) =>
    Object.hasOwn(answers, path) ? ok({ value: answers[path], seen }) : err(failure('http.serverError')),
});

describe('versionTerms', () => {
  it.each([true, false])('needs a login: %s, as the service says of this version', async (requireAuth) => {
    const terms = await versionTerms(answering({ [MINI]: { air: 'urn:air:x', requireAuth } }), 77);
    expect(terms).toEqual({ needsLogin: requireAuth, isDownloadable: null });
  });

  it.each([
    ['Download', true],
    ['download', true],
    ['Generation', false],
    ['InternalGeneration', false],
    ['SomethingNew', false],
    [null, null],
    [7, null],
  ])('usage control %j → downloadable: %s', async (usageControl, isDownloadable) => {
    const terms = await versionTerms(answering({ [VERSION]: { id: 77, usageControl } }), 77);
    expect(terms).toEqual({ needsLogin: null, isDownloadable });
  });

  it.each([{}, { requireAuth: null }, { requireAuth: 'yes' }, null, []])(
    'does not guess from %j',
    async (value) => {
      const terms = await versionTerms(answering({ [MINI]: value, [VERSION]: value }), 77);
      expect(terms).toEqual({ needsLogin: null, isDownloadable: null });
    },
  );

  it('does not know when the service does not answer', async () => {
    expect(await versionTerms(answering({}), 77)).toEqual({ needsLogin: null, isDownloadable: null });
  });
});
