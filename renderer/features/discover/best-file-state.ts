import type { BestFile } from '../../../shared/civitai/model';
import type { DownloadView } from '../../../shared/download/download';

/** What the button of a card does: fetch the file, lead to its row, or to the file itself. */
export interface BestFileState {
  readonly kind: 'absent' | 'queued' | 'placed';
  /** The download of exactly this file; null when it is absent. */
  readonly download: DownloadView | null;
}

const ABSENT: BestFileState = { kind: 'absent', download: null };

/** @param downloads of the model, in any order */
export function bestFileState(
  { versionId, fileId }: BestFile,
  downloads: readonly DownloadView[],
): BestFileState {
  const ofFile = downloads.filter(
    (download) =>
      download.versionId === versionId && download.fileId === fileId && download.state.kind !== 'cancelled',
  );
  const placed = ofFile.find(({ state }) => state.kind === 'completed');
  if (placed) return { kind: 'placed', download: placed };
  const [queued] = ofFile;
  return queued ? { kind: 'queued', download: queued } : ABSENT;
}
