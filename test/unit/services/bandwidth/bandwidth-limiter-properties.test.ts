import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BandwidthLimiter } from '../../../../electron/services/bandwidth/bandwidth-limiter';
import { SteeredClock, settle } from '../../../support/steered-clock';

const KIB = 1024;
const MIB = 1024 * KIB;
const LOW = 1;
const NORMAL = 2;
const HIGH = 4;

const command = fc.oneof(
  fc.record({
    kind: fc.constant('read' as const),
    id: fc.constantFrom('a', 'b', 'c'),
    weight: fc.constantFrom(LOW, NORMAL, HIGH),
    wantedBytes: fc.integer({ min: 1, max: MIB }),
    unusedShare: fc.constantFrom(0, 0, 0, 0.3, 1),
  }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 2_000 }) }),
  fc.record({ kind: fc.constant('abort' as const), which: fc.nat() }),
  fc.record({
    kind: fc.constant('limit' as const),
    limit: fc.constantFrom(0, 1_000, 20 * KIB, 300 * KIB, 5 * MIB),
  }),
);

describe('BandwidthLimiter, whatever happens', () => {
  it('keeps to rate × time, its capacity and a read a change; admits 1 to what was wanted; sleeps in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1_000, 20 * KIB, 300 * KIB, 5 * MIB),
        fc.array(command, { minLength: 1, maxLength: 80 }),
        async (firstLimit, commands) => {
          const clock = new SteeredClock();
          const limiter = new BandwidthLimiter(clock, firstLimit);
          const open: AbortController[] = [];
          const reading: Promise<void>[] = [];
          let limit = firstLimit;
          let earned = 0;
          let net = 0;
          let most = 0; // of capacity, over all limits so far
          let largest = 0;
          let changes = 0;
          const seenCapacity = () => {
            most = Math.max(most, 64 * KIB, limit / 4);
          };
          seenCapacity();
          async function read(id: string, weight: number, wantedBytes: number, unusedShare: number) {
            const controller = new AbortController();
            open.push(controller);
            const bytes = await limiter.admit(id, weight, wantedBytes, controller.signal);
            if (bytes === 0) expect(controller.signal.aborted).toBe(true);
            expect(bytes).toBeLessThanOrEqual(Math.min(wantedBytes, 64 * KIB * HIGH));
            expect(Number.isInteger(bytes)).toBe(true);
            const unused = Math.floor(bytes * unusedShare);
            largest = Math.max(largest, bytes);
            net += bytes - unused;
            limiter.giveBack(id, unused);
          }
          for (const each of commands) {
            if (each.kind === 'read')
              reading.push(read(each.id, each.weight, each.wantedBytes, each.unusedShare));
            if (each.kind === 'abort') open[each.which % Math.max(1, open.length)]?.abort();
            if (each.kind === 'limit') {
              if (each.limit < limit) changes += 1;
              limit = each.limit;
              limiter.setLimit(limit);
              seenCapacity();
            }
            if (each.kind === 'pass') {
              earned += (limit * each.ms) / 1000;
              await clock.advance(each.ms);
            }
            await settle();
            expect(net).toBeLessThanOrEqual(earned + most + largest * (1 + changes) + 1);
          }
          for (const controller of open) controller.abort();
          await Promise.all(reading);
          expect(clock.pendingTimers()).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
