import { canBeIncluded, type PlanItem } from '../../../shared/bulk/plan';
import { modelTypeWord } from '../../locales/model-type-word';

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
    item.isAboveLevel ||
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

export interface PlanLook {
  readonly filter: PlanFilter;
  /** Every word has to stand in the names of the model, version, file or creator, the type or the base model. */
  readonly text: string;
  readonly refused: Refusals;
}

/**
 * The rows of the list: what is looked for, and all that one number may mean side by side. Where a look is asked
 * for, what was refused comes first.
 */
export function planEntries(items: readonly PlanItem[], { filter, text, refused }: PlanLook): PlanEntries {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const passing = items.filter((each) => passes(each, filter, refused) && holds(each, words));
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

function passes(item: PlanItem, filter: PlanFilter, refused: Refusals): boolean {
  if (filter === 'attention') return needsAttention(item) || refused.has(item.id);
  if (filter === 'here') return isHere(item);
  return filter === 'all';
}

function holds(item: PlanItem, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { modelName, versionName, fileName, creator, modelType, baseModel } = item;
  // A type is looked for as it is shown, and as Civitai writes it.
  const type = `${modelTypeWord(modelType)} ${modelType}`;
  const hay = [modelName, versionName, fileName, creator, type, baseModel].join('\n').toLocaleLowerCase();
  return words.every((word) => hay.includes(word));
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
