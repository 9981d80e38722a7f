import { describe, expect, it } from 'vitest';
import { ResolveGate } from '../../../electron/services/resolve-gate';
import type { Failure } from '../../../shared/failure';
import { SteeredClock } from '../../support/steered-clock';

const never = new AbortController().signal;

function rig() {
  const clock = new SteeredClock();
  const gate = new ResolveGate(clock);
  const entered: number[] = [];
  const refused: (Failure | null)[] = [];
  const ask = (signal = never) => {
    void gate.enter(signal).then((refusal) => {
      if (refusal === null) entered.push(clock.steadyMs());
      else refused.push(refusal);
    });
  };
  return { clock, gate, entered, refused, ask };
}

describe('ResolveGate', () => {
  it('lets two ask at once, and the next when one has its answer', async () => {
    const { clock, gate, entered, ask } = rig();
    for (let each = 0; each < 4; each += 1) ask();
    await clock.advance(10_000);
    expect(entered).toHaveLength(2);
    gate.leave();
    await clock.advance(0);
    expect(entered).toHaveLength(3);
  });

  it('lets five go in a burst, then one a second', async () => {
    const { clock, gate, entered, ask } = rig();
    for (let each = 0; each < 8; each += 1) {
      ask();
      await clock.advance(0);
      if (entered.length > each) gate.leave();
    }
    for (let second = 0; second < 3; second += 1) {
      await clock.advance(1_000);
      gate.leave();
    }
    expect(entered).toEqual([0, 0, 0, 0, 0, 1_000, 2_000, 3_000]);
  });

  it('saves up no more than the burst, however long it is quiet', async () => {
    const { clock, gate, entered, ask } = rig();
    await clock.advance(3_600_000);
    for (let each = 0; each < 7; each += 1) {
      ask();
      await clock.advance(0);
      if (entered.length > each) gate.leave();
    }
    expect(entered).toHaveLength(5);
  });

  it('waits 1, 30 and 60 seconds after a bare "too many", and begins anew after an answer', async () => {
    const { clock, gate } = rig();
    for (const pauseMs of [1_000, 30_000, 60_000, 60_000]) {
      expect(gate.onThrottled(null)).toBe(pauseMs);
      await clock.advance(pauseMs);
    }
    gate.onAnswer();
    expect(gate.onThrottled(null)).toBe(1_000);
  });

  it('never shortens what Civitai asks for, and tells the asker at once', async () => {
    const { clock, gate, refused, entered, ask } = rig();
    expect(gate.onThrottled(90_000)).toBe(90_000);
    ask();
    await clock.advance(0);
    expect(refused).toMatchObject([{ code: 'http.rateLimited', retryAfterMs: 90_000 }]);
    await clock.advance(86_000);
    ask();
    await clock.advance(3_999);
    expect(entered).toEqual([]);
    await clock.advance(1);
    expect(entered).toEqual([90_000]);
  });

  it('lets the user try before the pause is over', async () => {
    const { clock, gate, entered, ask } = rig();
    gate.onThrottled(90_000);
    gate.urge();
    ask();
    await clock.advance(0);
    expect(entered).toEqual([0]);
  });

  it('leaves nobody in the line when those who were woken go away', async () => {
    const { clock, gate, refused, ask } = rig();
    for (let each = 0; each < 5; each += 1) ask();
    await clock.advance(0);
    gate.onThrottled(60_000);
    gate.leave();
    gate.leave();
    await clock.advance(0);
    expect(refused).toHaveLength(3);
  });

  it('loses nobody and lends nothing to somebody who has left', async () => {
    const { clock, gate, entered, refused, ask } = rig();
    const leaver = new AbortController();
    ask();
    ask();
    ask(leaver.signal);
    ask();
    await clock.advance(0);
    leaver.abort();
    await clock.advance(0);
    expect(refused).toMatchObject([{ code: 'input.cancelled' }]);
    gate.leave();
    await clock.advance(0);
    expect(entered).toHaveLength(3);
  });
});
