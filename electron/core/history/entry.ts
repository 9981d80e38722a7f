import type { HistoryEntry, HistoryOutcome } from '../../../shared/download/history';
import type { DownloadStateKind } from '../../../shared/download/state';
import type { DownloadId } from '../../../shared/ids';
import { whyPlaced } from '../placement/route';
import type { DownloadRecord } from '../ports';
import { searchable } from './search-words';

/** What a change of a download means for the history. It is written in the same transaction. */
export type HistoryChange =
  | { readonly kind: 'ended'; readonly entry: HistoryEntry }
  /** It goes on after all, so it has not ended. */
  | { readonly kind: 'takenUp'; readonly id: DownloadId };

/** Null when the change neither ends a download nor takes an ended one up again. */
export function historyChange(
  before: DownloadStateKind | null,
  record: DownloadRecord,
  nowMs: number,
): HistoryChange | null {
  const { kind } = record.state;
  if (kind === before) return null;
  if (kind === 'completed' || kind === 'cancelled') {
    return { kind: 'ended', entry: historyEntry(record, kind, nowMs) };
  }
  return before === 'cancelled' ? { kind: 'takenUp', id: record.id } : null;
}

export function historyEntry(record: DownloadRecord, outcome: HistoryOutcome, nowMs: number): HistoryEntry {
  const { target, state } = record;
  return {
    id: record.id,
    outcome,
    atMs: state.kind === 'completed' ? state.atMs : nowMs,
    modelId: target.modelId,
    versionId: target.versionId,
    fileId: target.fileId,
    modelName: target.modelName,
    versionName: target.versionName,
    modelType: target.modelType,
    baseModel: target.baseModel,
    creator: target.creator,
    fileName: state.kind === 'completed' ? state.finalName : record.fileName,
    placePath: record.folder,
    placeReason: whyPlaced(target, record.folderKind, record.kindDecision),
    totalBytes: record.totalBytes ?? target.file.approximateBytes,
    sha256: state.kind === 'completed' ? state.verification.sha256 : null,
  };
}

/** What a search looks through. */
export function haystackOf(entry: HistoryEntry): string {
  return searchable([entry.modelName, entry.versionName, entry.fileName, entry.creator ?? ''].join(' '));
}
