import i18next from 'i18next';
import type { CopiedPart, LibraryChoice, LibraryWish, SeenChoice } from '../../../shared/library/library';
import { type MovePlan, STAY_REASONS } from '../../../shared/operations/operations';
import { queryClient } from '../../app/query-client';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';
import { CHOSEN, SIDECARS } from '../operations/actions';

const words = () => i18next.getFixedT(null, 'library');

/** Which file stands at a place of a list that is not loaded; null when there is none any more. */
export async function idAt(wish: LibraryWish, index: number): Promise<number | null> {
  const answer = await api.invoke('library.list', { wish, offset: index, limit: 1 });
  return answer.ok ? (answer.value.entries[0]?.id ?? null) : null;
}

/** The last one alone where main cannot say. */
export async function idsBetween(
  wish: LibraryWish,
  fromId: number,
  toId: number,
): Promise<readonly { readonly id: number }[]> {
  const answer = await api.invoke('library.between', { wish, fromId, toId });
  if (!answer.ok) showFailure(answer.error);
  return (answer.ok ? answer.value : [toId]).map((id) => ({ id }));
}

/** What of a choice stays when the rest is moved, and why; empty where nothing does. */
export function stayedWords({ stayCounts }: Pick<MovePlan, 'stayCounts'>): string {
  const t = words();
  return STAY_REASONS.filter((why) => stayCounts[why] > 0)
    .map((why) => t(`choice.stayed.${why}`, { count: stayCounts[why] }))
    .join(', ');
}

/** @returns null where nothing is to be moved, which is said then */
export async function planMove(seen: SeenChoice): Promise<(MovePlan & { readonly id: string }) | null> {
  const answer = await api.invoke('operations.planMove', seen);
  if (!answer.ok) {
    showFailure(answer.error);
    if (answer.error.code === 'input.changedMeanwhile')
      await queryClient.invalidateQueries({ queryKey: CHOSEN });
    return null;
  }
  const { id, trouble } = answer.value;
  if (trouble !== null) showFailure(trouble);
  const stayed = stayedWords(answer.value);
  if (id !== null) return { ...answer.value, id };
  const [blocked] = answer.value.stays.flatMap(({ cause }) => cause ?? []);
  if (answer.value.stayCounts.blocked === 1 && answer.value.chosenCount === 1 && blocked !== undefined)
    showFailure(blocked);
  else if (stayed !== '') showToast({ text: words()('choice.noneMoved', { stayed }) });
  return null;
}

/** What was moved is told by whoever moved it. */
export async function runMove(id: string): Promise<void> {
  const answer = await api.invoke('operations.runMove', { id });
  if (!answer.ok) showFailure(answer.error);
}

export async function writeChosenSidecars(choice: LibraryChoice): Promise<void> {
  const answer = await api.invoke('library.writeSidecars', choice);
  if (!answer.ok) {
    showFailure(answer.error);
    return;
  }
  const t = words();
  const toSettings = {
    label: t('choice.sidecars.settings'),
    onPress: () => navigate({ screen: 'settings' }),
  };
  const { isWanted, modelCount, unprovenCount, unknownCount } = answer.value;
  if (!isWanted) showToast({ text: t('choice.sidecars.notWanted'), action: toSettings });
  else if (modelCount === 0) showToast({ text: t('choice.sidecars.none') });
  else {
    const left = [
      ...(unprovenCount > 0 ? [t('choice.sidecars.unproven', { count: unprovenCount })] : []),
      ...(unknownCount > 0 ? [t('choice.sidecars.unknown', { count: unknownCount })] : []),
    ];
    const detail = left.length === 0 ? {} : { detail: t('choice.sidecars.left', { left: left.join(', ') }) };
    showToast({ text: t('choice.sidecars.writing', { count: modelCount }), ...detail, replaces: SIDECARS });
  }
}

export async function copyOfChosen(choice: LibraryChoice, part: CopiedPart): Promise<void> {
  const answer = await api.invoke('library.copy', { choice, part });
  if (answer.ok) showToast({ text: words()(`choice.copied.${part}`, { count: answer.value }) });
  else showFailure(answer.error);
}
