import type { Priority } from '../../../shared/download/priority';
import { ranksBetween } from './rank';
import type { SortedList } from './sorted-list';

/** A download as far as its place is concerned. */
export interface Placed {
  readonly id: string;
  readonly rank: string;
  readonly priority: Priority;
}

export type Destination =
  | { readonly kind: 'top' | 'bottom' | 'up' | 'down' }
  | { readonly kind: 'before' | 'after'; readonly target: Placed };

/** The user's order: by rank; equal ranks, which only a damaged journal has, by id. */
export function byRank(a: Pick<Placed, 'id' | 'rank'>, b: Pick<Placed, 'id' | 'rank'>): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/**
 * The new ranks of downloads that are moved together; they keep their order among themselves, and
 * nothing else changes its rank. Up and down pass the next download of the same priority that may be
 * passed.
 *
 * @param moving members of `order`
 * @param mayBePassed whether the user sees this one in the same line; the others are passed over silently
 * @returns ranks in the order of `moving` by rank; null when they are there already
 */
export function planMove<Member extends Placed>(
  order: SortedList<Member>,
  moving: readonly Member[],
  to: Destination,
  mayBePassed: (member: Member) => boolean = () => true,
): readonly { readonly member: Member; readonly rank: string }[] | null {
  const members = moving.toSorted(byRank);
  const ids = new Set<string>(members.map(({ id }) => id));
  const gap = findGap(order, members, ids, to, mayBePassed);
  if (gap === null) return null;
  const ranks = ranksBetween(members.length, gap.low?.rank ?? null, gap.high?.rank ?? null);
  return members.map((member, at) => ({ member, rank: ranks[at] ?? member.rank }));
}

interface Gap {
  readonly low: Placed | null;
  readonly high: Placed | null;
}

function findGap<Member extends Placed>(
  order: SortedList<Member>,
  members: readonly Member[],
  ids: ReadonlySet<string>,
  to: Destination,
  mayBePassed: (member: Member) => boolean,
): Gap | null {
  const first = members[0];
  const last = members.at(-1);
  if (first === undefined || last === undefined) return null;
  const stays = (member: Placed) => !ids.has(member.id);
  const passable = (priority: Priority) => (member: Member) =>
    stays(member) && member.priority === priority && mayBePassed(member);
  const neighbour = (from: Placed, direction: 1 | -1, isWanted: (member: Member) => boolean) => {
    // The list orders by rank and id alone, so any placed thing can be looked up in it.
    const start = order.indexOf(from as Member);
    const isMember = order.at(start)?.id === from.id;
    let index = direction === -1 ? start - 1 : start + (isMember ? 1 : 0);
    for (let found = order.at(index); found !== null; found = order.at(index)) {
      if (isWanted(found)) return found;
      index += direction;
    }
    return null;
  };
  const beforeThat = (high: Placed): Gap => ({ low: neighbour(high, -1, stays), high });
  const afterThat = (low: Placed): Gap => ({ low, high: neighbour(low, 1, stays) });
  switch (to.kind) {
    case 'top': {
      const top = order.first();
      const high = top === null || stays(top) ? top : neighbour(top, 1, stays);
      return high === null ? null : { low: null, high };
    }
    case 'bottom': {
      const bottom = order.last();
      const low = bottom === null || stays(bottom) ? bottom : neighbour(bottom, -1, stays);
      return low === null ? null : { low, high: null };
    }
    case 'up': {
      const passed = neighbour(first, -1, passable(first.priority));
      return passed === null ? null : beforeThat(passed);
    }
    case 'down': {
      const passed = neighbour(last, 1, passable(last.priority));
      return passed === null ? null : afterThat(passed);
    }
    case 'before':
      return stays(to.target) ? beforeThat(to.target) : null;
    case 'after':
      return stays(to.target) ? afterThat(to.target) : null;
  }
}
