// @ts-check
import { describe, expect, it } from 'vitest';
import { outcomeOfVitest, outcomeTable, sumLine } from '../../../tools/lib/outcome.mjs';
import { formatDuration } from '../../../tools/lib/say.mjs';

/** @typedef {import('../../../tools/lib/vitest-report.mjs').ReportedTest} ReportedTest */

/** @type {ReportedTest} */
const passed = { name: 'a', state: 'passed', reason: null };
/** @type {ReportedTest} */
const failed = { name: 'b', state: 'failed', reason: 'because' };
/** @type {ReportedTest} */
const skipped = { name: 'c', state: 'skipped', reason: 'no keyring' };

/** @param {Partial<Parameters<typeof outcomeOfVitest>[0]>} [changes] */
function count(changes = {}) {
  const report = { tests: [passed], errors: [] };
  return outcomeOfVitest({
    runner: 'unit',
    report,
    exitCode: 0,
    timedOutAfter: null,
    durationMs: 1,
    ...changes,
  });
}

describe('outcomeOfVitest', () => {
  it('counts what the report says', () => {
    const outcome = count({ report: { tests: [passed, passed, failed, skipped], errors: [] }, exitCode: 1 });
    expect(outcome).toMatchObject({
      passed: 2,
      failed: ['b'],
      skipped: [{ name: 'c', reason: 'no keyring' }],
    });
  });

  it.each([
    [
      'an error outside of any test',
      { report: { tests: [passed], errors: ['boom'] }, exitCode: 1 },
      ['boom'],
    ],
    ['a missing report', { report: null, exitCode: 1 }, ['unit ended with code 1 and left no report']],
    ['an exit code that nothing explains', { exitCode: 1 }, ['unit ended with code 1']],
    ['no tests at all', { report: { tests: [], errors: [] } }, ['unit ran no test']],
    ['nothing but skipped tests', { report: { tests: [skipped], errors: [] } }, ['unit ran no test']],
    [
      'a run that hung',
      { report: null, exitCode: 1, timedOutAfter: '20 min 0 s' },
      ['unit was ended after 20 min 0 s'],
    ],
  ])('counts %s as one failure', (_what, changes, names) => {
    expect(count(changes).failed).toEqual(names);
  });
});

describe('sumLine', () => {
  it('adds up the runners and mentions skipped tests only when there are some', () => {
    expect(sumLine([count(), count()])).toBe('2 passed, 0 failed');
    expect(sumLine([count(), count({ report: { tests: [passed, failed, skipped], errors: [] } })])).toBe(
      '2 passed, 1 failed, 1 skipped',
    );
  });
});

describe('outcomeTable', () => {
  it('names what was skipped, with its reason', () => {
    const table = outcomeTable(
      [count({ report: { tests: [passed, failed, skipped], errors: [] } })],
      formatDuration,
    );
    expect(table.split('\n')).toEqual([
      'runner  passed  failed  skipped   time',
      'unit         1       1        1  0.0 s',
      'failed: b',
      'skipped: c (no keyring)',
    ]);
  });
});
