import { describe, expect, it } from 'vitest';
import { Settling } from '../../../../electron/core/library/settling';

describe('Settling', () => {
  it('lets a file go once it has stood still for long enough, and only then', () => {
    const settling = new Settling(2_000);
    settling.note('/a', '10', 0);
    expect(settling.take(1_999, () => '10')).toEqual([]);
    expect(settling.take(2_000, () => '10')).toEqual(['/a']);
    expect(settling.isEmpty).toBe(true);
  });

  it('begins anew with every change, told of or seen', () => {
    const settling = new Settling(2_000);
    settling.note('/a', '10', 0);
    expect(settling.take(2_500, () => '20')).toEqual([]);
    expect(settling.take(4_000, () => '20')).toEqual([]);
    settling.note('/a', '30', 4_100);
    expect(settling.take(5_000, () => '30')).toEqual([]);
    expect(settling.paths()).toEqual(['/a']);
    expect(settling.take(6_100, () => '30')).toEqual(['/a']);
  });

  it('holds nobody up for somebody else', () => {
    const settling = new Settling(2_000);
    settling.note('/still', '1', 0);
    settling.note('/growing', '1', 0);
    expect(settling.take(2_000, (path) => (path === '/still' ? '1' : '2'))).toEqual(['/still']);
    expect(settling.paths()).toEqual(['/growing']);
  });
});
