import type { DownloadTarget } from '../../../shared/download/download';
import type { DownloadRecord } from '../../core/ports';

/** Bytes that are still to come, as far as it is known how many there are. */
export function missingBytes({ target, totalBytes, durableBytes }: DownloadRecord): number {
  return Math.max(0, (totalBytes ?? target.file.approximateBytes ?? 0) - durableBytes);
}

/** Whether Civitai has put other bytes under the same file id since. */
export function isOtherFile(known: DownloadTarget, fresh: DownloadTarget | undefined): boolean {
  const now = fresh?.hashes.sha256 ?? null;
  return now !== null && known.hashes.sha256 !== null && now !== known.hashes.sha256;
}
