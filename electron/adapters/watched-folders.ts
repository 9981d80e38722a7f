import { lstatSync, realpathSync, statfsSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { type Failure, failure } from '../../shared/failure';
import { isFolderOfModels, isModelFile } from '../core/library/model-files';
import type { FolderChange } from '../core/library/ports';
import { Settling } from '../core/library/settling';
import { errorCode } from './sqlite';

/** What Linux calls NFS, SMB and CIFS, 9p and FUSE in `statfs`: what others change there it tells nobody. */
const FAR_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x01021997, 0x65735546,
]);

/** So many things are looked at in one go at most. */
const STEPS_A_SETTLING = 4;

export interface WatchOrder {
  /** Absolute: the user's folders, and links in them that lead to other folders. */
  readonly folders: readonly string[];
  /** How long a file has to stand still before it is told of. */
  readonly settleMs: number;
  /** How often folders are looked through whose changes the system does not tell. */
  readonly rescanMs: number;
}

export interface WatchListener {
  readonly onChanged: (change: FolderChange) => void;
  /** Not all folders can be watched; those that cannot are looked through every so often. */
  readonly onTrouble: (cause: Failure) => void;
  readonly onReady: () => void;
}

/**
 * Watches folders for model files that come, go, or change. Folders alone are watched, not the files in them, so
 * that the system's limit on watches is reached as late as possible: a watch on a folder tells of its files too.
 */
export class WatchedFolders {
  private readonly settling: Settling;
  /** Folders that came or went; they are told of as a whole. */
  private readonly folders = new Set<string>();
  private readonly places: readonly { readonly real: string; readonly path: string }[];
  /** Where the system tells of no changes. */
  private readonly silent = new Set<string>();
  private readonly watcher: FSWatcher;
  private hasTrouble = false;
  private stepTimer: NodeJS.Timeout | null = null;
  private readonly rescanTimer: NodeJS.Timeout;

  constructor(
    private readonly order: WatchOrder,
    private readonly listener: WatchListener,
  ) {
    this.settling = new Settling(order.settleMs);
    this.places = order.folders.flatMap((path) => {
      const real = realPathOf(path);
      if (real === null || isFar(real)) this.silent.add(path);
      return real === null ? [] : [{ real, path }];
    });
    const near = this.places.filter(({ path }) => !this.silent.has(path));
    this.watcher = watch(
      near.map(({ real }) => real),
      {
        ignoreInitial: true,
        // Links are folders of their own here, as the walk has found them: a cycle of them would have no end.
        followSymlinks: false,
        ignored: (path, stats) => stats?.isFile() === true || !this.mayHoldModels(path),
      },
    );
    this.watcher.on('raw', (_event, name, details) => {
      // What Node tells of a folder that it watches.
      const { watchedPath } = details as { readonly watchedPath?: string };
      if (typeof name === 'string' && watchedPath !== undefined) this.noteFile(join(watchedPath, name));
    });
    this.watcher.on('addDir', (path) => this.noteFolder(path));
    this.watcher.on('unlinkDir', (path) => this.noteFolder(path));
    this.watcher.on('error', (error) => this.noteTrouble(error));
    this.watcher.on('ready', () => listener.onReady());
    this.rescanTimer = setInterval(() => this.rescan(), order.rescanMs);
  }

  async close(): Promise<void> {
    clearInterval(this.rescanTimer);
    if (this.stepTimer !== null) clearTimeout(this.stepTimer);
    await this.watcher.close();
  }

  private mayHoldModels(path: string): boolean {
    return this.places.some(({ real }) => real === path) || isFolderOfModels(basename(path));
  }

  private noteFile(path: string): void {
    if (!isModelFile(basename(path))) return;
    this.settling.note(path, stampOf(path), performance.now());
    this.stepSoon();
  }

  private noteFolder(path: string): void {
    this.folders.add(path);
    this.settling.note(path, '', performance.now());
    this.stepSoon();
  }

  private stepSoon(): void {
    this.stepTimer ??= setTimeout(() => this.step(), this.order.settleMs / STEPS_A_SETTLING);
  }

  private step(): void {
    this.stepTimer = null;
    const settled = this.settling.take(performance.now(), (path) =>
      this.folders.has(path) ? '' : stampOf(path),
    );
    const isFolder = (path: string) => this.folders.delete(path);
    const [folders, files] = [settled.filter(isFolder), settled].map((all) =>
      all.flatMap((path) => this.named(path)),
    );
    if (settled.length > 0)
      this.tell({
        folders: folders ?? [],
        files: (files ?? []).filter((path) => !(folders ?? []).includes(path)),
      });
    if (!this.settling.isEmpty) this.stepSoon();
  }

  private tell(change: Pick<FolderChange, 'folders' | 'files'>): void {
    const restless = this.settling.paths().flatMap((path) => this.named(path));
    this.listener.onChanged({ ...change, restless });
  }

  /** As the index has it: below the folder that was chosen, or the link in it, wherever that leads. */
  private named(path: string): readonly string[] {
    return this.places.flatMap(({ real, path: chosen }) => {
      if (path === real) return [chosen];
      const start = real.endsWith(sep) ? real : real + sep;
      return path.startsWith(start) ? [join(chosen, path.slice(start.length))] : [];
    });
  }

  private noteTrouble(error: unknown): void {
    const code = errorCode(error);
    const path = error instanceof Error && 'path' in error ? String(error.path) : null;
    const concerned = path === null ? [] : this.named(path);
    for (const { path: chosen } of this.places)
      if (
        concerned.length === 0 ||
        concerned.some((each) => each === chosen || each.startsWith(chosen + sep))
      )
        this.silent.add(chosen);
    const cause = watchFailure(code);
    if (cause === null || this.hasTrouble) return;
    this.hasTrouble = true;
    this.listener.onTrouble(cause);
  }

  private rescan(): void {
    if (this.silent.size > 0) this.tell({ folders: [...this.silent], files: [] });
  }
}

/** What is said to the user when a folder cannot be watched; null for what the scan says of it anyway. */
export function watchFailure(code: string): Failure | null {
  return code === 'ENOSPC' || code === 'EMFILE' || code === 'ENFILE' ? failure('disk.tooManyWatches') : null;
}

function stampOf(path: string): string {
  try {
    const { size, mtimeNs, ino } = lstatSync(path, { bigint: true });
    return `${size} ${mtimeNs} ${ino}`;
  } catch {
    return '';
  }
}

function realPathOf(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

function isFar(path: string): boolean {
  if (path.startsWith('\\\\')) return true;
  return process.platform === 'linux' && FAR_FILE_SYSTEMS.has(statfsSync(path).type);
}
