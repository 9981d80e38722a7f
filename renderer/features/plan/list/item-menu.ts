import i18next, { type TFunction } from 'i18next';
import { FolderInput, ListX, Replace, Route, Square, SquareArrowOutUpRight, SquareCheck } from 'lucide-react';
import { canBeIncluded, type PlanItem } from '../../../../shared/bulk/plan';
import { FOLDER_KINDS } from '../../../../shared/placement';
import { beginRule } from '../../../stores/rule-draft';
import type { MenuEntry } from '../../../ui/menu-entries';
import { include, openModelOf, putInto, remove } from '../actions';
import { isHere } from '../plan-entries';
import { askPlanQuestion } from '../plan-view';

/** Everything that can be done with one item, or with several at once. */
export function itemMenu(t: TFunction<'plan'>, items: readonly PlanItem[]): readonly MenuEntry[] {
  const [first] = items;
  if (first === undefined) return [];
  return items.length === 1 ? menuOfOne(t, first) : menuOfSeveral(t, items);
}

function menuOfOne(t: TFunction<'plan'>, item: PlanItem): readonly MenuEntry[] {
  return [
    {
      id: 'include',
      label: t(item.isIncluded ? 'menu.leaveOut' : 'menu.include'),
      icon: item.isIncluded ? Square : SquareCheck,
      shortcut: t('keys.space'),
      isDisabled: !canBeIncluded(item),
      onAction: () => include([item], !item.isIncluded),
    },
    {
      id: 'choose',
      label: t('menu.choose'),
      icon: Replace,
      isDisabled: item.choiceCount < 2,
      onAction: () => askPlanQuestion({ kind: 'choice', id: item.id }),
    },
    placeMenu(t, [item]),
    ...ruleEntries(item),
    {
      id: 'openModel',
      label: t('menu.openModel'),
      icon: SquareArrowOutUpRight,
      shortcut: '↵',
      onAction: () => openModelOf(item),
    },
    'separator',
    {
      id: 'remove',
      label: t('menu.remove'),
      icon: ListX,
      shortcut: t('keys.delete'),
      onAction: () => remove([item.id]),
    },
  ];
}

/** The way from a choice for one file to a rule for all that are like it. */
function ruleEntries(item: PlanItem): readonly MenuEntry[] {
  const { place } = item;
  if (!place?.isOwnChoice) return [];
  return [
    {
      id: 'rule',
      label: i18next.t('folders:rules.make'),
      icon: Route,
      onAction: () => beginRule(item, place.kind),
    },
  ];
}

function menuOfSeveral(t: TFunction<'plan'>, items: readonly PlanItem[]): readonly MenuEntry[] {
  const outside = items.filter((each) => canBeIncluded(each) && !each.isIncluded);
  const inside = items.filter(({ isIncluded }) => isIncluded);
  return [
    {
      id: 'include',
      label: t('menu.includeAll', { count: outside.length }),
      icon: SquareCheck,
      isDisabled: outside.length === 0,
      onAction: () => include(outside, true),
    },
    {
      id: 'leaveOut',
      label: t('menu.leaveOutAll', { count: inside.length }),
      icon: Square,
      isDisabled: inside.length === 0,
      onAction: () => include(inside, false),
    },
    placeMenu(t, items),
    'separator',
    {
      id: 'remove',
      label: t('menu.removeAll', { count: items.length }),
      icon: ListX,
      shortcut: t('keys.delete'),
      onAction: () => remove(items.map(({ id }) => id)),
    },
  ];
}

const AS_CIVET = 'asCivet';

function placeMenu(t: TFunction<'plan'>, items: readonly PlanItem[]): MenuEntry {
  const movable = items.filter((each) => !isHere(each));
  const label = t(items.length === 1 ? 'menu.putInto' : 'menu.putAllInto');
  if (movable.length === 0) {
    return { id: 'place', label, icon: FolderInput, isDisabled: true, onAction: () => undefined };
  }
  const chosen = new Set(movable.map(({ place }) => (place?.isOwnChoice ? place.kind : AS_CIVET)));
  const [only] = chosen;
  return {
    id: 'place',
    label,
    icon: FolderInput,
    chosenId: chosen.size === 1 && only !== undefined ? only : '',
    choices: [
      { id: AS_CIVET, label: t(items.length === 1 ? 'menu.asCivet' : 'menu.asCivetAll') },
      ...FOLDER_KINDS.map((id) => ({ id, label: i18next.t(`folders:kinds.${id}`) })),
    ],
    onChoose: (id) => put(movable, id),
  };
}

/** The kinds of folder as entries of a menu of their own. */
export function placeEntries(t: TFunction<'plan'>, items: readonly PlanItem[]): readonly MenuEntry[] {
  const movable = items.filter((each) => !isHere(each));
  const entry = (id: string, label: string): MenuEntry => ({
    id,
    label,
    isDisabled: movable.length === 0,
    onAction: () => put(movable, id),
  });
  return [
    entry(AS_CIVET, t('menu.asCivetAll')),
    'separator',
    ...FOLDER_KINDS.map((id) => entry(id, i18next.t(`folders:kinds.${id}`))),
  ];
}

function put(items: readonly PlanItem[], chosenId: string): void {
  const ids = items.map(({ id }) => id);
  putInto(ids, FOLDER_KINDS.find((kind) => kind === chosenId) ?? null);
}
