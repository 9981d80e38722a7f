import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { nameOf, noteOf } from '../../../../../renderer/features/following/follow-words';
import { startWords } from '../../../../../renderer/locales/words';
import { failure } from '../../../../../shared/failure';
import type { FollowView } from '../../../../../shared/following/following';

const view = (change: Partial<FollowView> = {}): FollowView => ({
  key: 'model:7',
  subject: { kind: 'model', modelId: 7 },
  name: 'Fjord',
  creator: 'mira',
  modelType: 'LORA',
  maturity: 'PG',
  isAboveLevel: false,
  hasMatured: false,
  standing: 'available',
  followedAtMs: 0,
  lookedAtMs: 0,
  nextLookAtMs: 0,
  trouble: null,
  isLooking: false,
  ...change,
});
const t = () => i18next.getFixedT('en', ['following', 'common']);
const creator = { kind: 'creator', username: 'mira' } as const;

beforeAll(startWords);

describe('what is said of a followed thing', () => {
  it('is nothing when all is well', () => {
    expect(noteOf(t(), view())).toBeNull();
    expect(noteOf(t(), view({ subject: creator, maturity: null }))).toBeNull();
  });

  it.each([
    [{ standing: 'gone' }, /deleted or made private/],
    [{ standing: 'gone', subject: creator }, /renamed or closed/],
    [{ standing: 'archived' }, /Archived by its creator/],
    [{ standing: 'takenDown' }, /Taken down/],
    [{ hasMatured: true, maturity: 'R' }, /^Rated R since you follow it\.$/],
    [{ hasMatured: true, maturity: 'X', isAboveLevel: true, name: null }, /Rated X since .* stay hidden/],
    [{ maturity: 'PG13', isAboveLevel: true, name: null }, /^Rated PG-13, above your level/],
    [{ trouble: failure('http.serverError', { status: 503 }) }, /Civitai has a problem\. The server/],
  ] satisfies [Partial<FollowView>, RegExp][])('names what is not: %o', (change, words) => {
    expect(noteOf(t(), view(change))).toMatch(words);
  });

  it('never uses a name that the level of maturity hides', () => {
    expect(nameOf(t(), view({ name: null }))).toBe('Model 7');
    expect(nameOf(t(), view({ name: null, subject: creator }))).toBe('mira');
  });
});
