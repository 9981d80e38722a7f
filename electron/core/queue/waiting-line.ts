import { PRIORITIES, type Priority } from '../../../shared/download/priority';
import { byRank, type Placed } from './reorder';
import { SortedList } from './sorted-list';

const HOUR_MS = 3_600_000;

export interface InLine extends Placed {
  /** May use the extra lane; see `openLane`. */
  readonly isSmall: boolean;
  /** Milliseconds since 1970. */
  readonly queuedAtMs: number;
}

/**
 * Downloads that wait for their turn: by priority, within one by the user's order.
 *
 * A priority that nobody was taken from counts one class higher for each hour that its first download
 * has waited, so that a steady stream of important ones does not keep the others out for ever. Within
 * a priority the user's order always holds, however long somebody waits.
 */
export class WaitingLine<Member extends InLine> {
  private readonly lines = new Map<string, SortedList<Member>>();
  private readonly servedAtMs = new Map<Priority, number>();

  add(member: Member): void {
    this.line(member.priority, member.isSmall).add(member);
  }

  /** @param member with the rank, priority and size it was added with */
  delete(member: Member): void {
    this.line(member.priority, member.isSmall).delete(member);
  }

  /** One of this priority had its turn. */
  noteServed(priority: Priority, atMs: number): void {
    this.servedAtMs.set(priority, Math.max(atMs, this.servedAtMs.get(priority) ?? 0));
  }

  /** @param isSkipped for the few that cannot start at this moment; they keep their places */
  next(lane: 'any' | 'small', nowMs: number, isSkipped: (member: Member) => boolean): Member | null {
    let best: { readonly member: Member; readonly order: number } | null = null;
    for (const [order, priority] of PRIORITIES.entries()) {
      const member = this.head(priority, lane, isSkipped);
      if (member === null) continue;
      const sinceMs = Math.max(member.queuedAtMs, this.servedAtMs.get(priority) ?? 0);
      const aged = order + Math.floor(Math.max(0, nowMs - sinceMs) / HOUR_MS);
      const isBetter =
        best === null || aged > best.order || (aged === best.order && byRank(member, best.member) < 0);
      if (isBetter) best = { member, order: aged };
    }
    return best?.member ?? null;
  }

  private head(
    priority: Priority,
    lane: 'any' | 'small',
    isSkipped: (member: Member) => boolean,
  ): Member | null {
    const first = (line: SortedList<Member>) => {
      for (const member of line) if (!isSkipped(member)) return member;
      return null;
    };
    const small = first(this.line(priority, true));
    if (lane === 'small') return small;
    const large = first(this.line(priority, false));
    if (small === null || large === null) return small ?? large;
    return byRank(small, large) < 0 ? small : large;
  }

  private line(priority: Priority, isSmall: boolean): SortedList<Member> {
    const key = `${priority}/${isSmall}`;
    const known = this.lines.get(key) ?? new SortedList<Member>(byRank);
    this.lines.set(key, known);
    return known;
  }
}
