import type { DownloadTarget } from '../../../shared/download/download';
import { type Failure, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { FolderKind } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';
import { accepts } from '../../core/download/machine';
import type { DownloadRecord } from '../../core/ports';
import type { PlannedPlace } from '../placement';
import type { Arrangement } from './arrangement';
import type { Disks } from './disks';
import { newRecord, placeFacts } from './new-record';
import type { QueueNeeds } from './queue-needs';
import { isOtherFile, withLockOf } from './record-facts';
import type { RetryPlans } from './retry-plans';
import type { StateWriter } from './state-writer';

export interface WantedDownload {
  readonly target: DownloadTarget;
  /** The kind of folder that the user has chosen; null for the one that suits the file. */
  readonly kind: FolderKind | null;
}

export interface AdditionNeeds extends Pick<QueueNeeds, 'placement' | 'places' | 'chance' | 'clock'> {
  readonly writer: StateWriter;
  readonly arrangement: Arrangement;
  readonly disks: Disks;
  readonly retries: RetryPlans;
  /** Downloads of a file, whatever their state, the last one at the end. */
  readonly find: (versionId: number, fileId: number) => readonly DownloadRecord[];
  readonly isRunning: (id: DownloadId) => boolean;
  readonly retry: (id: DownloadId, target: DownloadTarget, kind: FolderKind | null) => Result<null, Failure>;
  readonly onAdded: () => void;
}

/** Takes new downloads into the list. */
export class Additions {
  constructor(private readonly needs: AdditionNeeds) {}

  /**
   * Adds files at the end, in one transaction: all of them are on the list then, or none is. One that is on the
   * list already, but not placed, is taken up again where it stopped, with what Civitai says of it now.
   *
   * @returns one result for each of them
   */
  add(wanted: readonly WantedDownload[]): readonly Result<DownloadId, Failure>[] {
    const taken = new Set<DownloadId>();
    const results = wanted.map((each) => {
      const result = this.takeUp(each, taken);
      if (result?.ok) taken.add(result.value);
      return result;
    });
    const fresh = wanted.flatMap((each, at) => (results[at] === null ? [{ ...each, at }] : []));
    const { arrangement, writer } = this.needs;
    const ranks = arrangement.lastRanks(fresh.length).values();
    const records: DownloadRecord[] = [];
    for (const { target, kind, at } of fresh) {
      const place = this.plan(target, kind);
      if (!place.ok) {
        results[at] = place;
        continue;
      }
      const record = this.make(target, place.value, ranks.next().value ?? '');
      records.push(record);
      results[at] = ok(record.id);
    }
    if (records.length === 0) return results.flatMap((each) => each ?? []);
    const saved = writer.records.saveAll(records);
    if (saved.ok) this.tell(records);
    else for (const { at } of fresh) if (results[at]?.ok) results[at] = saved;
    return results.flatMap((each) => each ?? []);
  }

  /**
   * Sends a download elsewhere of which nothing is here yet; `input.notPossibleNow` for one that has begun.
   *
   * @param kind of folder that the user has chosen; null for where it belongs
   */
  putInto(id: DownloadId, kind: FolderKind | null): Result<null, Failure> {
    const { writer, retries } = this.needs;
    const record = writer.records.get(id);
    if (record === undefined) return err(failure('input.unknownDownload'));
    const isAtRest = ['queued', 'paused', 'waiting', 'failed'].includes(record.state.kind);
    if (!isAtRest || record.durableBytes > 0 || this.needs.isRunning(id))
      return err(failure('input.notPossibleNow'));
    // Wherever it was before: it is wanted elsewhere now.
    const { backTo: _before, ...target } = record.target;
    const moved = { ...record, target };
    return writer.rearrange([{ ...moved, ...retries.replanned(moved, kind) }]);
  }

  /**
   * Null when there is nothing to take up.
   *
   * @param taken by others that are added with it
   */
  private takeUp(
    { target, kind: wantedKind }: WantedDownload,
    taken: ReadonlySet<DownloadId>,
  ): Result<DownloadId, Failure> | null {
    const { writer, retries } = this.needs;
    const existing = this.existing(target, taken);
    if (existing === null || existing.state.kind === 'completed') return null;
    const { kind } = existing.state;
    const fresh = withLockOf(existing.target, target);
    // Asked only when nothing runs: what came for another file is forgotten with it.
    const isAtRest = !this.needs.isRunning(existing.id);
    const isChanged =
      isOtherFile(existing.target, fresh) ||
      fresh.lockedHashes !== existing.target.lockedHashes ||
      fresh.backTo?.folder !== existing.target.backTo?.folder ||
      fresh.backTo?.fileName !== existing.target.backTo?.fileName ||
      (wantedKind !== null && wantedKind !== existing.folderKind);
    const facts = () => (isAtRest && isChanged ? retries.facts(existing, fresh, wantedKind) : {});
    const resumed = accepts(kind, 'retry')
      ? this.needs.retry(existing.id, fresh, wantedKind)
      : accepts(kind, 'resume')
        ? writer.command(existing.id, { kind: 'resume' }, facts())
        : ok(null);
    if (kind === 'queued' && isAtRest) writer.note(existing, facts());
    return resumed.ok ? ok(existing.id) : resumed;
  }

  /** Lost files with the same bytes each have a download of their own: one that leads back to another is not theirs. */
  private existing(target: DownloadTarget, taken: ReadonlySet<DownloadId>): DownloadRecord | null {
    const all = this.needs.find(target.versionId, target.fileId);
    const { backTo } = target;
    if (backTo === undefined) return all.at(-1) ?? null;
    const open = all.filter(({ id, state }) => state.kind !== 'completed' && !taken.has(id));
    const isItsOwn = ({ target: { backTo: other } }: DownloadRecord) =>
      other?.folder === backTo.folder && other.fileName === backTo.fileName;
    // What is on disk already ties it to its place.
    const isFree = (record: DownloadRecord) =>
      record.target.backTo === undefined && record.durableBytes === 0 && !this.needs.isRunning(record.id);
    return open.findLast(isItsOwn) ?? open.findLast(isFree) ?? null;
  }

  /** What the tensors of the very file have once corrected need not be found out again. */
  private plan(target: DownloadTarget, kind: FolderKind | null): Result<PlannedPlace, Failure> {
    const { placement, find } = this.needs;
    const place = placement.plan(target, kind);
    const before = find(target.versionId, target.fileId).at(-1) ?? null;
    const decision = before?.kindDecision;
    if (!place.ok || place.value.decision !== null || before === null) return place;
    if (decision?.by !== 'header' || decision.isElsewhere || isOtherFile(before.target, target)) return place;
    const corrected = placement.plan(target, before.folderKind);
    return corrected.ok ? ok({ ...corrected.value, decision }) : place;
  }

  private make(target: DownloadTarget, place: PlannedPlace, rank: string): DownloadRecord {
    const { places, chance, clock, disks } = this.needs;
    const id = chance.downloadId();
    const placed = placeFacts(place, id, places, disks.mounts.knownAt(place.folder));
    return newRecord(id, target, placed, rank, clock.nowMs());
  }

  private tell(records: readonly DownloadRecord[]): void {
    const { writer, disks } = this.needs;
    writer.publish(records, []);
    for (const { id, mountPath } of records) if (mountPath === null) disks.mounts.note(id);
    disks.space.noteChange();
    this.needs.onAdded();
  }
}
