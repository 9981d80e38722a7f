// @ts-check
import { describe, expect, it } from 'vitest';
import {
  isWorse,
  judgeOutcome,
  OUTCOME_WORDS,
  OUTCOMES,
  wordsFor,
} from '../../../../tools/differential/outcome.mjs';
import { parseRange } from '../../../../tools/differential/storage.mjs';
import { markdownTable, worseRows } from '../../../../tools/differential/table.mjs';

const MIB = 2 ** 20;

/** @param {Partial<Parameters<typeof judgeOutcome>[0]>} [changes] */
function judge(changes = {}) {
  return judgeOutcome({
    size: 48 * MIB,
    exitCode: 0,
    hasHung: false,
    isRight: true,
    isSpoiled: false,
    rightBytesBefore: 24 * MIB,
    rightBytesAfter: 48 * MIB,
    sentBytes: 24 * MIB,
    ...changes,
  });
}

describe('judgeOutcome', () => {
  const failed = { exitCode: 1, isRight: false, rightBytesAfter: 24 * MIB };
  it.each(
    /** @type {const} */ ([
      ['right', 'the file, and only what was missing was sent', {}],
      ['right', 'the file, where nothing had been there', { rightBytesBefore: 0, sentBytes: 48 * MIB }],
      ['again', 'the file, but all of it was sent again', { sentBytes: 48 * MIB }],
      ['silent', 'success without the file', { isRight: false }],
      ['doubted', 'the file, called a failure', { exitCode: 22 }],
      ['kept', 'a failure that keeps what was there', failed],
      ['kept', 'a failure that loses only what was not yet safe', { ...failed, rightBytesAfter: 20 * MIB }],
      ['lost', 'a failure that loses what was there', { ...failed, rightBytesAfter: 0 }],
      ['spoiled', 'a failure that leaves wrong bytes', { ...failed, isSpoiled: true }],
      ['hung', 'no end at all', { exitCode: 1, isRight: false, hasHung: true }],
    ]),
  )('calls it %s: %s', (outcome, _says, changes) => {
    expect(judge(changes)).toBe(outcome);
  });
  it('has words for each outcome', () => {
    expect(Object.keys(OUTCOME_WORDS)).toEqual([...OUTCOMES]);
  });
});

const met = (/** @type {any} */ outcome, runs = 1) => ({ outcome, runs });

describe('isWorse', () => {
  it('holds a silently wrong file for the worst, and the right one for the best', () => {
    for (const other of OUTCOMES) {
      expect(isWorse(met('right'), met(other))).toBe(false);
      expect(isWorse(met('silent'), met(other))).toBe(other !== 'silent');
    }
  });
  it('counts how often somebody had to try, where the file was had at all', () => {
    expect(isWorse(met('right', 3), met('right', 1))).toBe(true);
    expect(isWorse(met('right', 3), met('again', 1))).toBe(false);
    expect(isWorse(met('kept', 3), met('kept', 1))).toBe(false);
  });
});

describe('wordsFor', () => {
  it.each([
    ['right', 1, 'right'],
    ['right', 2, 'right, at the 2nd try'],
    ['again', 3, 'right, fetched again from 0, at the 3rd try'],
    ['kept', 3, 'reported, nothing lost'],
  ])('%s after %d', (outcome, runs, words) => {
    expect(wordsFor(met(outcome, runs))).toBe(words);
  });
});

describe('worseRows', () => {
  const row = (/** @type {string} */ name, /** @type {Record<string, any>} */ outcomes) => ({
    name,
    outcomes,
  });
  it('names rows in which any other program did better', () => {
    const rows = [
      row('a', { civet: met('right'), curl: met('silent') }),
      row('b', { civet: met('kept'), curl: met('silent'), wget: met('again') }),
      row('c', { civet: met('kept'), curl: met('kept') }),
    ];
    expect(worseRows(rows, 'civet')).toEqual(['b']);
  });
  it('counts a row that we were not part of as lost', () => {
    expect(worseRows([row('a', { curl: met('silent') })], 'civet')).toEqual(['a']);
  });
});

describe('markdownTable', () => {
  it('has a row a fault and a column a program', () => {
    const rows = [{ says: 'it breaks', outcomes: { civet: met('right', 2) } }];
    const programs = [
      { name: 'civet', title: 'civet get' },
      { name: 'curl', title: 'curl -C -' },
    ];
    expect(markdownTable(rows, programs).split('\n')).toEqual([
      '| What happens | `civet get` | `curl -C -` |',
      '| --- | --- | --- |',
      '| it breaks | right, at the 2nd try | – |',
    ]);
  });
});

describe('parseRange', () => {
  it.each([
    ['bytes=10-19', { start: 10, end: 20 }],
    ['bytes=90-', { start: 90, end: 100 }],
    ['bytes=90-500', { start: 90, end: 100 }],
    ['bytes=-5', null],
    [undefined, null],
  ])('%s of 100 bytes', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });
});
