import { describe, expect, it } from 'vitest';
import { readOffer } from '../../../../electron/core/app-updates/read-offer';
import { plainNotes } from '../../../../electron/core/app-updates/release-notes';

describe('plainNotes', () => {
  it.each([
    [
      'Markdown',
      '## New\n\n* **Faster** [queue](https://x.example/a)\n+ `less` memory',
      'New\n\n- Faster queue\n- less memory',
    ],
    [
      'HTML',
      '<h2>New</h2><ul><li>One &amp; two</li><li>Three</li></ul><p>End</p>',
      'New\n- One & two\n- Three\n\nEnd',
    ],
    ['a script', 'Before<script>alert(1)</script>After', 'BeforeAfter'],
    ['a tag that is never closed', 'A <img src=x onerror=alert(1)> B <b', 'A  B <b'],
    ['characters that turn text around', 'A\u202eB\u0007C', 'A B C'],
    ['an entity of no character', '&#x110000; &#0; &nope;', '&#x110000; &#0; &nope;'],
  ])('%s', (_name, untrusted, plain) => {
    expect(plainNotes(untrusted)).toBe(plain);
  });

  it('cuts what nobody reads to the end, and takes no time for what was made to take it', () => {
    expect(plainNotes('word '.repeat(100_000)).length).toBeLessThan(8_010);
    for (const hostile of ['<', '<li', '[', '**a', '<script>', '&#', '<!--', '](('])
      expect(plainNotes(hostile.repeat(1_000_000)).length).toBeLessThan(8_010);
  });
});

describe('readOffer', () => {
  it('takes notes of several versions, and a time', () => {
    const releaseNotes = [
      { version: '1.1.0', note: '<p>One</p>' },
      { version: '1.0.1', note: null },
    ];
    const read = readOffer({ version: '1.1.0', releaseDate: '2026-11-01T10:00:00.000Z', releaseNotes });
    expect(read).toEqual({
      ok: true,
      value: { version: '1.1.0', releasedAtMs: Date.UTC(2026, 10, 1, 10), notes: '1.1.0\n\nOne\n\n1.0.1' },
    });
  });

  it.each(['1.1', '<b>1.1.0</b>', '1.1.0\n', 7])('refuses %j as a version', (version) => {
    expect(readOffer({ version }).ok).toBe(false);
  });

  it('does without notes and times that make no sense', () => {
    expect(readOffer({ version: '1.1.0', releaseDate: {}, releaseNotes: 5 })).toMatchObject({
      value: { releasedAtMs: null, notes: '' },
    });
  });
});
