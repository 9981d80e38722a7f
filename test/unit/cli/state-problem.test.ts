import { describe, expect, it } from 'vitest';
import { stateProblem } from '../../../electron/cli/state/state-problem';

function refusal(code: string, path: string): Error {
  return Object.assign(new Error(code), { code, path });
}

describe('stateProblem', () => {
  it.each([
    ['EACCES', /does not let civet write there: \/home\/x\/locks\.$/],
    ['EROFS', /its disk is read-only: \/home\/x\/locks\.$/],
    ['ENOTDIR', /a file stands where its folder should be: \/home\/x\/locks\.$/],
  ])('says in words what %s means, and where', (code, words) => {
    expect(stateProblem(refusal(code, '/home/x/locks'), '/home/x')?.problem).toMatch(words);
  });
});
