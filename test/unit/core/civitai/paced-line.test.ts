import { describe, expect, it } from 'vitest';
import { PacedLine } from '../../../../electron/core/civitai/paced-line';
import { SteeredClock, settle } from '../../../support/steered-clock';

function lineOf(mostAtOnce = 3) {
  const clock = new SteeredClock();
  const line = new PacedLine(clock, mostAtOnce);
  const told: string[] = [];
  const enter = (name: string, urgency: 'front' | 'ahead' = 'front', signal?: AbortSignal) =>
    void line.enter(urgency, signal).then((refusal) => {
      told.push(refusal === null ? name : `${name} ${refusal.code} ${refusal.retryAfterMs ?? ''}`.trim());
    });
  return { clock, line, told, enter };
}

describe('PacedLine', () => {
  it('lets in three at once, the next when one leaves', async () => {
    const { line, told, enter } = lineOf();
    for (const name of ['a', 'b', 'c', 'd', 'e']) enter(name);
    await settle();
    expect(told).toEqual(['a', 'b', 'c']);
    line.leaveWell();
    await settle();
    expect(told).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets what is in front of the user pass what may be looked at next', async () => {
    const { line, told, enter } = lineOf(1);
    enter('running');
    for (const name of ['ahead 1', 'ahead 2']) enter(name, 'ahead');
    for (const name of ['front 1', 'front 2']) enter(name);
    for (let nth = 0; nth < 4; nth += 1) {
      await settle();
      line.leaveWell();
    }
    await settle();
    expect(told).toEqual(['running', 'front 1', 'front 2', 'ahead 1', 'ahead 2']);
  });

  it('after trouble lets in one by one, each a gap behind the one before', async () => {
    const { clock, line, told, enter } = lineOf();
    enter('a');
    await settle();
    line.leaveInTrouble(clock.steadyMs(), null);
    for (const name of ['b', 'c', 'd']) enter(name);
    await clock.advance(249);
    expect(told).toEqual(['a']);
    await clock.advance(1);
    expect(told).toEqual(['a', 'b']);
    await clock.advance(250);
    expect(told).toEqual(['a', 'b', 'c']);
    // Two of three at once, at half the pace.
    await clock.advance(10_000);
    expect(told).toEqual(['a', 'b', 'c']);
    line.leaveWell();
    await clock.advance(250);
    expect(told).toEqual(['a', 'b', 'c', 'd']);
  });

  it('waits for what the host asked for to the millisecond', async () => {
    const { clock, line, told, enter } = lineOf();
    enter('a');
    await settle();
    line.leaveInTrouble(clock.steadyMs(), 9_000);
    enter('b');
    await clock.advance(8_999);
    expect(told).toEqual(['a']);
    await clock.advance(1);
    expect(told).toEqual(['a', 'b']);
  });

  it('tells a longer wait at once, to those in line and to those who come', async () => {
    const { clock, line, told, enter } = lineOf(1);
    enter('a');
    enter('b');
    await settle();
    line.leaveInTrouble(clock.steadyMs(), 3_600_000);
    await settle();
    expect(told).toEqual(['a', 'b http.rateLimited 3600000']);
    await clock.advance(3_000_000);
    enter('c');
    await settle();
    expect(told.at(-1)).toBe('c http.rateLimited 600000');
    await clock.advance(600_000);
    enter('d');
    await settle();
    expect(told.at(-1)).toBe('d');
  });

  it('forgets who no longer wants to go in', async () => {
    const { line, told, enter } = lineOf(1);
    const gone = new AbortController();
    enter('a');
    enter('b', 'front', gone.signal);
    enter('c');
    await settle();
    gone.abort();
    await settle();
    expect(told).toEqual(['a', 'b input.cancelled']);
    line.leave();
    await settle();
    expect(told).toEqual(['a', 'b input.cancelled', 'c']);
  });

  it('leaves no timer behind when nobody waits', async () => {
    const { clock, line, enter } = lineOf();
    enter('a');
    await settle();
    line.leaveInTrouble(clock.steadyMs(), 5_000);
    expect(clock.pendingTimers()).toBe(0);
  });
});
