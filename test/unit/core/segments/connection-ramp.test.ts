import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionRamp } from '../../../../electron/core/segments/connection-ramp';

const TICK_MS = 250;

/** A crew that has as many connections as it is allowed, on a line whose speed depends on their number. */
class Line {
  nowMs = 0;
  readonly counts: number[] = [];

  constructor(
    readonly ramp: ConnectionRamp,
    private readonly speedOf: (connections: number, atMs: number) => number,
  ) {}

  run(ms: number): void {
    const untilMs = this.nowMs + ms;
    while (this.nowMs < untilMs) {
      this.nowMs += TICK_MS;
      const connections = this.ramp.count;
      this.counts.push(connections);
      this.ramp.observe(this.speedOf(connections, this.nowMs), connections, this.nowMs);
    }
  }

  /** Share of the speed that the most connections would have brought. */
  share(most: number): number {
    const sum = this.counts.reduce((total, count) => total + this.speedOf(count, 0), 0);
    return sum / (this.counts.length * this.speedOf(most, 0));
  }
}

const eachSlow = (connections: number) => connections * 10e6;
const oneLine = () => 40e6;

describe('ConnectionRamp', () => {
  it('is at four within a second', () => {
    const line = new Line(new ConnectionRamp(4, 0), eachSlow);
    line.run(1_000);
    expect(line.ramp.count).toBe(4);
  });

  it('costs less than three per cent where each connection is slow by itself', () => {
    const line = new Line(new ConnectionRamp(4, 0), eachSlow);
    line.run(54_000);
    expect(line.share(4)).toBeGreaterThan(0.97);
    line.run(3_600_000);
    expect(line.share(4)).toBeGreaterThan(0.995);
  });

  it('comes down to one where the line is the limit', () => {
    const line = new Line(new ConnectionRamp(4, 0), oneLine);
    line.run(20_000);
    expect(line.ramp.count).toBe(1);
  });

  it('finds the number that is of use, and comes back to it after each trial', () => {
    const line = new Line(new ConnectionRamp(8, 0), (connections) => Math.min(connections, 3) * 10e6);
    line.run(60_000);
    const later = new Line(line.ramp, (connections) => Math.min(connections, 3) * 10e6);
    later.nowMs = line.nowMs;
    later.run(3_600_000);
    const atThree = later.counts.filter((count) => count === 3).length / later.counts.length;
    expect(atThree).toBeGreaterThan(0.95);
  });

  it('goes up again when the line has become faster', () => {
    let isFast = false;
    const line = new Line(new ConnectionRamp(4, 0), (count) => (isFast ? count * 40e6 : 40e6));
    line.run(20_000);
    expect(line.ramp.count).toBe(1);
    isFast = true;
    line.run(120_000);
    expect(line.ramp.count).toBe(4);
  });

  it('takes no byte at all for no measurement: a late first answer costs nothing', () => {
    const line = new Line(new ConnectionRamp(4, 0), (count, atMs) => (atMs <= 20_000 ? 0 : eachSlow(count)));
    line.run(20_000);
    expect(line.ramp.count).toBe(1);
    line.run(1_000);
    expect(line.ramp.count).toBe(4);
  });

  it('does not rise while the connections that it allows are not there', () => {
    const ramp = new ConnectionRamp(4, 0);
    for (let atMs = TICK_MS; atMs < 10_000; atMs += TICK_MS) ramp.observe(10e6, 1, atMs);
    expect(ramp.count).toBe(2);
  });

  it('tries another only after a rest when one was refused', () => {
    const line = new Line(new ConnectionRamp(4, 0), eachSlow);
    line.run(1_000);
    line.ramp.refused(2, line.nowMs);
    expect(line.ramp.count).toBe(2);
    line.run(29_000);
    expect(line.ramp.count).toBe(2);
    line.run(10_000);
    expect(line.ramp.count).toBeGreaterThan(2);
  });

  it('follows the user at once, down and up, and is never below one', () => {
    const line = new Line(new ConnectionRamp(8, 0), eachSlow);
    line.run(3_000);
    expect(line.ramp.count).toBe(8);
    line.ramp.limit(2);
    expect(line.ramp.count).toBe(2);
    line.ramp.limit(0);
    expect(line.ramp.count).toBe(1);
    line.ramp.limit(4);
    line.run(1_500);
    expect(line.ramp.count).toBe(4);
  });

  it('stays between one and the limit whatever is measured', () => {
    const turn = fc.oneof(
      fc.record({ speed: fc.nat({ max: 1_000 }), ms: fc.nat({ max: 40_000 }), off: fc.nat({ max: 2 }) }),
      fc.record({ most: fc.integer({ min: 0, max: 8 }) }),
      fc.record({ others: fc.integer({ min: 0, max: 8 }) }),
    );
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 60, size: 'max' }), (turns) => {
        let most = 8;
        let nowMs = 0;
        const ramp = new ConnectionRamp(most, nowMs);
        for (const each of turns) {
          const before = ramp.count;
          if ('most' in each) {
            most = Math.max(1, each.most);
            ramp.limit(each.most);
          } else if ('others' in each) {
            ramp.refused(each.others, nowMs);
            expect(ramp.count).toBeLessThanOrEqual(before);
          } else {
            nowMs += each.ms;
            ramp.observe(each.speed, Math.max(0, ramp.count - each.off), nowMs);
            expect([before - 1, before, before + 1], 'one at a time').toContain(ramp.count);
          }
          expect(ramp.count).toBeGreaterThanOrEqual(1);
          expect(ramp.count).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});
