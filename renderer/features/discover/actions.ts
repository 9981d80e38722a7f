import i18next from 'i18next';
import type { ModelSummary } from '../../../shared/civitai/model';
import { downloadsOfModel } from '../../stores/downloads';
import { useFoldersStore } from '../../stores/folders';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';
import { addDownload, showInQueue } from '../model/actions';

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
  const known = downloadsOfModel(modelId).find(
    (download) =>
      download.versionId === versionId && download.fileId === fileId && download.state.kind !== 'cancelled',
  );
  if (known) {
    showToast({
      text: i18next.t('discover:toasts.known', { name }),
      replaces: 'added',
      action: { label: i18next.t('model:download.showQueue'), onPress: () => showInQueue(known.id) },
    });
    return;
  }
  await addDownload({ modelId, versionId, fileId }, { isRiskAccepted: false, name });
}
