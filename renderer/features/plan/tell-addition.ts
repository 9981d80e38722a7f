import i18next, { type TFunction } from 'i18next';
import { useEffect } from 'react';
import { type PlanAddition, takeAddition, usePlanStore } from '../../stores/plan';
import { showToast } from '../../ui/toast';
import { bringIntoView } from './plan-view';

/** Says what an addition brought where the list does not show it by itself, and shows the first of it. */
export function useAdditionTold(): void {
  const isOver = usePlanStore((store) => store.addition !== null);
  useEffect(() => {
    const addition = isOver ? takeAddition() : null;
    if (addition === null) return;
    const words = additionWords(i18next.getFixedT(null, 'plan'), addition);
    if (words !== null) showToast({ ...words, replaces: 'planAddition' });
    const [firstId] = addition.addedIds;
    if (firstId !== undefined && !addition.isFirst) bringIntoView(firstId);
  }, [isOver]);
}

/** Null where the screen shows it: a plan that was empty, or a search that the user has ended. */
export function additionWords(
  t: TFunction<'plan'>,
  { addedIds, problemCount, aboveLevelCount, isFirst, isCalledOff }: PlanAddition,
): { readonly text: string; readonly detail?: string } | null {
  const count = addedIds.length;
  if (count > 0 && isFirst) return null;
  if (count === 0 && (isCalledOff || (isFirst && problemCount > 0))) return null;
  const above = count > 0 ? 'toasts.moreAboveLevel' : 'toasts.aboveLevel';
  const details = [
    ...(problemCount > 0 ? [t('announce.problems', { count: problemCount })] : []),
    ...(aboveLevelCount > 0 ? [t(above, { count: aboveLevelCount })] : []),
  ];
  const nothing = isFirst ? 'toasts.nothingFound' : 'toasts.nothingNew';
  const text =
    count > 0 ? t('toasts.added', { count }) : t(problemCount > 0 ? 'toasts.nothingAdded' : nothing);
  return { text, ...(details.length === 0 ? {} : { detail: details.join('. ') }) };
}
