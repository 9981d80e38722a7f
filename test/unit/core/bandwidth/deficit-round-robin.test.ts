import { describe, expect, it } from 'vitest';
import { DeficitRoundRobin } from '../../../../electron/core/bandwidth/deficit-round-robin';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Lets the named ones wait, each with one connection, and hands out `count` turns in full. */
function handOut(turns: DeficitRoundRobin, waiting: readonly string[], count: number, nowMs = 0) {
  return Array.from({ length: count }, () => {
    const turn = turns.next((id) => (waiting.includes(id) ? 1 : 0), nowMs);
    turns.take(turn.id, turn.mostBytes);
    return turn;
  });
}
const sumOf = (handed: readonly { id: string; mostBytes: number }[], id: string) =>
  handed.reduce((sum, turn) => (turn.id === id ? sum + turn.mostBytes : sum), 0);

describe('DeficitRoundRobin', () => {
  it('gives 64 KiB for each unit of weight, in turn', () => {
    const turns = new DeficitRoundRobin(100 * MIB);
    turns.join('a', 1, 0);
    turns.join('b', 2, 0);
    turns.join('c', 4, 0);
    const handed = handOut(turns, ['a', 'b', 'c'], 6);
    expect(handed.map(({ id, mostBytes }) => `${id} ${mostBytes / KIB}`).sort()).toEqual([
      'a 64',
      'a 64',
      'b 128',
      'b 128',
      'c 256',
      'c 256',
    ]);
  });

  it('gives less under a low limit: a round over all takes a quarter of a second', () => {
    const turns = new DeficitRoundRobin(56 * KIB);
    turns.join('a', 1, 0);
    turns.join('b', 2, 0);
    turns.join('c', 4, 0);
    expect(sumOf(handOut(turns, ['a', 'b', 'c'], 3), 'c')).toBe(8 * KIB);
  });

  it('gives at least one byte, however low the limit and however many wait', () => {
    const turns = new DeficitRoundRobin(1);
    for (let index = 0; index < 50; index += 1) turns.join(`download ${index}`, 2, 0);
    expect(turns.next(() => 8, 0).mostBytes).toBe(1);
  });

  it('passes over who does not wait, and remembers it for a quarter of a second of bytes at most', () => {
    const turns = new DeficitRoundRobin(8 * MIB);
    turns.join('a', 1, 0);
    turns.join('b', 1, 0);
    expect(sumOf(handOut(turns, ['a'], 200), 'a')).toBe(200 * 64 * KIB);
    // Both at once: b first takes what it is owed, one half of 2 MiB, and no more than that ahead of a.
    const handed = handOut(turns, ['a', 'b'], 100);
    const ahead = sumOf(handed, 'b') - sumOf(handed, 'a');
    expect(ahead).toBeGreaterThanOrEqual(MIB - 128 * KIB);
    expect(ahead).toBeLessThanOrEqual(MIB + 128 * KIB);
  });

  it('owes nothing more than the new share when the limit falls', () => {
    const turns = new DeficitRoundRobin(800 * MIB);
    turns.join('a', 1, 0);
    turns.join('b', 1, 0);
    handOut(turns, ['a'], 2_000);
    turns.setRate(MIB);
    const handed = handOut(turns, ['a', 'b'], 100);
    expect(sumOf(handed, 'b') - sumOf(handed, 'a')).toBeLessThanOrEqual(256 * KIB);
  });

  it('keeps the turn of who gives back what it could not use', () => {
    const turns = new DeficitRoundRobin(100 * MIB);
    turns.join('a', 1, 0);
    turns.join('b', 1, 0);
    const used = { a: 0, b: 0 };
    for (let count = 0; count < 400; count += 1) {
      const { id, mostBytes } = turns.next(() => 1, 0);
      turns.take(id, mostBytes);
      const unused = id === 'b' ? Math.floor(mostBytes / 2) : 0;
      turns.giveBack(id, unused);
      used[id === 'b' ? 'b' : 'a'] += mostBytes - unused;
    }
    expect(Math.abs(used.a - used.b)).toBeLessThanOrEqual(64 * KIB);
  });

  it('divides among those who are there: one that has not asked for a second is forgotten', () => {
    const turns = new DeficitRoundRobin(64 * KIB);
    turns.join('a', 2, 0);
    turns.join('gone', 2, 0);
    expect(turns.next((id) => (id === 'a' ? 1 : 0), 0).mostBytes).toBe(8 * KIB);
    turns.join('a', 2, 1_001);
    expect(Math.max(...handOut(turns, ['a'], 3, 1_001).map((turn) => turn.mostBytes))).toBe(16 * KIB);
  });

  it('does not forget one that waits, however long', () => {
    const turns = new DeficitRoundRobin(MIB);
    turns.join('a', 2, 0);
    expect(turns.next(() => 1, 3_600_000).id).toBe('a');
  });

  it('throws when nobody waits, rather than turning for ever', () => {
    const turns = new DeficitRoundRobin(MIB);
    expect(() => turns.next(() => 0, 0)).toThrow();
    turns.join('a', 2, 0);
    expect(() => turns.next(() => 0, 0)).toThrow();
  });
});
