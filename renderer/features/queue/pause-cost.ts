import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';

/** What is asked before a pause: of one download, or of all, how many of which begin again after it. */
export type PauseQuestionAsked =
  | { readonly kind: 'one'; readonly id: DownloadId }
  | { readonly kind: 'all'; readonly count: number };

type ProgressById = Readonly<Record<DownloadId, DownloadProgress>>;

/** Whether a pause makes the server send again what has come. What does not run has no more to lose. */
export function isSentAgain({ state }: DownloadView, progress: DownloadProgress | undefined): boolean {
  return state.kind === 'transferring' && progress?.canResume === false;
}

/** How many downloads a pause of all would set back to the beginning of their files. */
export function countSentAgain(
  progressById: ProgressById,
  rowOf: (id: DownloadId) => DownloadView | undefined,
): number {
  return Object.values(progressById).filter((progress) => {
    const row = rowOf(progress.id);
    return row !== undefined && isSentAgain(row, progress);
  }).length;
}
