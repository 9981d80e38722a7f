import type { DownloadStateKind } from '../../../shared/download/state';

/** What a start finds on disk for one download. */
export interface DiskFinding {
  /** Length of the part file; null when there is none. */
  readonly partBytes: number | null;
  /** Whether a file stands under the final name that was written down before the rename. */
  readonly isFinalThere: boolean;
  /** Whether part and final are one file with two names: the link was made, the part not yet removed. */
  readonly isSameFile: boolean;
}

export type RecoveryAction =
  /** Nothing to do: the state still says what is true. */
  | { readonly kind: 'keep' }
  /** The state stays, but fewer bytes are there than the journal knew of. */
  | { readonly kind: 'keepWithFewerBytes'; readonly durableBytes: number }
  /** Back into the queue; bytes up to `durableBytes` are taken as they are, the rest is asked for. */
  | { readonly kind: 'requeue'; readonly durableBytes: number }
  | { readonly kind: 'placeAgain' }
  | { readonly kind: 'removePartAndComplete' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'chooseNewNameAndPlace' }
  | { readonly kind: 'reportVanished' };

/**
 * Decides what becomes of a download that was in `state` when Civet ended, however it ended.
 *
 * Never answers with deleting something whose content is in doubt: where part and final file both
 * exist and are different files, the final one is somebody else's.
 */
export function recover(state: DownloadStateKind, durableBytes: number, found: DiskFinding): RecoveryAction {
  switch (state) {
    case 'probing':
    case 'transferring':
    case 'verifying':
    case 'queued':
    case 'waiting':
    case 'paused':
    case 'failed':
    case 'cancelled': {
      // A part file that is not there may be on a drive that is not plugged in: its bytes are not
      // written off before somebody tries to go on.
      const usableBytes = Math.min(durableBytes, found.partBytes ?? durableBytes);
      const ran = state === 'probing' || state === 'transferring' || state === 'verifying';
      if (ran) return { kind: 'requeue', durableBytes: usableBytes };
      if (usableBytes === durableBytes) return { kind: 'keep' };
      return { kind: 'keepWithFewerBytes', durableBytes: usableBytes };
    }
    case 'finalizing':
      if (found.partBytes !== null) {
        if (!found.isFinalThere) return { kind: 'placeAgain' };
        return found.isSameFile ? { kind: 'removePartAndComplete' } : { kind: 'chooseNewNameAndPlace' };
      }
      return found.isFinalThere ? { kind: 'complete' } : { kind: 'reportVanished' };
    case 'completed':
      return { kind: 'keep' };
  }
}
