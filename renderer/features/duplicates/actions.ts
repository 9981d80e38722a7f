import i18next from 'i18next';
import type { DuplicateAct, DuplicatePlan } from '../../../shared/library/duplicates';
import { queryClient } from '../../app/query-client';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { showToast } from '../../ui/toast';
import { askAboutPlan, useDuplicatesView } from './duplicates-view';

const words = () => i18next.getFixedT(null, 'duplicates');

/** Asks main what would happen, and shows it. @param groupId null for all that are not left alone */
export async function planDuplicates(act: DuplicateAct, groupId: number | null): Promise<void> {
  // What a card says is kept has to be kept, also when all of them are dealt with at once.
  const choices = [...useDuplicatesView.getState().keptIds]
    .map(([id, keptId]) => ({ groupId: id, keptId }))
    .filter((choice) => groupId === null || choice.groupId === groupId);
  const answer = await api.invoke('duplicates.plan', { act, groupId, choices });
  // Stopped, or asked anew meanwhile.
  if (!answer.ok && answer.error.code === 'input.cancelled') return;
  if (!answer.ok) showFailure(answer.error);
  else askAboutPlan(answer.value);
}

export async function runDuplicates({ id }: Pick<DuplicatePlan, 'id'>): Promise<void> {
  const answer = await api.invoke('duplicates.run', { planId: id });
  if (!answer.ok) {
    if (answer.error.code !== 'input.cancelled') showFailure(answer.error);
    return;
  }
  const { leftCount, cause } = answer.value;
  // What was done is told by whoever did it, with the way back.
  if (leftCount > 0 && cause !== null)
    showToast({ text: words()('toasts.stayed', { count: leftCount, why: describeFailure(cause).title }) });
}

export async function stopDuplicates(): Promise<void> {
  const answer = await api.invoke('duplicates.stop');
  if (!answer.ok) showFailure(answer.error);
}

export async function leaveDuplicates(groupId: number, isLeft: boolean): Promise<void> {
  const answer = await api.invoke('duplicates.leave', { groupId, isLeft });
  if (!answer.ok) {
    showFailure(answer.error);
    return;
  }
  await queryClient.invalidateQueries({ queryKey: ['duplicates'] });
  if (isLeft)
    showToast({
      text: words()('toasts.left'),
      action: { label: words()('toasts.undo'), onPress: () => void leaveDuplicates(groupId, false) },
    });
}
