import { beforeEach, describe, expect, it } from 'vitest';
import { HoldWatch } from '../../../../electron/services/downloads/hold-watch';
import { Holds } from '../../../../electron/services/downloads/holds';
import { LimitWatch } from '../../../../electron/services/downloads/limit-watch';
import { SleepWatch } from '../../../../electron/services/downloads/sleep-watch';
import { type DownloadId, downloadIdSchema } from '../../../../shared/ids';
import type { Settings } from '../../../../shared/settings/schema';
import type { LimitInForce } from '../../../../shared/status';
import { SteeredClock } from '../../../support/steered-clock';

const MINUTE_MS = 60_000;
const MIB = 1024 * 1024;
let clock: SteeredClock;
beforeEach(() => {
  // A Monday, at midnight.
  clock = new SteeredClock(Date.UTC(2030, 0, 7));
});

describe('LimitWatch', () => {
  const night = { days: [0], fromMinute: 10, toMinute: 20, bytesPerSecond: null };
  const quiet = { days: [0], fromMinute: 20, toMinute: 30, bytesPerSecond: 0 };

  function watch(settings: Pick<Settings, 'limit' | 'schedule'>) {
    const told: LimitInForce[] = [];
    const weekMoment = (atMs: number) => {
      const minutes = Math.floor((atMs - Date.UTC(2030, 0, 7)) / MINUTE_MS);
      return { weekday: Math.floor(minutes / 1_440) % 7, minute: minutes % 1_440 };
    };
    const limits = new LimitWatch({
      clock,
      settings: () => settings,
      weekMoment,
      onChanged: (limit) => told.push(limit),
    });
    return { limits, told };
  }

  it('is what was set by hand while there is no schedule, and asks for no timer', () => {
    const { limits } = watch({
      limit: { isOn: true, bytesPerSecond: MIB },
      schedule: { isOn: false, rules: [quiet] },
    });
    limits.look();
    expect(limits.limit()).toEqual({ bytesPerSecond: MIB, source: 'manual', untilMs: null });
    expect(clock.pendingTimers()).toBe(0);
  });

  it('follows the schedule to the minute, and says until when', async () => {
    const { limits, told } = watch({
      limit: { isOn: true, bytesPerSecond: MIB },
      schedule: { isOn: true, rules: [night, quiet] },
    });
    limits.look();
    const at = (minute: number) => Date.UTC(2030, 0, 7) + minute * MINUTE_MS;
    expect(limits.limit()).toEqual({ bytesPerSecond: MIB, source: 'manual', untilMs: at(10) });
    await clock.advance(10 * MINUTE_MS);
    expect(limits.limit()).toEqual({ bytesPerSecond: null, source: 'schedule', untilMs: at(20) });
    await clock.advance(10 * MINUTE_MS - 1);
    expect(limits.limit().bytesPerSecond, 'not a moment early').toBe(null);
    await clock.advance(1);
    expect(limits.limit()).toEqual({ bytesPerSecond: 0, source: 'schedule', untilMs: at(30) });
    await clock.advance(10 * MINUTE_MS);
    expect(told.map(({ bytesPerSecond }) => bytesPerSecond)).toEqual([null, 0, MIB]);
    limits.stop();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is right again within a minute after the clock on the wall was set', async () => {
    const { limits } = watch({
      limit: { isOn: false, bytesPerSecond: MIB },
      schedule: { isOn: true, rules: [quiet] },
    });
    limits.look();
    clock.jumpWall(25 * MINUTE_MS);
    await clock.advance(MINUTE_MS);
    expect(limits.limit().bytesPerSecond).toBe(0);
    limits.stop();
  });
});

