import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { HashKind, Verification } from '../../../shared/download/state';

export interface Completed {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** From the last byte on disk to the hash of the whole; null when it is not this command that fetched it. */
  readonly hashTailMs: number | null;
  readonly isVerified: boolean;
  /** The published hash that it was compared with; null when Civitai publishes none. */
  readonly verifiedBy: HashKind | null;
  /** It was placed by an earlier command. */
  readonly wasThere: boolean;
}

/** What was proven, as `Completed` tells it. */
export function proofOf(proof: Verification): Pick<Completed, 'sha256' | 'isVerified' | 'verifiedBy'> {
  const isVerified = proof.kind === 'verified';
  return { sha256: proof.sha256, isVerified, verifiedBy: isVerified ? proof.by : null };
}

/** Which download is meant. */
export type Named = Pick<DownloadView, 'id' | 'fileName' | 'modelId' | 'versionId' | 'fileId'>;

/** How the way of downloads is told, in words or as JSON. */
export interface Reporter {
  /** The downloads that will be followed. */
  begin(views: readonly DownloadView[]): void;
  changed(view: DownloadView): void;
  moved(progress: readonly DownloadProgress[]): void;
  completed(which: Named, outcome: Completed): void;
  interrupted(views: readonly DownloadView[]): void;
}
