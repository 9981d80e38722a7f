import i18next from 'i18next';
import type { Api } from '../../../shared/ipc/contract';
import type { SeenChoice } from '../../../shared/library/library';
import type { OperationView } from '../../../shared/operations/operations';
import type { SidecarRun } from '../../../shared/sidecars';
import { queryClient } from '../../app/query-client';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { navigate } from '../../stores/view';
import { formatBytes } from '../../ui/format';
import { showToast } from '../../ui/toast';
import { runWords } from '../sidecars/words';

const words = i18next.getFixedT;

/** What is told of writing them; the end takes the place of the beginning. */
export const SIDECARS = 'sidecars';
export const LOST_TRASH = ['lost trash'];
/** What is chosen in the library, added up. */
export const CHOSEN = ['library chosen'] as const;

/** For example "Moved 12 files". */
export function operationWords({ kind, fileCount }: Pick<OperationView, 'kind' | 'fileCount'>): string {
  return words(null, 'operations')(`did.${kind}`, { count: fileCount });
}

/** Tells of whatever has happened to the user's files, from wherever it was asked for. The answer ends it. */
export function startOperationToasts(bridge: Api): () => void {
  const stops = [
    bridge.on('operations.ended', (operation) => {
      const t = words(null, 'operations');
      const what = operationWords(operation);
      if (operation.state === 'undone') showToast({ text: t('undone', { what }), replaces: 'operation' });
      else
        showToast({
          text: what,
          replaces: 'operation',
          ...(operation.canUndo
            ? { action: { label: t('undo'), onPress: () => void undoOperation(operation) } }
            : {}),
        });
    }),
    bridge.on('sidecars.ended', tellOfSidecars),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** What was written, merged and left, also where it was stopped before its end. */
function tellOfSidecars(run: SidecarRun): void {
  const toSettings = {
    label: words(null, 'settings')('sidecars.run.show'),
    onPress: () => navigate({ screen: 'settings' }),
  };
  showToast({
    ...runWords(run),
    replaces: SIDECARS,
    ...(run.failedCount > 0 ? { action: toSettings } : {}),
  });
}

export async function undoOperation({ id }: Pick<OperationView, 'id'>): Promise<void> {
  const answer = await api.invoke('operations.undo', { id });
  if (!answer.ok) showFailure(answer.error);
}

/** @param id of a file of the library that lies in the trash */
export async function bringBack(id: number): Promise<void> {
  const answer = await api.invoke('operations.bringBack', { id });
  if (!answer.ok) showFailure(answer.error);
}

export async function callOffOperation(id: string): Promise<void> {
  const answer = await api.invoke('operations.callOff', { id });
  if (!answer.ok) showFailure(answer.error);
}

export async function stopPlanning(): Promise<void> {
  const answer = await api.invoke('operations.stopPlanning');
  if (!answer.ok) showFailure(answer.error);
}

export async function stopSidecars(): Promise<void> {
  const answer = await api.invoke('sidecars.stop');
  if (!answer.ok) showFailure(answer.error);
}

export async function undoLastOperation(): Promise<void> {
  const answer = await api.invoke('operations.undoLast');
  if (!answer.ok) showFailure(answer.error);
}

export async function emptyTrash(bytes: number): Promise<void> {
  const answer = await api.invoke('operations.emptyTrash');
  if (answer.ok)
    showToast({ text: words(null, 'operations')('trash.emptied', { size: formatBytes(bytes) }) });
  else showFailure(answer.error);
}

/** @returns whether it happened */
export async function trashChoice(seen: SeenChoice): Promise<boolean> {
  const answer = await api.invoke('operations.trash', seen);
  if (!answer.ok) showFailure(answer.error);
  if (!answer.ok && answer.error.code === 'input.changedMeanwhile') {
    await queryClient.invalidateQueries({ queryKey: CHOSEN });
  }
  return answer.ok;
}

export async function restoreLost(): Promise<void> {
  const answer = await api.invoke('operations.restoreLost');
  if (!answer.ok) showFailure(answer.error);
  await queryClient.invalidateQueries({ queryKey: LOST_TRASH });
}

export async function removeLost(): Promise<void> {
  const answer = await api.invoke('operations.removeLost');
  if (answer.ok)
    showToast({
      text: words(null, 'operations')('lost.removed', { size: formatBytes(answer.value.freedBytes) }),
    });
  else showFailure(answer.error);
  await queryClient.invalidateQueries({ queryKey: LOST_TRASH });
}

export async function trashFiles(ids: readonly number[]): Promise<void> {
  await trashChoice({ choice: { kind: 'files', ids }, mark: null });
}
