import i18next from 'i18next';
import type { Failure } from '../../../shared/failure';
import type { TidyOutcome } from '../../../shared/operations/tidy';
import type { Result } from '../../../shared/result';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { showToast } from '../../ui/toast';

function tellFailure(answer: Result<unknown, Failure>): void {
  if (!answer.ok) showFailure(answer.error);
}

export async function lookForMisplaced(): Promise<void> {
  tellFailure(await api.invoke('operations.lookForMisplaced'));
}

export async function tidyFiles(ids: readonly number[], usesTemplate: boolean): Promise<void> {
  tellStayed(await api.invoke('operations.tidy', { ids, usesTemplate }));
}

export async function renameFiles(ids: readonly number[]): Promise<void> {
  tellStayed(await api.invoke('operations.rename', { ids }));
}

/** What was done is told by whoever did it; what was ticked and stayed is told here. */
function tellStayed(answer: Result<TidyOutcome, Failure>): void {
  tellFailure(answer);
  if (!answer.ok) return;
  const t = i18next.getFixedT(null, 'tidy');
  const { sameCount, goneCount } = answer.value;
  const stayed = [
    ...(sameCount > 0 ? [t('stayed.same', { count: sameCount })] : []),
    ...(goneCount > 0 ? [t('stayed.gone', { count: goneCount })] : []),
  ];
  if (stayed.length > 0) showToast({ text: stayed.join(' '), replaces: 'tidy stayed' });
}

export async function moveToRightFolder(id: number): Promise<void> {
  tellFailure(await api.invoke('operations.moveToRightFolder', { id }));
}

export async function linkInto(id: number, rootId: string): Promise<void> {
  tellFailure(await api.invoke('operations.linkInto', { id, rootId }));
}