describe('HoldWatch', () => {
  const facts = { battery: false as boolean | null, metered: false as boolean | null };
  const wanted = { pauseOnBattery: true, pauseOnMetered: true };
  let held: Set<string>;
  let asked: number;

  function start(settings: typeof wanted): HoldWatch {
    held = new Set();
    asked = 0;
    const ask = (key: keyof typeof facts) => () => {
      asked += 1;
      return Promise.resolve(facts[key]);
    };
    const watch = new HoldWatch({
      clock,
      settings: () => settings,
      isOnBattery: ask('battery'),
      isMetered: ask('metered'),
      setHeld: (cause, isOn) => void (isOn ? held.add(cause) : held.delete(cause)),
    });
    watch.look();
    return watch;
  }

  it('holds on battery and lets go when the machine is plugged in', async () => {
    Object.assign(facts, { battery: true, metered: false });
    const watch = start(wanted);
    await clock.advance(0);
    expect([...held]).toEqual(['battery']);
    facts.battery = false;
    await clock.advance(30_000);
    expect([...held]).toEqual([]);
    watch.stop();
  });

  it('keeps the last answer while the system fails to give one', async () => {
    Object.assign(facts, { battery: true, metered: false });
    const settings = { ...wanted };
    const watch = start(settings);
    await clock.advance(0);
    facts.battery = null;
    await clock.advance(30_000);
    expect([...held]).toEqual(['battery']);
    settings.pauseOnBattery = false;
    await clock.advance(30_000);
    expect([...held]).toEqual([]);
    settings.pauseOnBattery = true;
    await clock.advance(30_000);
    expect([...held], 'an answer from before is none').toEqual([]);
    watch.stop();
  });

  it('holds on a metered line, and not where the system never tells', async () => {
    Object.assign(facts, { battery: null, metered: true });
    const watch = start(wanted);
    await clock.advance(0);
    expect([...held]).toEqual(['metered']);
    facts.metered = false;
    await clock.advance(30_000);
    expect([...held]).toEqual([]);
    watch.stop();
  });

  it('holds from the start until the system has answered, so that nothing begins in between', async () => {
    Object.assign(facts, { battery: true, metered: false });
    const watch = start(wanted);
    watch.start();
    expect([...held].toSorted()).toEqual(['battery', 'metered']);
    await clock.advance(0);
    expect([...held]).toEqual(['battery']);
    watch.stop();
  });

  it('asks nobody while the user does not want to wait', async () => {
    Object.assign(facts, { battery: true, metered: true });
    const watch = start({ pauseOnBattery: false, pauseOnMetered: false });
    await clock.advance(120_000);
    expect([asked, held.size, clock.pendingTimers()]).toEqual([0, 0, 0]);
    watch.stop();
  });

  it('lets go when the user does not want to wait any more', async () => {
    Object.assign(facts, { battery: true, metered: true });
    const settings = { ...wanted };
    const watch = start(settings);
    await clock.advance(0);
    expect(held.size).toBe(2);
    Object.assign(settings, { pauseOnBattery: false, pauseOnMetered: false });
    watch.look();
    await clock.advance(0);
    expect(held.size).toBe(0);
    watch.stop();
  });
});

describe('Holds', () => {
  const id: DownloadId = downloadIdSchema.parse('a'.repeat(32));

  it('holds until the last cause has gone, and tells the one that passes by itself first', () => {
    const holds = new Holds();
    expect(holds.set('battery', true)).toBe(true);
    expect(holds.set('sleep', true)).toBe(true);
    expect(holds.cause).toBe('sleep');
    expect(holds.set('battery', false), 'nothing to tell').toBe(false);
    expect(holds.set('sleep', false)).toBe(true);
    expect(holds.cause).toBe(null);
  });

  it('knows which downloads ran before, and forgets them when all is over', () => {
    const holds = new Holds();
    holds.set('metered', true);
    holds.remember(id);
    expect(holds.of(id)).toBe('metered');
    holds.set('battery', true);
    holds.set('metered', false);
    expect(holds.of(id)).toBe('battery');
    holds.set('battery', false);
    expect(holds.affected()).toEqual([id]);
    expect(holds.affected()).toEqual([]);
  });
});

describe('SleepWatch', () => {
  it('notices a tick that comes more than ten seconds late, and no other', async () => {
    let wakes = 0;
    const watch = new SleepWatch(clock, () => {
      wakes += 1;
    });
    watch.start();
    await clock.advance(60_000);
    clock.leap(14_000);
    await clock.advance(0);
    expect(wakes).toBe(0);
    clock.leap(60_000);
    await clock.advance(0);
    expect(wakes).toBe(1);
    clock.jumpWall(86_400_000);
    await clock.advance(60_000);
    expect(wakes, 'a wall clock that is set is no sleep').toBe(1);
    watch.stop();
    expect(clock.pendingTimers()).toBe(0);
  });
});
