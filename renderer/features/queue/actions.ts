import i18next from 'i18next';
import type { DownloadView } from '../../../shared/download/download';
import type { Failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { CallName } from '../../../shared/ipc/contract';
import type { FolderKind } from '../../../shared/placement';
import type { Result } from '../../../shared/result';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { useDownloadsStore } from '../../stores/downloads';
import { useProgressStore } from '../../stores/progress';
import { navigate, selectDownload } from '../../stores/view';
import { showToast } from '../../ui/toast';
import type { FailureFix } from './failure-fix';
import { countSentAgain, isSentAgain } from './pause-cost';
import { type DownloadAction, isFinished, needsQuestion } from './possible-actions';
import { askBeforePause, askBeforeRemoval } from './queue-view';

async function done(answer: Promise<Result<unknown, Failure>>): Promise<boolean> {
  const result = await answer;
  if (!result.ok) showFailure(result.error);
  return result.ok;
}

const callOf = {
  pause: 'downloads.pause',
  resume: 'downloads.resume',
  retry: 'downloads.retry',
  tryNow: 'downloads.retry',
  cancel: 'downloads.cancel',
  openFolder: 'downloads.openFolder',
} as const satisfies Record<Exclude<DownloadAction, 'remove'>, CallName>;

/** Does what the button says, or asks first where bytes would be lost, or have to come again. */
export function perform(action: DownloadAction, download: DownloadView): void {
  const { id } = download;
  const progress = useProgressStore.getState().byId[id];
  if (needsQuestion(action, download)) askBeforeRemoval(id);
  else if (action === 'pause' && isSentAgain(download, progress)) askBeforePause({ kind: 'one', id });
  else if (action === 'remove') void removeNow(download);
  else void done(api.invoke(callOf[action], { id }));
}

export async function removeNow(download: DownloadView): Promise<void> {
  const isRemoved = await done(api.invoke('downloads.remove', { id: download.id }));
  if (!isRemoved || !isFinished(download)) return;
  const words = { name: download.modelName, place: download.placeLabel };
  showToast({ text: i18next.t('toasts.removedPlaced', { ns: 'queue', ...words }) });
}

/** Takes what is placed off the list; the files stay. */
export async function clearDone(): Promise<void> {
  const cleared = await api.invoke('downloads.clearDone');
  if (!cleared.ok) showFailure(cleared.error);
  else if (cleared.value > 0)
    showToast({ text: i18next.t('toasts.cleared', { ns: 'queue', count: cleared.value }) });
}

/** @param folderKind null for where it belongs */
export async function putInto(id: DownloadId, folderKind: FolderKind | null): Promise<void> {
  await done(api.invoke('downloads.putInto', { id, folderKind }));
}

export function pauseNow(id: DownloadId): void {
  void done(api.invoke('downloads.pause', { id }));
}

/** Asks once, however many of them would begin again. */
export function pauseAll(): void {
  const rows = useDownloadsStore.getState().byId;
  const count = countSentAgain(useProgressStore.getState().byId, (id) => rows.get(id));
  if (count > 0) askBeforePause({ kind: 'all', count });
  else pauseAllNow();
}

export function pauseAllNow(): void {
  void done(api.invoke('downloads.pauseAll'));
}

export function resumeAll(): void {
  void done(api.invoke('downloads.resumeAll'));
}

export async function retryAllFailed(): Promise<void> {
  const count = useDownloadsStore.getState().counts.failed ?? 0;
  const isDone = await done(api.invoke('downloads.retryAllFailed'));
  if (isDone && count > 0) showToast({ text: i18next.t('toasts.retried', { ns: 'queue', count }) });
}

export function setSimultaneousDownloads(simultaneousDownloads: number): void {
  void done(api.invoke('settings.update', { simultaneousDownloads }));
}

export function openModel({ modelId, versionId }: DownloadView): void {
  navigate({ screen: 'model', modelId, versionId });
}

export function openOnCivitai({ modelId, versionId }: DownloadView): void {
  void done(api.invoke('app.openModelPage', { modelId, versionId }));
}

export async function copySha256(sha256: string): Promise<void> {
  const isCopied = await done(api.invoke('app.copyText', { text: sha256 }));
  if (isCopied) showToast({ text: i18next.t('toasts.copied', { ns: 'queue' }) });
}

const fixes: Readonly<Record<FailureFix, (download: DownloadView) => void>> = {
  tryAgain: (download) => perform('retry', download),
  downloadAgain: (download) => perform('retry', download),
  openFolder: (download) => perform('openFolder', download),
  remove: (download) => perform('remove', download),
  signIn: () => navigate({ screen: 'account' }),
  folders: () => navigate({ screen: 'folders' }),
  openModel,
  openOnCivitai,
};

export function fix(kind: FailureFix, download: DownloadView): void {
  fixes[kind](download);
}

export function showDetails(id: DownloadId): void {
  selectDownload(id);
}
