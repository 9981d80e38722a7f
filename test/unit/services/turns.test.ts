import { expect, it } from 'vitest';
import { Turns } from '../../../electron/services/turns';

it('goes on at once until it has gone on for 12 ms, and counts anew after the others had their turn', async () => {
  let ms = 0;
  const turnsAtMs: number[] = [];
  const turns = new Turns({
    steadyMs: () => ms,
    after: (delayMs, callback) => {
      turnsAtMs.push(ms);
      expect(delayMs).toBe(0);
      callback();
      return () => undefined;
    },
  });
  for (; ms < 40; ms += 3) await turns.next();
  expect(turnsAtMs).toEqual([12, 24, 36]);
});
