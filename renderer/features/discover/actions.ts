import i18next from 'i18next';
import type { ModelSummary } from '../../../shared/civitai/model';
import { downloadsOfModel } from '../../stores/downloads';
import { useFoldersStore } from '../../stores/folders';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';
import { addDownload, openFolderOf, showInQueue } from '../model/actions';
import { bestFileState } from './best-file-state';

/**
 * Adds the file that the user's preference picks in the model's first version.
 *
 * Where that needs a word first, it leads to the place where the word can be said: the model's page for a
 * dangerous file, Folders as long as there is none.
 */
export async function downloadBestFile({ id: modelId, name, bestFile }: ModelSummary): Promise<void> {
  if (bestFile === null || bestFile.isDangerous) {
    navigate({ screen: 'model', modelId, versionId: bestFile?.versionId ?? null });
    return;
  }
  const { versionId, fileId } = bestFile;
  if (useFoldersStore.getState().folders?.kind === 'notChosen') {
    navigate({ screen: 'folders' });
    showToast({
      text: i18next.t('discover:toasts.folderFirst'),
      detail: i18next.t('discover:toasts.folderFirstThen', { name }),
    });
    return;
  }
  const { kind, download } = bestFileState(bestFile, downloadsOfModel(modelId));
  if (download !== null) {
    const isPlaced = kind === 'placed';
    showToast({
      text: i18next.t(isPlaced ? 'discover:toasts.placed' : 'discover:toasts.queued', { name }),
      replaces: 'added',
      action: {
        label: i18next.t(isPlaced ? 'model:download.openFolder' : 'model:download.showQueue'),
        onPress: () => (isPlaced ? openFolderOf(download.id) : showInQueue(download.id)),
      },
    });
    return;
  }
  await addDownload({ modelId, versionId, fileId }, { isRiskAccepted: false, name });
}

/** What the button of a card does: leads to the file or to its row, or adds it. */
export function pressDownload(model: ModelSummary): void {
  const { kind, download } = model.bestFile
    ? bestFileState(model.bestFile, downloadsOfModel(model.id))
    : { kind: 'absent' as const, download: null };
  if (download === null) void downloadBestFile(model);
  else if (kind === 'placed') openFolderOf(download.id);
  else showInQueue(download.id);
}
