import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLane } from '../../../../electron/core/queue/lanes';
import { type InLine, WaitingLine } from '../../../../electron/core/queue/waiting-line';
import { PRIORITIES, type Priority } from '../../../../shared/download/priority';

const HOUR_MS = 3_600_000;
const NOW = 1_900_000_000_000;
const nobody = () => false;

function entry(id: string, change: Partial<InLine> = {}): InLine {
  return { id, rank: id, priority: 'normal', isSmall: false, queuedAtMs: NOW, ...change };
}

function lineOf(...members: readonly InLine[]): WaitingLine<InLine> {
  const line = new WaitingLine<InLine>();
  for (const member of members) line.add(member);
  return line;
}

/** Takes everybody in turn, as if each start came `stepMs` after the one before. */
function turns(line: WaitingLine<InLine>, startMs: number, stepMs = 0): string {
  let order = '';
  for (let nowMs = startMs; ; nowMs += stepMs) {
    const next = line.next('any', nowMs, nobody);
    if (next === null) return order;
    order += next.id;
    line.delete(next);
    line.noteServed(next.priority, nowMs);
  }
}

describe('WaitingLine', () => {
  it('takes the important ones first, and each priority in the order of the user', () => {
    const line = lineOf(
      entry('a', { priority: 'low' }),
      entry('d'),
      entry('c'),
      entry('z', { priority: 'high' }),
      entry('y', { priority: 'high' }),
    );
    expect(turns(line, NOW)).toBe('yzcda');
  });

  it('lets a priority that was left out for an hour count as one higher', () => {
    const waiting = [entry('b', { priority: 'low', queuedAtMs: NOW - HOUR_MS }), entry('a')];
    expect(lineOf(...waiting).next('any', NOW - 1, nobody)?.id, 'a moment before').toBe('a');
    expect(
      lineOf(entry('a', { priority: 'low', queuedAtMs: NOW - HOUR_MS }), entry('b')).next('any', NOW, nobody)
        ?.id,
    ).toBe('a');
    expect(
      lineOf(entry('b', { priority: 'low', queuedAtMs: NOW - 2 * HOUR_MS }), entry('a')).next(
        'any',
        NOW,
        nobody,
      )?.id,
    ).toBe('b');
  });

  it('does not keep a low priority out for ever, however many important ones keep coming', () => {
    const line = lineOf(entry('low', { priority: 'low' }));
    let served = 0;
    for (let nowMs = NOW; nowMs <= NOW + 4 * HOUR_MS; nowMs += HOUR_MS / 4) {
      line.add(entry(`high${nowMs}`, { priority: 'high', queuedAtMs: nowMs, rank: '0' }));
      const next = line.next('any', nowMs, nobody) as InLine;
      line.delete(next);
      line.noteServed(next.priority, nowMs);
      if (next.id === 'low') served += 1;
    }
    expect(served).toBe(1);
  });

  it('keeps the order of the user within a priority, however long somebody has waited', () => {
    const line = lineOf(entry('b', { queuedAtMs: NOW - 50 * HOUR_MS }), entry('a', { queuedAtMs: NOW }));
    expect(turns(line, NOW)).toBe('ab');
  });

  it('takes a new important one next, although others have waited for hours while their turns went on', () => {
    const line = lineOf(entry('b', { queuedAtMs: NOW - 9 * HOUR_MS }), entry('z', { priority: 'high' }));
    line.noteServed('normal', NOW - 60_000);
    expect(line.next('any', NOW, nobody)?.id).toBe('z');
  });

  it('is not confused by a clock that was set back', () => {
    const line = lineOf(entry('b', { priority: 'low', queuedAtMs: NOW + 9 * HOUR_MS }), entry('c'));
    expect(line.next('any', NOW, nobody)?.id).toBe('c');
  });

  it('finds the first small file behind any number of large ones, and passes who cannot start now', () => {
    const line = lineOf(entry('a'), entry('b'), entry('c', { isSmall: true }), entry('d', { isSmall: true }));
    expect(line.next('small', NOW, nobody)?.id).toBe('c');
    expect(line.next('small', NOW, ({ id }) => id === 'c')?.id).toBe('d');
    expect(line.next('any', NOW, ({ id }) => id < 'c')?.id).toBe('c');
  });

  it('answers as a search through everybody would', () => {
    const member = fc.record({
      rank: fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 }),
      priority: fc.constantFrom(...PRIORITIES),
      isSmall: fc.boolean(),
      waitedMs: fc.nat(5 * HOUR_MS),
    });
    const served = fc.record({
      low: fc.nat(5 * HOUR_MS),
      normal: fc.nat(5 * HOUR_MS),
      high: fc.nat(5 * HOUR_MS),
    });
    fc.assert(
      fc.property(fc.array(member, { maxLength: 20 }), served, fc.boolean(), (wanted, ago, isSmallLane) => {
        const members = wanted.map(({ waitedMs, ...rest }, at) => ({
          ...rest,
          id: String(at).padStart(2, '0'),
          queuedAtMs: NOW - waitedMs,
        }));
        const line = lineOf(...members);
        for (const priority of PRIORITIES) line.noteServed(priority, NOW - ago[priority]);
        const lane = isSmallLane ? 'small' : 'any';
        const found = line.next(lane, NOW, nobody);
        expect(found?.id ?? null).toBe(naiveNext(members, ago, isSmallLane));
      }),
    );
  });
});

/** The same rule without an index: the first of each priority, then the best of those. */
function naiveNext(
  members: readonly InLine[],
  ago: Readonly<Record<Priority, number>>,
  isSmallLane: boolean,
): string | null {
  const candidates = members.filter(({ isSmall }) => isSmall || !isSmallLane);
  const byOrder = (a: InLine, b: InLine) => `${a.rank} ${a.id}`.localeCompare(`${b.rank} ${b.id}`, 'en');
  const heads = PRIORITIES.flatMap((priority, order) => {
    const [head] = candidates.filter((each) => each.priority === priority).toSorted(byOrder);
    if (head === undefined) return [];
    const waitedMs = Math.min(ago[priority], NOW - head.queuedAtMs);
    return [{ head, order: order + Math.floor(waitedMs / HOUR_MS) }];
  });
  const [best] = heads.toSorted((a, b) => b.order - a.order || byOrder(a.head, b.head));
  return best?.head.id ?? null;
}

describe('openLane', () => {
  it.each([
    [{ total: 0, small: 0 }, 1, 'any'],
    [{ total: 1, small: 0 }, 1, 'small'],
    [{ total: 1, small: 1 }, 1, 'none'],
    [{ total: 2, small: 1 }, 1, 'none'],
    [{ total: 1, small: 1 }, 2, 'any'],
    [{ total: 2, small: 0 }, 2, 'small'],
    [{ total: 2, small: 1 }, 2, 'none'],
    [{ total: 3, small: 1 }, 2, 'none'],
    [{ total: 4, small: 0 }, 2, 'small'],
    [{ total: 4, small: 1 }, 2, 'none'],
    [{ total: 0, small: 0 }, 0, 'none'],
  ] as const)('%j running of %d → %s', (running, limit, lane) => {
    expect(openLane(running, limit)).toBe(lane);
  });
});
