import type { Worker } from 'node:worker_threads';
import type { Failure } from '../../shared/failure';
import type { FolderChange, FolderWatch, FolderWatchListener } from '../core/library/ports';
import { endThread, startThread } from './threads';
import type { WatchOrder } from './watched-folders';

export type FromWatchThread =
  | { readonly kind: 'changed'; readonly change: FolderChange }
  | { readonly kind: 'trouble'; readonly cause: Failure }
  | { readonly kind: 'ready' };

/** Copying programs pause for a moment now and then. */
const SETTLE_MS = 2_000;
/** Where the system tells of no changes, a look costs a question a file. */
const RESCAN_MS = 600_000;

/** Watches folders in a thread of its own. */
export class WorkerFolderWatch implements FolderWatch {
  private worker: Worker | null = null;
  private turn = 0;

  /** @param script the built `library-watch-worker.js` */
  constructor(
    private readonly script: URL | string,
    private readonly times: Pick<WatchOrder, 'settleMs' | 'rescanMs'> = {
      settleMs: SETTLE_MS,
      rescanMs: RESCAN_MS,
    },
  ) {}

  async begin(folders: readonly string[], listener: FolderWatchListener): Promise<void> {
    const turn = this.turn + 1;
    await this.close();
    // Meanwhile it was told to watch other folders, or none.
    if (this.turn !== turn) return;
    const worker = startThread(this.script, {
      workerData: { folders, ...this.times } satisfies WatchOrder,
    });
    this.worker = worker;
    worker.on('message', (message: FromWatchThread) => {
      if (this.worker !== worker) return;
      if (message.kind === 'changed') listener.onChanged(message.change);
      else if (message.kind === 'trouble') listener.onTrouble(message.cause);
      else listener.onReady();
    });
    const end = (bug: unknown) => {
      if (this.worker !== worker) return;
      this.worker = null;
      listener.onBug(bug);
    };
    worker.on('error', end);
    worker.on('exit', (code) => end(new Error(`The thread that watches folders ended with ${code}.`)));
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.turn += 1;
    this.worker = null;
    await endThread(worker);
  }
}
