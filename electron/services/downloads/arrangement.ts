import type { Priority } from '../../../shared/download/priority';
import type { DownloadId } from '../../../shared/ids';
import type { MoveTarget } from '../../../shared/ipc/contract';
import type { DownloadRecord } from '../../core/ports';
import { LONGEST_RANK, ranksBetween } from '../../core/queue/rank';
import { type Destination, planMove } from '../../core/queue/reorder';
import type { RecordBook } from './record-book';
import { missingBytes } from './record-facts';

/** Works out the records that the user's orders about order change; saves nothing. */
export class Arrangement {
  constructor(private readonly records: RecordBook) {}

  /** Behind everything there is, in ascending order. */
  lastRanks(count: number): readonly string[] {
    return count === 0 ? [] : ranksBetween(count, this.records.index.highestRank, null);
  }

  moved(ids: readonly DownloadId[], to: MoveTarget): readonly DownloadRecord[] {
    const destination = this.destinationOf(to);
    if (destination === null) return [];
    const plan = planMove(this.records.index.unfinished, this.unfinished(ids), destination, isInLine);
    if (plan === null) return [];
    const changed = plan.map(({ member, rank }) => ({ ...member, rank }));
    return changed.some(({ rank }) => rank.length > LONGEST_RANK) ? this.numberedAnew(changed) : changed;
  }

  withPriority(ids: readonly DownloadId[], priority: Priority): readonly DownloadRecord[] {
    return this.unfinished(ids)
      .filter((record) => record.priority !== priority)
      .map((record) => ({ ...record, priority }));
  }

  /** By what is still to be fetched; the ones whose size is unknown come last. */
  smallestFirst(): readonly DownloadRecord[] {
    const sizeOf = (record: DownloadRecord) => missingBytes(record) ?? Number.POSITIVE_INFINITY;
    const wanted = [...this.records.index.unfinished].toSorted((a, b) => {
      const [first, second] = [sizeOf(a), sizeOf(b)];
      return first === second ? 0 : first - second;
    });
    return withRanks(wanted);
  }

  private unfinished(ids: readonly DownloadId[]): readonly DownloadRecord[] {
    return [...new Set(ids)].flatMap((id) => {
      const record = this.records.get(id);
      return record === undefined || record.state.kind === 'completed' ? [] : [record];
    });
  }

  private destinationOf(to: MoveTarget): Destination | null {
    if (to.kind !== 'before' && to.kind !== 'after') return { kind: to.kind };
    const [target] = this.unfinished([to.id]);
    return target === undefined ? null : { kind: to.kind, target };
  }

  private numberedAnew(changed: readonly DownloadRecord[]): readonly DownloadRecord[] {
    const byId = new Map([...this.records.index.unfinished].map((record) => [record.id, record]));
    for (const record of changed) byId.set(record.id, record);
    return withRanks([...byId.values()].toSorted((a, b) => (a.rank < b.rank ? -1 : 1)));
  }
}

/** What runs, waits or has ended stands elsewhere on the page: to pass it would look like nothing. */
function isInLine({ state }: DownloadRecord): boolean {
  return state.kind === 'queued' || state.kind === 'paused';
}

function withRanks(records: readonly DownloadRecord[]): readonly DownloadRecord[] {
  const ranks = ranksBetween(records.length, null, null);
  return records.map((record, at) => ({ ...record, rank: ranks[at] ?? record.rank }));
}
