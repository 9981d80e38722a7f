import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranksBetween } from '../../../../electron/core/queue/rank';
import { byRank, type Destination, type Placed, planMove } from '../../../../electron/core/queue/reorder';
import { SortedList } from '../../../../electron/core/queue/sorted-list';
import { PRIORITIES, type Priority } from '../../../../shared/download/priority';

/** "a", "b", "c" … in this order; a capital letter has the high priority, one behind "-" the low one. */
function listOf(letters: string): Placed[] {
  const names = letters.match(/-?\w/g) ?? [];
  const ranks = ranksBetween(names.length, null, null);
  return names.map((name, at) => {
    const priority: Priority = name.startsWith('-') ? 'low' : name === name.toUpperCase() ? 'high' : 'normal';
    return { id: name.replace('-', '').toLowerCase(), rank: ranks[at] ?? '', priority };
  });
}

function sorted(members: readonly Placed[]): SortedList<Placed> {
  const list = new SortedList<Placed>(byRank);
  for (const member of members) list.add(member);
  return list;
}

function moved(members: readonly Placed[], ids: string, to: Destination, elsewhere = ''): string {
  const plan = planMove(
    sorted(members),
    members.filter(({ id }) => ids.includes(id)),
    to,
    ({ id }) => !elsewhere.includes(id),
  );
  const ranks = new Map(plan?.map(({ member, rank }) => [member.id, rank]));
  const after = members.map((member) => ({ ...member, rank: ranks.get(member.id) ?? member.rank }));
  return after
    .toSorted(byRank)
    .map(({ id }) => id)
    .join('');
}

describe('planMove', () => {
  it.each([
    ['abcde', 'd', 'top', 'dabce'],
    ['abcde', 'db', 'top', 'bdace'],
    ['abcde', 'b', 'bottom', 'acdeb'],
    ['abcde', 'be', 'bottom', 'acdbe'],
    ['abcde', 'c', 'up', 'acbde'],
    ['abcde', 'ce', 'up', 'aceb' + 'd'],
    ['abcde', 'c', 'down', 'abdce'],
    ['abcde', 'ac', 'down', 'bdace'],
    ['abcde', 'a', 'up', 'abcde'],
    ['abcde', 'ab', 'up', 'abcde'],
    ['abcde', 'e', 'down', 'abcde'],
    ['abcde', 'abcde', 'top', 'abcde'],
  ] as const)('%s: %s to %s → %s', (letters, ids, kind, expected) => {
    expect(moved(listOf(letters), ids, { kind })).toBe(expected);
  });

  it('passes over what the user sees elsewhere', () => {
    expect(moved(listOf('abcde'), 'd', { kind: 'up' }, 'bc')).toBe('dabce');
    expect(moved(listOf('abcde'), 'b', { kind: 'down' }, 'cd')).toBe('acdeb');
    expect(moved(listOf('abc'), 'c', { kind: 'up' }, 'ab')).toBe('abc');
  });

  it('passes the next one of the same priority, which is the next one that the user sees', () => {
    expect(moved(listOf('aBcD'), 'c', { kind: 'up' })).toBe('cabd');
    expect(moved(listOf('aBcD'), 'b', { kind: 'down' })).toBe('acdb');
    expect(moved(listOf('a-bc'), 'b', { kind: 'up' })).toBe('abc');
  });

  it('puts several before or after a given one', () => {
    const list = listOf('abcdef');
    const at = (id: string) => list.find((each) => each.id === id) as Placed;
    expect(moved(list, 'eb', { kind: 'before', target: at('d') })).toBe('acbedf');
    expect(moved(list, 'ab', { kind: 'after', target: at('f') })).toBe('cdefab');
    expect(moved(list, 'ab', { kind: 'after', target: at('a') }), 'not among themselves').toBe('abcdef');
  });

  it('moves one download by writing one record, wherever it goes', () => {
    const list = listOf('abcdefghij');
    const plan = planMove(sorted(list), list.slice(9), { kind: 'top' });
    expect(plan?.length).toBe(1);
  });

  it('leaves everybody else in the order they had', () => {
    const kinds = fc.constantFrom('top', 'bottom', 'up', 'down', 'before', 'after');
    const priorities = fc.array(fc.constantFrom(...PRIORITIES), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(
        priorities,
        fc.array(fc.nat(14), { minLength: 1 }),
        kinds,
        fc.nat(14),
        (wanted, picks, kind, at) => {
          const ranks = ranksBetween(wanted.length, null, null);
          const list = wanted.map((priority, index) => ({
            id: String.fromCharCode(97 + index),
            rank: ranks[index] ?? '',
            priority,
          }));
          const ids = picks.map((pick) => list[pick % list.length]?.id).join('');
          const target = list[at % list.length] as Placed;
          const to: Destination = kind === 'before' || kind === 'after' ? { kind, target } : { kind };
          const after = moved(list, ids, to);
          const others = (order: string) => [...order].filter((id) => !ids.includes(id)).join('');
          const own = (order: string) => [...order].filter((id) => ids.includes(id)).join('');
          const before = list.map(({ id }) => id).join('');
          expect(others(after)).toBe(others(before));
          expect(own(after)).toBe(own(before));
          if (kind === 'top') expect(after.startsWith(own(before))).toBe(true);
          if (kind === 'bottom') expect(after.endsWith(own(before))).toBe(true);
          if (kind === 'before' && !ids.includes(target.id)) expect(after).toContain(own(before) + target.id);
        },
      ),
    );
  });
});
