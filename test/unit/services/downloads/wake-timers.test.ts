import { describe, expect, it } from 'vitest';
import type { DownloadRecord } from '../../../../electron/core/ports';
import { WakeTimers } from '../../../../electron/services/downloads/wake-timers';
import { failure } from '../../../../shared/failure';
import { downloadIdSchema } from '../../../../shared/ids';
import { SteeredClock } from '../../../support/steered-clock';

const HOUR_MS = 60 * 60_000;

describe('WakeTimers', () => {
  it('goes by the clock on the wall after a sleep through which the timers stood still', async () => {
    const clock = new SteeredClock(0);
    const woken: string[] = [];
    const timers = new WakeTimers(clock, (id) => woken.push(id));
    const record = {
      id: downloadIdSchema.parse('a'.repeat(32)),
      state: { kind: 'waiting', untilMs: HOUR_MS, cause: failure('http.rateLimited'), attempt: 1 },
    } as unknown as DownloadRecord;
    timers.follow(record);
    clock.jumpWall(2 * HOUR_MS);
    await clock.advance(1);
    expect(woken).toEqual([]);
    timers.followAll([record]);
    await clock.advance(1);
    expect(woken).toEqual([record.id]);
    expect(clock.pendingTimers(), 'the timer of before is gone').toBe(0);
  });
});
