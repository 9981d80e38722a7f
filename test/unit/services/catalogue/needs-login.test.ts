import { describe, expect, it } from 'vitest';
import type { Question } from '../../../../electron/core/civitai/endpoints';
import { needsLogin } from '../../../../electron/services/catalogue/needs-login';
import { type Failure, failure } from '../../../../shared/failure';
import { err, ok, type Result } from '../../../../shared/result';

const seen = { atMs: 0, state: 'current', cause: null } as const;

/** Answers every question alike and notes what was asked. */
function answering(answer: Result<unknown, Failure>) {
  const asked: string[] = [];
  return {
    asked,
    ask: async ({ path }: Question) => {
      asked.push(path);
      return answer.ok ? ok({ value: answer.value, seen }) : answer;
    },
  };
}

describe('needsLogin', () => {
  it.each([true, false])('says %s when the service says so of this version', async (requireAuth) => {
    const answers = answering(ok({ air: 'urn:air:…', requireAuth }));
    expect(await needsLogin(answers, 77)).toBe(requireAuth);
    expect(answers.asked).toEqual(['/api/v1/model-versions/mini/77']);
  });

  it.each([{}, { requireAuth: null }, { requireAuth: 'yes' }, null, []])(
    'does not guess from %j',
    async (value) => {
      expect(await needsLogin(answering(ok(value)), 77)).toBe(null);
    },
  );

  it('does not know when the service does not answer', async () => {
    expect(await needsLogin(answering(err(failure('http.serverError'))), 77)).toBe(null);
  });
});
