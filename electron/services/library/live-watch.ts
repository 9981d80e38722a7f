import { type Failure, failure } from '../../../shared/failure';
import type { WatchView } from '../../../shared/library/library';
import type { ChangedPlaces, FolderChange, FolderWatch } from '../../core/library/ports';
import type { Clock } from '../../core/ports';

/** After so long watching is begun again when it has ended by itself; after the last one only with the next scan. */
const PAUSES_MS: readonly number[] = [5_000, 60_000, 600_000];
/** Once it has held for so long, an end counts as the first one. */
const HELD_MS = 600_000;

export interface LiveWatchNeeds {
  readonly watch: FolderWatch;
  readonly clock: Pick<Clock, 'after' | 'steadyMs'>;
  readonly onChanged: (change: FolderChange) => void;
  /** What came, went or changed here while nobody watched is still to be found. */
  readonly onUnwatched: (places: ChangedPlaces) => void;
  /** `view` answers differently now. */
  readonly onView: () => void;
  readonly onBug: (error: unknown) => void;
}

/** Keeps folders watched, also when the thread that does it ends by itself. */
export class LiveWatch {
  private current: WatchView = { kind: 'off', cause: null, isTriedAgain: false };
  /** What is watched, or about to be; null when it has ended for good. */
  private folders: readonly string[] | null = null;
  private tries = 0;
  private onSinceMs: number | null = null;
  private callOffPause: (() => void) | null = null;
  private isClosed = false;

  constructor(private readonly needs: LiveWatchNeeds) {}

  view(): WatchView {
    return this.current;
  }

  /** A look at everything has come through: absolute paths of the folders, and of links in them. */
  follow(folders: readonly string[]): void {
    const isSame = folders.join('\n') === this.folders?.join('\n');
    if (this.isClosed || (isSame && this.callOffPause === null)) return;
    this.tries = 0;
    this.begin(folders);
  }

  /** A look at everything did not come through, so nobody knows what to watch. What is watched stays so. */
  noteNoWalk(cause: Failure): void {
    if (this.folders === null) this.show({ kind: 'off', cause, isTriedAgain: false });
  }

  /** There are no folders any more. */
  async rest(): Promise<void> {
    this.callOffPause?.();
    this.callOffPause = null;
    this.folders = null;
    await this.needs.watch.close();
    this.show({ kind: 'off', cause: null, isTriedAgain: false });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.callOffPause?.();
    await this.needs.watch.close();
  }

  private begin(folders: readonly string[]): void {
    const { watch, onChanged, onUnwatched } = this.needs;
    this.callOffPause?.();
    this.callOffPause = null;
    this.folders = folders;
    this.onSinceMs = null;
    this.show({ kind: 'off', cause: null, isTriedAgain: false });
    let hasEnded = false;
    const end = (bug: unknown) => {
      if (hasEnded || this.isClosed || this.folders !== folders) return;
      hasEnded = true;
      this.needs.onBug(bug);
      this.endByItself(folders);
    };
    const listener = {
      onChanged,
      onReady: () => {
        this.onSinceMs = this.needs.clock.steadyMs();
        // It may have been told by now that not all can be watched.
        if (this.current.kind === 'off') this.show({ kind: 'on', trouble: null });
        onUnwatched({ folders, files: [] });
      },
      onTrouble: (trouble: Failure) => this.show({ kind: 'on', trouble }),
      onBug: end,
    };
    watch.begin(folders, listener).catch(end);
  }

  private endByItself(folders: readonly string[]): void {
    const { clock, onChanged } = this.needs;
    // Nobody tells any more when these have settled.
    onChanged({ folders: [], files: [], restless: [] });
    if (this.onSinceMs !== null && clock.steadyMs() - this.onSinceMs >= HELD_MS) this.tries = 0;
    const pauseMs = PAUSES_MS[this.tries];
    this.tries += 1;
    if (pauseMs === undefined) this.folders = null;
    else this.callOffPause = clock.after(pauseMs, () => this.begin(folders));
    this.show({ kind: 'off', cause: failure('app.watchStopped'), isTriedAgain: pauseMs !== undefined });
  }

  private show(view: WatchView): void {
    this.current = view;
    this.needs.onView();
  }
}
