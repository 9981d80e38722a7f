import type { BestFile } from '../../../shared/civitai/model';
import type { DownloadView } from '../../../shared/download/download';
import { isSameFile, type OwnedFile } from '../../../shared/library/owned';

/** What the button of a card does: fetch the file, lead to its row, or to the file itself. */
export type BestFileState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'queued' | 'placed'; readonly download: DownloadView }
  | { readonly kind: 'inLibrary'; readonly file: OwnedFile };

/**
 * @param downloads of the model, in any order
 * @param owned what else the user's folders hold of it
 */
export function bestFileState(
  { versionId, fileId, sha256 }: BestFile,
  downloads: readonly DownloadView[],
  owned: readonly OwnedFile[],
): BestFileState {
  const ofFile = downloads.filter(
    (download) =>
      download.versionId === versionId && download.fileId === fileId && download.state.kind !== 'cancelled',
  );
  const placed = ofFile.find(({ state }) => state.kind === 'completed');
  if (placed) return { kind: 'placed', download: placed };
  const [queued] = ofFile;
  if (queued) return { kind: 'queued', download: queued };
  const file = owned.find((each) => isSameFile(each, versionId, sha256));
  return file ? { kind: 'inLibrary', file } : { kind: 'absent' };
}
