import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { DownloadState } from '../../../shared/download/state';
import { ruleOf } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadsDelta } from '../../../shared/ipc/contract';

/** Something has ended, or stands still until somebody does something. */
export interface News {
  readonly kind: 'completed' | 'failed' | 'loginNeeded';
  readonly download: DownloadView;
}

export interface RunningDownload {
  readonly id: DownloadId;
  readonly untrustedName: string;
  readonly isVerifying: boolean;
  /** From 0 to 1; null while the size is not known. */
  readonly share: number | null;
}

/** What Civet shows of the queue outside its window. */
export interface Work {
  /** The longest at it first. */
  readonly running: readonly RunningDownload[];
  /** They go on by themselves. */
  readonly pendingCount: number;
  readonly pausedCount: number;
  /** They need the user, who has not looked at the window since. */
  readonly unseenCount: number;
  /** Of the batch under way, from 0 to 1; null while no size is known. */
  readonly share: number | null;
}

type Part = 'running' | 'pending' | 'paused' | 'needsUser' | 'over';

interface Tracked {
  readonly download: DownloadView;
  readonly part: Part;
  receivedBytes: number;
  totalBytes: number | null;
}

function partOf(state: DownloadState): Part {
  switch (state.kind) {
    case 'probing':
    case 'transferring':
    case 'verifying':
    case 'finalizing':
      return 'running';
    case 'queued':
      return 'pending';
    case 'waiting':
      return state.untilMs === null ? 'needsUser' : 'pending';
    case 'paused':
      return 'paused';
    case 'failed':
      return 'needsUser';
    case 'completed':
    case 'cancelled':
      return 'over';
  }
}

function needOf({ state }: DownloadView): News['kind'] {
  const needsLogin = state.kind === 'failed' && ruleOf(state.cause.code).passesWithLogin === true;
  return needsLogin ? 'loginNeeded' : 'failed';
}

/**
 * The queue as a whole, kept up change by change. A batch begins when something is to be fetched and nothing was, and
 * counts what is done in it, so that its share does not jump back with every file that is placed.
 */
export class WorkBoard {
  private readonly unfinished = new Map<DownloadId, Tracked>();
  private readonly unseen = new Set<DownloadId>();
  private doneBytes = 0;

  /** Must hear of every delta. @returns what the user may want to know; nothing of what is heard of for the first time */
  note({ upserts, removed }: Pick<DownloadsDelta, 'upserts' | 'removed'>): readonly News[] {
    const news = upserts.flatMap((download) => this.keep(download) ?? []);
    for (const id of removed) this.forget(id);
    if (!this.isUnderWay()) this.doneBytes = 0;
    return news;
  }

  private isUnderWay(): boolean {
    for (const { part } of this.unfinished.values()) if (isInBatch(part)) return true;
    return false;
  }

  noteProgress(progress: readonly DownloadProgress[]): void {
    for (const { id, receivedBytes, totalBytes } of progress) {
      const tracked = this.unfinished.get(id);
      if (tracked === undefined) continue;
      tracked.receivedBytes = receivedBytes;
      tracked.totalBytes = totalBytes ?? tracked.totalBytes;
    }
  }

  /** The user looks at the window. */
  noteSeen(): void {
    this.unseen.clear();
  }

  work(): Work {
    const tracked = [...this.unfinished.values()];
    const running = tracked.filter(({ part }) => part === 'running');
    // With nothing under way, what is paused is what the bar stands for.
    const isShown = this.isUnderWay() ? isInBatch : (part: Part) => part === 'paused';
    const sized = tracked.filter(({ part, totalBytes }) => totalBytes !== null && isShown(part));
    const received = sized.reduce((sum, entry) => sum + entry.receivedBytes, this.doneBytes);
    const total = sized.reduce((sum, { totalBytes }) => sum + (totalBytes ?? 0), this.doneBytes);
    return {
      running: running.map(({ download, receivedBytes, totalBytes }) => ({
        id: download.id,
        untrustedName: download.modelName,
        isVerifying: download.state.kind === 'verifying' || download.state.kind === 'finalizing',
        share: shareOf(receivedBytes, totalBytes ?? 0),
      })),
      pendingCount: tracked.filter(({ part }) => part === 'pending').length,
      pausedCount: tracked.filter(({ part }) => part === 'paused').length,
      unseenCount: this.unseen.size,
      share: sized.length === 0 ? null : shareOf(received, total),
    };
  }

  private keep(download: DownloadView): News | null {
    const { id, state, durableBytes, totalBytes } = download;
    const before = this.unfinished.get(id);
    const part = partOf(state);
    if (part === 'over') {
      this.forget(id);
      if (state.kind !== 'completed' || before === undefined) return null;
      this.doneBytes += totalBytes ?? before.totalBytes ?? 0;
      return { kind: 'completed', download };
    }
    const receivedBytes =
      part === 'running' ? Math.max(durableBytes, before?.receivedBytes ?? 0) : durableBytes;
    // Setting it again would keep its place among those that run; the longest at it is to come first.
    if (before?.part !== part) this.unfinished.delete(id);
    this.unfinished.set(id, {
      download,
      part,
      receivedBytes,
      totalBytes: totalBytes ?? before?.totalBytes ?? null,
    });
    if (part !== 'needsUser') {
      this.unseen.delete(id);
      return null;
    }
    if (before?.part === 'needsUser') return null;
    this.unseen.add(id);
    return before === undefined ? null : { kind: needOf(download), download };
  }

  private forget(id: DownloadId): void {
    this.unfinished.delete(id);
    this.unseen.delete(id);
  }
}

function isInBatch(part: Part): boolean {
  return part === 'running' || part === 'pending';
}

function shareOf(receivedBytes: number, totalBytes: number): number | null {
  return totalBytes > 0 ? Math.min(1, receivedBytes / totalBytes) : null;
}
