import { canBeIncluded, type PlanItem } from '../../../shared/bulk/plan';

/** What the list shows; `problems` is what was asked for and has no item. */
export const PLAN_FILTERS = ['all', 'attention', 'here', 'problems'] as const;
export type PlanFilter = (typeof PLAN_FILTERS)[number];

export function isHere({ ownership }: Pick<PlanItem, 'ownership'>): boolean {
  return ownership.kind !== 'none';
}

/** Whether a person should look at it before it is queued. What is here already asks for nothing. */
export function needsAttention(item: PlanItem): boolean {
  if (isHere(item)) return false;
  return (
    item.obstacle !== null ||
    item.fileId === null ||
    item.access.kind !== 'free' ||
    item.isDangerous ||
    item.ambiguousId !== null ||
    item.conflict !== null
  );
}

export type PlanEntry =
  | { readonly kind: 'item'; readonly item: PlanItem }
  /** Stands above everything that one number may mean. */
  | { readonly kind: 'question'; readonly ambiguousId: number };

export interface PlanEntries {
  readonly entries: readonly PlanEntry[];
  /** Of the items, from top to bottom. */
  readonly ids: readonly string[];
  /** Where the entry of an item stands. */
  readonly indexOf: (id: string) => number;
}

/** By the ids of items that were to be queued and are still here. */
export type Refusals = Pick<ReadonlyMap<string, unknown>, 'has'>;

/**
 * The rows of the list: what passes the filter, and all that one number may mean side by side. Where a look is
 * asked for, what was refused comes first.
 */
export function planEntries(items: readonly PlanItem[], filter: PlanFilter, refused: Refusals): PlanEntries {
  const passing = items.filter(
    (each) => passes(each, filter) || (filter === 'attention' && refused.has(each.id)),
  );
  const shown =
    filter === 'attention'
      ? [...passing.filter(({ id }) => refused.has(id)), ...passing.filter(({ id }) => !refused.has(id))]
      : passing;
  const byNumber = new Map<number, PlanItem[]>();
  for (const item of shown) {
    if (item.ambiguousId === null) continue;
    byNumber.set(item.ambiguousId, [...(byNumber.get(item.ambiguousId) ?? []), item]);
  }
  const asked = new Set<number>();
  const entries = shown.flatMap((item): readonly PlanEntry[] => {
    const { ambiguousId } = item;
    if (ambiguousId === null) return [{ kind: 'item', item }];
    if (asked.has(ambiguousId)) return [];
    asked.add(ambiguousId);
    const candidates = byNumber.get(ambiguousId) ?? [];
    return [
      { kind: 'question', ambiguousId },
      ...candidates.map((candidate): PlanEntry => ({ kind: 'item', item: candidate })),
    ];
  });
  const indices = new Map(
    entries.flatMap((entry, index) => (entry.kind === 'item' ? [[entry.item.id, index] as const] : [])),
  );
  return { entries, ids: [...indices.keys()], indexOf: (id) => indices.get(id) ?? -1 };
}

function passes(item: PlanItem, filter: PlanFilter): boolean {
  if (filter === 'attention') return needsAttention(item);
  if (filter === 'here') return isHere(item);
  return filter === 'all';
}

/** What one tick for all of them ticks. What a number means has to be said one by one. */
export function canBeTickedWithOthers(item: PlanItem): boolean {
  return canBeIncluded(item) && item.ambiguousId === null;
}

/** All ids from one to the other, whichever comes first; only `to` when `from` is not among them. */
export function idsBetween(ids: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
