import { describe, expect, it } from 'vitest';
import { SpeedMeter } from '../../../electron/core/download/speed-meter';

/** Reports four times a second, as the engine does. Answers what has come by the end. */
function feed(
  meter: SpeedMeter,
  { from, to, perSecond, already }: { from: number; to: number; perSecond: number; already: number },
): number {
  for (let atMs = from; atMs <= to; atMs += 250)
    meter.record(already + ((atMs - from) * perSecond) / 1000, atMs);
  return already + ((to - from) * perSecond) / 1000;
}

describe('SpeedMeter', () => {
  it('knows no speed before time has passed', () => {
    const meter = new SpeedMeter();
    expect(meter.bytesPerSecond(0)).toBe(null);
    meter.record(0, 0);
    meter.record(1_000, 10);
    expect(meter.bytesPerSecond(10)).toBe(null);
    expect(meter.remainingMs(2_000, 10)).toBe(null);
  });

  it('is right from the first second on', () => {
    const meter = new SpeedMeter();
    feed(meter, { from: 0, to: 1_000, perSecond: 8_000, already: 500 });
    expect(meter.bytesPerSecond(1_000)).toBeCloseTo(8_000, 6);
  });

  it('does not depend on how often reports come', () => {
    const [rare, frequent] = [new SpeedMeter(), new SpeedMeter()];
    for (let atMs = 0; atMs <= 9_000; atMs += 900) rare.record(atMs * 3, atMs);
    for (let atMs = 0; atMs <= 9_000; atMs += 20) frequent.record(atMs * 3, atMs);
    expect(rare.bytesPerSecond(9_000)).toBeCloseTo(3_000, 6);
    expect(frequent.bytesPerSecond(9_000)).toBeCloseTo(3_000, 6);
  });

  it('goes half the way to a new speed in five seconds', () => {
    const meter = new SpeedMeter();
    const already = feed(meter, { from: 0, to: 60_000, perSecond: 1_000, already: 0 });
    const more = feed(meter, { from: 60_000, to: 65_000, perSecond: 5_000, already });
    expect(meter.bytesPerSecond(65_000)).toBeCloseTo(3_000, -1);
    feed(meter, { from: 65_000, to: 70_000, perSecond: 5_000, already: more });
    expect(meter.bytesPerSecond(70_000)).toBeCloseTo(4_000, -1);
  });

  it('does not take a report that is a moment late for a stop', () => {
    const meter = new SpeedMeter();
    feed(meter, { from: 0, to: 10_000, perSecond: 2_000, already: 0 });
    expect(meter.bytesPerSecond(10_900)).toBeCloseTo(2_000, 6);
    expect(meter.silentMs(10_900)).toBe(0);
  });

  it('falls towards nothing while nothing comes, whether reports stop or repeat themselves', () => {
    const [mute, repeating] = [new SpeedMeter(), new SpeedMeter()];
    for (const meter of [mute, repeating]) feed(meter, { from: 0, to: 20_000, perSecond: 4_000, already: 0 });
    for (let atMs = 20_250; atMs <= 31_000; atMs += 250) repeating.record(80_000, atMs);
    expect(mute.bytesPerSecond(26_000)).toBeLessThan(2_100);
    expect(mute.bytesPerSecond(31_000)).toBeLessThan(1_100);
    expect(repeating.bytesPerSecond(31_000)).toBeLessThan(1_100);
    expect(mute.bytesPerSecond(120_000)).toBeLessThan(1);
  });

  it('reckons the rest from the last half minute, not from the last second', () => {
    const meter = new SpeedMeter();
    let already = feed(meter, { from: 0, to: 60_000, perSecond: 9_000, already: 0 });
    already = feed(meter, { from: 60_000, to: 85_000, perSecond: 2_000, already });
    already = feed(meter, { from: 85_000, to: 91_000, perSecond: 8_000, already });
    // 24 s at 2,000 and 6 s at 8,000 are 3,200 a second.
    expect(meter.remainingMs(already + 32_000, 91_000)).toBeCloseTo(10_000, 3);
    expect(meter.bytesPerSecond(91_000)).toBeGreaterThan(4_500);
  });

  it('says how long nothing has come, and then gives no time any more', () => {
    const meter = new SpeedMeter();
    feed(meter, { from: 0, to: 10_000, perSecond: 1_000, already: 0 });
    meter.record(10_000, 15_000);
    expect(meter.silentMs(22_000)).toBe(12_000);
    expect(meter.remainingMs(20_000, 22_000)).toBeGreaterThan(10_000);
    expect(meter.remainingMs(20_000, 41_000)).toBe(null);
    meter.record(10_001, 42_000);
    expect(meter.silentMs(42_000)).toBe(0);
  });

  it('begins its silence with its first report, not with the first byte', () => {
    const meter = new SpeedMeter();
    expect(meter.silentMs(5_000)).toBe(0);
    meter.record(700, 5_000);
    expect(meter.silentMs(9_000)).toBe(4_000);
    expect(meter.bytesPerSecond(9_000)).toBe(0);
    expect(meter.remainingMs(1_000, 9_000)).toBe(null);
  });

  it('counts damaged bytes that are fetched again as speed, but never as a speed backwards', () => {
    const meter = new SpeedMeter();
    const already = feed(meter, { from: 0, to: 10_000, perSecond: 1_000, already: 50_000 });
    meter.record(already - 8_000, 10_250);
    expect(meter.bytesPerSecond(10_250)).toBeGreaterThan(900);
    feed(meter, { from: 10_250, to: 20_250, perSecond: 1_000, already: already - 8_000 });
    expect(meter.remainingMs(already + 10_000, 20_250)).toBeCloseTo(8_000, 3);
  });
});
