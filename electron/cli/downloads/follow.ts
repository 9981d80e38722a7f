import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { Failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadsDelta } from '../../../shared/ipc/contract';
import type { DownloadQueue } from '../../services/downloads/download-queue';
import type { EndingSignal } from '../exit-codes';
import type { Interrupt } from '../interrupt';
import type { Reporter } from './reporter';

export type FollowedEnd =
  | { readonly kind: 'ended'; readonly views: readonly DownloadView[] }
  | { readonly kind: 'interrupted'; readonly signal: EndingSignal };

/**
 * What keeps a download from ending by itself; null while it may still do so. A wait without an end,
 * as for a full disk, is one that somebody has to end, and a command does not wait for people.
 */
export function causeOfEnd({ state }: DownloadView): Failure | null {
  if (state.kind === 'failed') return state.cause;
  return state.kind === 'waiting' && state.untilMs === null ? state.cause : null;
}

function hasEnded(view: DownloadView): boolean {
  return view.state.kind === 'completed' || view.state.kind === 'cancelled' || causeOfEnd(view) !== null;
}

/** Watches downloads until all of them have ended, or a signal came. Must hear of every delta of the queue. */
export class Follower {
  private readonly views = new Map<DownloadId, DownloadView>();
  private onMove: (() => void) | null = null;
  private reporter: Reporter | null = null;

  onDelta = ({ upserts }: DownloadsDelta): void => {
    for (const view of upserts) {
      if (!this.views.has(view.id)) continue;
      this.views.set(view.id, view);
      this.reporter?.changed(view);
    }
    this.onMove?.();
  };

  onProgress = (progress: readonly DownloadProgress[]): void => {
    this.reporter?.moved(progress.filter(({ id }) => this.views.has(id)));
  };

  async follow(
    queue: DownloadQueue,
    ids: readonly DownloadId[],
    reporter: Reporter,
    interrupt: Interrupt,
  ): Promise<FollowedEnd> {
    const known = new Map(queue.snapshot().downloads.map((view) => [view.id, view]));
    for (const id of ids) {
      const view = known.get(id);
      if (view !== undefined) this.views.set(id, view);
    }
    this.reporter = reporter;
    reporter.begin([...this.views.values()]);
    const signal = await new Promise<EndingSignal | null>((resolve) => {
      this.onMove = () => {
        if ([...this.views.values()].every(hasEnded)) resolve(null);
      };
      interrupt.keep(resolve);
      this.onMove();
    });
    this.onMove = null;
    await queue.stop();
    const unfinished = [...this.views.values()].filter((view) => !hasEnded(view));
    if (signal === null || unfinished.length === 0) return { kind: 'ended', views: [...this.views.values()] };
    reporter.interrupted(unfinished);
    return { kind: 'interrupted', signal };
  }
}
