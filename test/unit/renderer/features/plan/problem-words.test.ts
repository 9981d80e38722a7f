import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { problemWords } from '../../../../../renderer/features/plan/problem-words';
import { describeFailure } from '../../../../../renderer/locales/describe-failure';
import { startWords } from '../../../../../renderer/locales/words';
import { failure } from '../../../../../shared/failure';

beforeAll(startWords);

describe('problemWords', () => {
  const words = (...cause: Parameters<typeof failure>) =>
    problemWords(i18next.getFixedT(null, 'plan'), failure(...cause));

  it('advises for an unknown creator what can be done with a pasted line', () => {
    const { reason, next } = words('input.unknownCreator', { name: 'nobody' });
    expect(reason).toContain('nobody');
    expect(next).toBe('Check the spelling, then correct it and try again.');
  });

  it('says of everything else what is said of it elsewhere', () => {
    expect(words('input.unknownFile')).toEqual(describeFailure(failure('input.unknownFile')));
  });
});
