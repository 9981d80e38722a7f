import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { DriveIds } from './adapters/drive-ids';
import {
  controlOf,
  type FromLibraryThread,
  type LibraryThreadStart,
  type ToLibraryThread,
} from './adapters/library-messages';
import { readBuffer, readWholeFile } from './adapters/library-reading';
import { FolderWalk, type KnownFile } from './adapters/library-walk';
import { ToldUses } from './adapters/told-uses';

/** A thread that looks through folders and reads files, one thing at a time and for as long as it takes. */

// Made by `library-threads.ts`.
const { memory, isInBackground } = workerData as LibraryThreadStart;
const control = controlOf(memory);
const buffer = readBuffer();
let known = new Map<string, KnownFile>();

type KnownRow = readonly [
  path: string,
  bytes: number,
  mtimeNs: string,
  dev: string,
  isMissing: number,
  usedMs: number | null,
  drive: string,
];

// Where a thread has a priority of its own; elsewhere this would slow down the window as well.
if (isInBackground && process.platform === 'linux') os.setPriority(os.constants.priority.PRIORITY_LOW);

function tell(message: FromLibraryThread): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (message: ToLibraryThread) => {
  switch (message.kind) {
    case 'known':
      // Written by our own database a moment ago.
      for (const [path, bytes, mtimeNs, dev, isMissing, usedMs, drive] of JSON.parse(
        message.rows,
      ) as KnownRow[])
        known.set(path, { bytes, mtimeNs, dev, isMissing: isMissing === 1, usedMs, drive });
      return;
    case 'walk': {
      const walk = new FolderWalk({
        roots: message.roots,
        only: message.only,
        files: message.files,
        readsClaims: message.readsClaims,
        known,
        control,
        // Drives come and go between two looks.
        told: new ToldUses(),
        drives: new DriveIds(),
        onFound: (files, seenCount) => tell({ kind: 'found', files, seenCount }),
      });
      const result = walk.run();
      known = new Map();
      tell({ kind: 'walked', result });
      return;
    }
    case 'read':
      tell({ kind: 'read', result: readWholeFile(message.path, buffer, control) });
  }
});
