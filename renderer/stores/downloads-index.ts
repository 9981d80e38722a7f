import type { DownloadView } from '../../shared/download/download';
import type { DownloadStateKind } from '../../shared/download/state';
import type { DownloadId } from '../../shared/ids';
import { type Batch, BatchTally } from './batch-tally';
import { byLatestEnd, byTurn, groupOf, QUEUE_GROUPS, type QueueGroup } from './queue-order';
import { type RowChange, SortedIds } from './sorted-ids';

export type QueueLists = Readonly<Record<QueueGroup, readonly DownloadId[]>>;
export type KindCounts = Readonly<Partial<Record<DownloadStateKind, number>>>;

/**
 * Every download, and the lists and sums that screens show of them, kept up with each change. What a
 * change costs depends on what it touches: 10,000 rows are as quick as ten.
 */
export class DownloadsIndex {
  private readonly rows = new Map<DownloadId, DownloadView>();
  private readonly models = new Map<number, Set<DownloadId>>();
  private readonly tally = new BatchTally();
  private readonly placedIds = new SortedIds(isPlaced, byLatestEnd);
  private placedShown: readonly DownloadId[] = [];
  private readonly groups: Readonly<Record<QueueGroup, SortedIds>> = {
    running: listOf('running'),
    waiting: listOf('waiting'),
    attention: listOf('attention'),
    upNext: listOf('upNext'),
    done: listOf('done'),
    cancelled: listOf('cancelled'),
  };
  private shown: QueueLists = {
    running: [],
    waiting: [],
    attention: [],
    upNext: [],
    done: [],
    cancelled: [],
  };
  private kinds: Partial<Record<DownloadStateKind, number>> = {};
  private readonly find = (id: DownloadId) => this.rows.get(id);

  /** Changes in place. */
  get byId(): ReadonlyMap<DownloadId, DownloadView> {
    return this.rows;
  }

  /** What the queue shows; a list keeps its identity while its members and their places stay the same. */
  get lists(): QueueLists {
    return this.shown;
  }

  /** Every placed file, the latest first, also those that were taken off the queue; new when one of them is. */
  get placed(): readonly DownloadId[] {
    return this.placedShown;
  }

  /** How many there are in each state, also those that the queue does not show. */
  get counts(): KindCounts {
    return this.kinds;
  }

  get batch(): Batch {
    return this.tally.batch;
  }

  ofModel(modelId: number): readonly DownloadView[] {
    return [...(this.models.get(modelId) ?? [])].flatMap((id) => this.rows.get(id) ?? []);
  }

  apply(upserts: readonly DownloadView[], removed: readonly DownloadId[]): readonly RowChange[] {
    const before = new Map<DownloadId, DownloadView | undefined>();
    const remember = (id: DownloadId) => {
      if (!before.has(id)) before.set(id, this.rows.get(id));
    };
    for (const row of upserts) {
      remember(row.id);
      this.rows.set(row.id, row);
    }
    for (const id of removed) {
      remember(id);
      this.rows.delete(id);
    }
    const changes = [...before].map(([id, old]) => ({ id, before: old, after: this.rows.get(id) }));
    this.follow(changes);
    return changes;
  }

  private follow(changes: readonly RowChange[]): void {
    for (const change of changes) this.count(change);
    for (const group of Object.values(this.groups)) group.apply(changes, this.find);
    this.placedIds.apply(changes, this.find);
    if (changes.some(({ before, after }) => isPlaced(before) || isPlaced(after)))
      this.placedShown = [...this.placedIds.ids];
    this.tally.apply(changes, this.find);
    const { running, waiting, attention, upNext, done, cancelled } = this.groups;
    if (QUEUE_GROUPS.every((group) => this.shown[group] === this.groups[group].ids)) return;
    this.shown = {
      running: running.ids,
      waiting: waiting.ids,
      attention: attention.ids,
      upNext: upNext.ids,
      done: done.ids,
      cancelled: cancelled.ids,
    };
  }

  private count({ id, before, after }: RowChange): void {
    if (before?.modelId !== after?.modelId) {
      if (before) this.forget(before.modelId, id);
      if (after) this.models.set(after.modelId, (this.models.get(after.modelId) ?? new Set()).add(id));
    }
    const [from, to] = [before?.state.kind, after?.state.kind];
    if (from === to) return;
    const kinds = { ...this.kinds };
    if (from) kinds[from] = (kinds[from] ?? 0) - 1;
    if (to) kinds[to] = (kinds[to] ?? 0) + 1;
    this.kinds = kinds;
  }

  private forget(modelId: number, id: DownloadId): void {
    const ids = this.models.get(modelId);
    ids?.delete(id);
    if (ids?.size === 0) this.models.delete(modelId);
  }
}

function isPlaced(row: DownloadView | undefined): boolean {
  return row?.state.kind === 'completed';
}

function listOf(group: QueueGroup): SortedIds {
  const order = group === 'done' || group === 'cancelled' ? byLatestEnd : byTurn;
  return new SortedIds((row) => row.isListed && groupOf(row) === group, order);
}
