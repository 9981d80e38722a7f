import i18next from 'i18next';
import type { ModelSummary } from '../../../shared/civitai/model';
import { downloadsOfModel } from '../../stores/downloads';
import { useFoldersStore } from '../../stores/folders';
import { ownedOfModel } from '../../stores/owned';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';
import { showInFolder } from '../library/actions';
import { addDownload, openFolderOf, showInQueue } from '../model/actions';
import { type BestFileState, bestFileState } from './best-file-state';

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
  const state = bestFileState(bestFile, downloadsOfModel(modelId), ownedOfModel(modelId));
  if (state.kind !== 'absent') {
    const isHere = state.kind !== 'queued';
    showToast({
      text: i18next.t(isHere ? 'discover:toasts.placed' : 'discover:toasts.queued', { name }),
      replaces: 'added',
      action: {
        label: i18next.t(isHere ? 'model:download.openFolder' : 'model:download.showQueue'),
        onPress: () => leadTo(state),
      },
    });
    return;
  }
  await addDownload({ modelId, versionId, fileId }, { isRiskAccepted: false, name });
}

/** What the button of a card does: leads to the file or to its row, or adds it. */
export function pressDownload(model: ModelSummary): void {
  const { id, bestFile } = model;
  const state = bestFile ? bestFileState(bestFile, downloadsOfModel(id), ownedOfModel(id)) : null;
  if (state === null || state.kind === 'absent') void downloadBestFile(model);
  else leadTo(state);
}

function leadTo(state: Exclude<BestFileState, { kind: 'absent' }>): void {
  if (state.kind === 'inLibrary') void showInFolder(state.file);
  else if (state.kind === 'placed') openFolderOf(state.download.id);
  else showInQueue(state.download.id);
}
