import type { DownloadStateKind } from '../../../shared/download/state';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadRecord } from '../../core/ports';
import { byRank } from '../../core/queue/reorder';
import { SortedList } from '../../core/queue/sorted-list';

/** Finds records without looking at all of them, so that a long queue costs no more than a short one. */
export class RecordIndex {
  /** All that may still run, in the user's order. */
  readonly unfinished = new SortedList<DownloadRecord>(byRank);
  private readonly kinds = new Map<DownloadStateKind, Set<DownloadId>>();
  private readonly files = new Map<string, Set<DownloadId>>();

  put(before: DownloadRecord | undefined, after: DownloadRecord | undefined): void {
    if (before !== undefined) this.takeOut(before, after);
    if (after === undefined) return;
    if (isUnfinished(after)) this.unfinished.add(after);
    setOf(this.kinds, after.state.kind).add(after.id);
    setOf(this.files, fileKey(after.target.versionId, after.target.fileId)).add(after.id);
  }

  ofKind(kind: DownloadStateKind): readonly DownloadId[] {
    return [...(this.kinds.get(kind) ?? [])];
  }

  /** Downloads of one file, the last one added at the end. */
  ofFile(versionId: number, fileId: number): readonly DownloadId[] {
    return [...(this.files.get(fileKey(versionId, fileId)) ?? [])];
  }

  private takeOut(before: DownloadRecord, after: DownloadRecord | undefined): void {
    const staysInPlace = after !== undefined && isUnfinished(after) && byRank(before, after) === 0;
    if (isUnfinished(before) && !staysInPlace) this.unfinished.delete(before);
    if (before.state.kind !== after?.state.kind) this.kinds.get(before.state.kind)?.delete(before.id);
    const key = fileKey(before.target.versionId, before.target.fileId);
    if (after !== undefined && key === fileKey(after.target.versionId, after.target.fileId)) return;
    const ids = this.files.get(key);
    ids?.delete(before.id);
    if (ids?.size === 0) this.files.delete(key);
  }
}

/** A cancelled one may be taken back at any time, so it keeps its place. */
function isUnfinished(record: DownloadRecord): boolean {
  return record.state.kind !== 'completed';
}

function fileKey(versionId: number, fileId: number): string {
  return `${versionId}/${fileId}`;
}

function setOf<Key>(sets: Map<Key, Set<DownloadId>>, key: Key): Set<DownloadId> {
  const known = sets.get(key) ?? new Set<DownloadId>();
  sets.set(key, known);
  return known;
}
