import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { Failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { DownloadsDelta } from '../../../shared/ipc/contract';
import type { DownloadQueue } from '../../services/downloads/download-queue';
import type { EndingSignal } from '../exit-codes';
import type { Interrupt } from '../interrupt';
import type { Reporter } from './reporter';

export interface FollowedEnd {
  /** Null when all of them have ended. */
  readonly signal: EndingSignal | null;
  readonly ended: readonly DownloadView[];
  readonly unfinished: readonly DownloadView[];
}

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

/** Nothing that happens outside can set it going again; a wait for room may still be over before the others end. */
function hasEndedForGood({ state: { kind } }: DownloadView): boolean {
  return kind === 'completed' || kind === 'cancelled' || kind === 'failed';
}

/** Watches downloads until all of them have ended, or a signal came. Must hear of every delta of the queue. */
export class Follower {
  private readonly views = new Map<DownloadId, DownloadView>();
  private onMove: (() => void) | null = null;
  private reporter: Reporter | null = null;
  private onEnded: (view: DownloadView) => void = () => undefined;

  onDelta = ({ upserts }: DownloadsDelta): void => {
    for (const view of upserts) {
      if (!this.views.has(view.id)) continue;
      this.views.set(view.id, view);
      this.reporter?.changed(view);
      if (hasEndedForGood(view)) this.onEnded(view);
    }
    this.onMove?.();
  };

  onProgress = (progress: readonly DownloadProgress[]): void => {
    this.reporter?.moved(progress.filter(({ id }) => this.views.has(id)));
  };

  /** @param onEnded called with each that ends, when it does */
  async follow(
    queue: DownloadQueue,
    ids: readonly DownloadId[],
    reporter: Reporter,
    interrupt: Interrupt,
    onEnded: (view: DownloadView) => void,
  ): Promise<FollowedEnd> {
    this.onEnded = onEnded;
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
    const views = [...this.views.values()];
    const unfinished = views.filter((view) => !hasEnded(view));
    return { signal: unfinished.length === 0 ? null : signal, ended: views.filter(hasEnded), unfinished };
  }
}
