import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeFailure } from '../../../../renderer/locales/describe-failure';
import { FAILURES, type FailureCode, failure } from '../../../../shared/failure';
import words from '../../../../shared/words/en/failures.json';

// The keys of FAILURES are exactly the codes; Object.keys only forgets that.
const codes = Object.keys(FAILURES) as FailureCode[];

function codesWithWords(): readonly string[] {
  return Object.entries(words).flatMap(([family, members]) =>
    Object.keys(members).map((reason) => `${family}.${reason}`),
  );
}

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: { en: { failures: words } } });
});

describe('failures.json', () => {
  it('has words for each code and for nothing else', () => {
    expect(codesWithWords().toSorted()).toEqual(codes.toSorted());
  });

  it.each(codes)('%s has a title, a reason and a next step, without placeholders left open', (code) => {
    const said = describeFailure(failure(code));
    for (const text of [said.title, said.reason, said.next]) {
      expect(text).not.toMatch(/\{\{|!|^$/);
      expect(text).not.toContain(code);
    }
    expect(said.reason).toMatch(/\.$/);
    expect(said.next).toMatch(/\.$/);
  });
});

describe('describeFailure', () => {
  it('names what is missing on a full disk', () => {
    const { reason } = describeFailure(failure('disk.full', { missingBytes: 2_400_000_000 }));
    expect(reason).toMatch(/^2\.4\d? GB more are needed for this file\.$/);
  });

  it('quotes the server and does not alter its words', () => {
    const { reason } = describeFailure(failure('access.noPermission', { message: 'Ask <Mira> & "friends"' }));
    expect(reason).toBe('Civitai says: “Ask <Mira> & "friends"”');
  });

  it('falls back to the plain sentence when a fact is missing or empty', () => {
    const { reason } = describeFailure(failure('content.message', { message: '' }));
    expect(reason).toBe('The server answered with a text where the file should be.');
  });

  it('shortens hashes so that they can be compared by eye', () => {
    const { reason } = describeFailure(
      failure('integrity.hash', { expected: 'A'.repeat(64), actual: 'B'.repeat(64) }),
    );
    expect(reason).toContain('AAAAAAAAAA…');
    expect(reason).toContain('BBBBBBBBBB…');
  });

  it('says how long Civitai asks to wait', () => {
    const { reason } = describeFailure(failure('http.rateLimited', { status: 429 }, 90_000));
    expect(reason).toMatch(/asks to wait 1 min/);
  });
});
