import i18next from 'i18next';
import type { DownloadView } from '../../../shared/download/download';
import type { Priority } from '../../../shared/download/priority';
import type { Failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { showToast } from '../../ui/toast';
import type { Drop, Move } from './reorder';

async function done(answer: Promise<Result<unknown, Failure>>): Promise<boolean> {
  const result = await answer;
  if (!result.ok) showFailure(result.error);
  return result.ok;
}

export function move({ id }: DownloadView, kind: Move): void {
  void done(api.invoke('downloads.move', { ids: [id], to: { kind } }));
}

export async function drop({ id }: DownloadView, { to, priority }: Drop): Promise<void> {
  const mayMove =
    priority === null || (await done(api.invoke('downloads.setPriority', { ids: [id], priority })));
  if (mayMove) await done(api.invoke('downloads.move', { ids: [id], to }));
}

export function setPriority({ id }: DownloadView, priority: Priority): void {
  void done(api.invoke('downloads.setPriority', { ids: [id], priority }));
}

export async function putSmallestFirst(): Promise<void> {
  const isDone = await done(api.invoke('downloads.smallestFirst'));
  if (isDone) showToast({ text: i18next.t('toasts.smallestFirst', { ns: 'queue' }), replaces: 'order' });
}
