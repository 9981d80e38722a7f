import { parentPort, workerData } from 'node:worker_threads';
import type { FromWatchThread } from './adapters/folder-watch';
import { WatchedFolders, type WatchOrder } from './adapters/watched-folders';

/** A thread that watches folders: starting to watch thousands of them takes a while. */

function tell(message: FromWatchThread): void {
  parentPort?.postMessage(message);
}

// Made by `folder-watch.ts`. It lives as long as the thread.
new WatchedFolders(workerData as WatchOrder, {
  onChanged: (change) => tell({ kind: 'changed', change }),
  onTrouble: (cause) => tell({ kind: 'trouble', cause }),
  onReady: () => tell({ kind: 'ready' }),
});
