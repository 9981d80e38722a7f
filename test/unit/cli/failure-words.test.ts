import { describe, expect, it } from 'vitest';
import { fail } from '../../../electron/cli/output/fail';
import { wordsFor } from '../../../electron/cli/output/failure-words';
import { FAILURES, type FailureCode, failure } from '../../../shared/failure';
import { fakeTerminal } from './fake-output';

// The keys of FAILURES are exactly the codes; Object.keys only forgets that.
const codes = Object.keys(FAILURES) as FailureCode[];
/** Codes that only a window can meet. */
const WINDOW_ONLY = new Set<FailureCode>([
  'input.linkRefused',
  'input.folderNotChosen',
  'ipc.untrustedSender',
]);

describe('wordsFor', () => {
  it.each(codes.filter((code) => !WINDOW_ONLY.has(code)))(
    '%s has a title, a reason, and a next step that needs no window',
    (code) => {
      const { title, reason, next } = wordsFor(failure(code));
      for (const text of [title, reason, next]) expect(text).not.toMatch(/\{\{|^$/);
      expect(next).not.toMatch(/\b(press|click|sign in|screen|window|choose your|restart)\b/i);
    },
  );

  it('says of a small disk how much there is, how much stays free, and how much is needed', () => {
    const facts = { bytes: 25e6, path: '/mnt/stick', freeBytes: 20e6, reserveBytes: 2e6, missingBytes: 8e6 };
    expect(wordsFor(failure('disk.full', facts)).reason).toBe(
      '20.0 MB are free for it at /mnt/stick; Civet leaves 2.0 MB of them to others, and 25.0 MB are still to come. 8.0 MB more are needed, with a little to spare.',
    );
  });

  it('says of a read-only disk that it is one, and of a version without files that there are none', () => {
    const readOnly = wordsFor(failure('disk.ioError', { path: '/mnt/dvd', message: 'EROFS' }));
    expect(`${readOnly.title} ${readOnly.reason}`).toMatch(/read-only .*\/mnt\/dvd/);
    const empty = wordsFor(failure('input.unknownFile', { message: 'no files' }));
    expect(`${empty.reason} ${empty.next}`).not.toMatch(/--file/);
  });

  it('says the sentence of the app, with its facts', () => {
    const words = wordsFor(failure('access.earlyAccess', { until: Date.UTC(2026, 11, 24, 12) }));
    expect(words.title).toBe('This version is in early access');
    expect(words.reason).toMatch(/^It is free for everyone from December 24, 2026/);
  });
});

describe('fail', () => {
  it('tells people on standard error and programs on standard output, with one exit code', async () => {
    const { terminal, written, events } = fakeTerminal();
    expect(await fail(terminal, true, failure('access.loginNeeded'), { id: 'a' })).toBe(4);
    expect(events()).toEqual([
      expect.objectContaining({ status: 'failed', code: 'access.loginNeeded', exitCode: 4, id: 'a' }),
    ]);
    expect(written.stderr).toMatch(/^Civitai says this file needs a login\..*\n.*CIVITAI_TOKEN.*\n$/);
  });

  it('keeps standard output free for what was asked', async () => {
    const { terminal, written } = fakeTerminal();
    await fail(terminal, false, failure('input.unknownModel'));
    expect(written.stdout).toBe('');
  });
});
