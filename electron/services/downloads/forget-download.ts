import type { Failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { ok, type Result } from '../../../shared/result';
import { damagedFileName } from '../../core/naming/file-name';
import type { PartFiles, PieceBook, Places } from '../../core/ports';
import type { RecordBook } from './record-book';

export interface ForgetNeeds {
  readonly parts: Pick<PartFiles, 'remove'>;
  readonly places: Pick<Places, 'join'>;
  readonly book: Pick<PieceBook, 'clear'>;
  readonly records: RecordBook;
}

/**
 * Deletes what is there of a download that nobody wants any more, also what was kept of it as damaged. In this order: claims of a file that has
 * gone would be believed, and a file that no record names would never be deleted.
 *
 * @param hadEnded see `RecordBook.remove`
 * @returns the failure of the disk or of the journal; then the download stays, with what is left of it
 */
export async function forgetDownload(
  { parts, places, book, records }: ForgetNeeds,
  id: DownloadId,
  hadEnded: boolean,
): Promise<Result<null, Failure>> {
  const record = records.get(id);
  if (record === undefined) return ok(null);
  const cleared = book.clear(id);
  if (!cleared.ok) return cleared;
  records.keep({ ...record, durableBytes: 0, totalBytes: null });
  const leftovers = [record.partPath, places.join(record.folder, damagedFileName(record.fileName, id))];
  for (const path of leftovers) {
    const removed = await parts.remove(path);
    if (!removed.ok) return removed;
  }
  return records.remove(id, hadEnded);
}
