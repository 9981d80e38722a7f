import i18next from 'i18next';
import type { DownloadId } from '../../../shared/ids';
import type { FolderKind } from '../../../shared/placement';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { useDownloadsStore } from '../../stores/downloads';
import { navigate, selectDownload } from '../../stores/view';
import { showToast } from '../../ui/toast';
import { passesFilter } from '../queue/queue-groups';
import { showQueueTab, useQueueView, wantRowInView } from '../queue/queue-view';

interface ChosenFile {
  readonly modelId: number;
  readonly versionId: number;
  readonly fileId: number;
}

export function showInQueue(id: DownloadId): void {
  const download = useDownloadsStore.getState().byId.get(id);
  const { tab } = useQueueView.getState();
  if (!download || tab === 'history' || !passesFilter(download, tab)) showQueueTab('all');
  selectDownload(id);
  wantRowInView(id);
  navigate({ screen: 'queue' });
}

/** Adds exactly this file. Answers whether it was added. */
export async function addDownload(
  chosen: ChosenFile,
  {
    name,
    ...wish
  }: { readonly isRiskAccepted: boolean; readonly folderKind?: FolderKind | null; readonly name: string },
): Promise<boolean> {
  const answer = await api.invoke('downloads.add', { ...chosen, ...wish });
  if (!answer.ok) {
    showFailure(answer.error);
    return false;
  }
  const id = answer.value;
  const stopWatching = onceGone(id, () => close());
  const close = showToast({
    text: i18next.t('model:download.added', { name }),
    replaces: 'added',
    action: { label: i18next.t('model:download.showQueue'), onPress: () => showInQueue(id) },
    onClose: stopWatching,
  });
  return true;
}

/** Adds exactly these files, one after the other. Tells of the first that was refused, and of all that were added. */
export async function addSeveral(
  chosen: readonly ChosenFile[],
  { isRiskAccepted }: { readonly isRiskAccepted: boolean },
): Promise<void> {
  const added: DownloadId[] = [];
  let isTold = false;
  for (const file of chosen) {
    const answer = await api.invoke('downloads.add', { ...file, isRiskAccepted });
    if (answer.ok) added.push(answer.value);
    else if (!isTold) {
      showFailure(answer.error);
      isTold = true;
    }
  }
  const [first] = added;
  if (first === undefined) return;
  showToast({
    text: i18next.t('model:several.added', { count: added.length }),
    replaces: 'added',
    action: { label: i18next.t('model:download.showQueue'), onPress: () => showInQueue(first) },
  });
}

/** Calls back when the download is cancelled or taken off the list, once it has been there. */
export function onceGone(id: DownloadId, callback: () => void): () => void {
  return useDownloadsStore.subscribe(({ changes }) => {
    const change = changes.find((each) => each.id === id);
    const isHere = change?.after?.isListed === true && change.after.state.kind !== 'cancelled';
    if (change?.before !== undefined && !isHere) callback();
  });
}

export async function copyText(text: string): Promise<boolean> {
  const answer = await api.invoke('app.copyText', { text });
  if (!answer.ok) showFailure(answer.error);
  return answer.ok;
}

export async function copyAndTell(text: string): Promise<void> {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  if (await copyText(text))
    showToast({ text: i18next.t('model:words.copied', { text: shown }), timeoutMs: 5000 });
}

export function openModelPage(modelId: number, versionId: number | null): void {
  void api.invoke('app.openModelPage', { modelId, versionId }).then((answer) => {
    if (!answer.ok) showFailure(answer.error);
  });
}

export function openLink(untrustedUrl: string): void {
  void api.invoke('app.openLink', { untrustedUrl }).then((answer) => {
    if (!answer.ok) showFailure(answer.error);
  });
}

export function openFolderOf(id: DownloadId): void {
  void api.invoke('downloads.openFolder', { id }).then((answer) => {
    if (!answer.ok) showFailure(answer.error);
  });
}
