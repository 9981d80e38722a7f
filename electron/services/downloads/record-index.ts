import type { DownloadStateKind } from '../../../shared/download/state';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadRecord } from '../../core/ports';
import { byRank } from '../../core/queue/reorder';
import { SortedList } from '../../core/queue/sorted-list';
import { type InLine, WaitingLine } from '../../core/queue/waiting-line';
import { isSmall, isStuck } from './record-facts';

/** Finds records without looking at all of them, so that a long queue costs no more than a short one. */
export class RecordIndex {
  /** All that may still run, in the user's order. */
  readonly unfinished = new SortedList<DownloadRecord>(byRank);
  /** All that are queued. */
  readonly line = new WaitingLine<InLine & { readonly id: DownloadId }>();
  /** Of everything there ever was in this list, so that a new one always comes last. */
  highestRank: string | null = null;
  private readonly stuckOnes = new SortedList<DownloadRecord>(byRank);
  private readonly kinds = new Map<DownloadStateKind, Set<DownloadId>>();
  private readonly files = new Map<string, Set<DownloadId>>();

  put(before: DownloadRecord | undefined, after: DownloadRecord | undefined): void {
    if (before !== undefined) this.takeOut(before, after);
    if (after === undefined) return;
    if (this.highestRank === null || after.rank > this.highestRank) this.highestRank = after.rank;
    if (isUnfinished(after)) this.unfinished.add(after);
    if (isStuck(after)) this.stuckOnes.add(after);
    if (after.state.kind === 'queued') this.line.add(inLine(after));
    if (after.startedAtMs !== null) this.line.noteServed(after.priority, after.startedAtMs);
    setOf(this.kinds, after.state.kind).add(after.id);
    setOf(this.files, fileKey(after)).add(after.id);
  }

  ofKind(kind: DownloadStateKind): readonly DownloadId[] {
    return [...(this.kinds.get(kind) ?? [])];
  }

  hasStuck(): boolean {
    return this.stuckOnes.size > 0;
  }

  /** Those that wait until their cause has gone, in the user's order. */
  stuck(): readonly DownloadRecord[] {
    return [...this.stuckOnes];
  }

  /** Downloads of one file, the last one added at the end. */
  ofFile(versionId: number, fileId: number): readonly DownloadId[] {
    return [...(this.files.get(`${versionId}/${fileId}`) ?? [])];
  }

  private takeOut(before: DownloadRecord, after: DownloadRecord | undefined): void {
    const staysInPlace = after !== undefined && isUnfinished(after) && byRank(before, after) === 0;
    if (isUnfinished(before) && !staysInPlace) this.unfinished.delete(before);
    if (isStuck(before)) this.stuckOnes.delete(before);
    if (before.state.kind === 'queued') this.line.delete(inLine(before));
    if (before.state.kind !== after?.state.kind) this.kinds.get(before.state.kind)?.delete(before.id);
    if (after !== undefined && fileKey(before) === fileKey(after)) return;
    const ids = this.files.get(fileKey(before));
    ids?.delete(before.id);
    if (ids?.size === 0) this.files.delete(fileKey(before));
  }
}

/** A cancelled one may be taken back at any time, so it keeps its place. */
function isUnfinished(record: DownloadRecord): boolean {
  return record.state.kind !== 'completed';
}

function inLine(record: DownloadRecord): InLine & { readonly id: DownloadId } {
  const { id, rank, priority, queuedAtMs } = record;
  return { id, rank, priority, queuedAtMs, isSmall: isSmall(record) };
}

function fileKey({ target }: DownloadRecord): string {
  return `${target.versionId}/${target.fileId}`;
}

function setOf<Key>(sets: Map<Key, Set<DownloadId>>, key: Key): Set<DownloadId> {
  const known = sets.get(key) ?? new Set<DownloadId>();
  sets.set(key, known);
  return known;
}
