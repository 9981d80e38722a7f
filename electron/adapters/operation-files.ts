import { mkdir, readdir, realpath, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { FileMeasuring } from '../core/hashing-ports';
import type { FileStamp } from '../core/library/ports';
import { collisionKey } from '../core/naming/file-name';
import type { CopyWatch, OperationFiles } from '../core/operations/ports';
import { areLinks, type DeedFinding, type FileLook, isSameInode } from '../core/operations/recovery';
import { heldFailure } from './disk-failure';
import { type CopyCalls, systemCopyCalls } from './file-copies';
import { type ExactLook, isSameStamp, isUntouched, lookAt, lookAtBoth, lookOrNull } from './file-looks';
import { releaseName } from './held-name';
import { hasCode, type NameCalls, NO_LINKS_CODES, NodePartFiles, systemNameCalls } from './part-files';
import { type Patience, systemPatience, whileBusy } from './patience';
import type { NodeTrashOwners } from './trash-owners';

export interface OperationFilesNeeds {
  readonly measuring: FileMeasuring;
  readonly names?: NameCalls;
  readonly copies?: CopyCalls;
  readonly patience?: Patience;
  /** Says in the trash whose it is; not needed by whoever only looks. */
  readonly owners?: Pick<NodeTrashOwners, 'note' | 'forget'>;
}

interface MoveOrder {
  readonly from: string;
  readonly to: string;
  readonly temporary: string;
  readonly before: ExactLook;
  readonly watch: CopyWatch;
}

/** The user's files on a real file system. */
export class NodeOperationFiles implements OperationFiles {
  private readonly measuring: FileMeasuring;
  private readonly names: NameCalls;
  private readonly copies: CopyCalls;
  private readonly patience: Patience;
  private readonly owners: OperationFilesNeeds['owners'];
  private readonly parts: NodePartFiles;

  constructor({ measuring, names, copies, patience, owners }: OperationFilesNeeds) {
    this.measuring = measuring;
    this.names = names ?? systemNameCalls;
    this.copies = copies ?? systemCopyCalls;
    this.patience = patience ?? systemPatience;
    this.owners = owners;
    this.parts = new NodePartFiles(this.names, this.patience);
  }

  look(path: string): Promise<Result<FileLook | null, Failure>> {
    return this.guard(path, async () => ok(await lookOrNull(path)));
  }

  lookBoth(source: string, target: string): Promise<Result<DeedFinding, Failure>> {
    return this.guard(source, async () => ok(await lookAtBoth(source, target)));
  }

  async realPath(path: string): Promise<string> {
    for (let at = path; ; at = dirname(at)) {
      const real = await realpath(at).catch(() => null);
      if (real !== null) return join(real, relative(at, path));
      if (dirname(at) === at) return path;
    }
  }

  async namesIn(folder: string): Promise<readonly string[]> {
    return readdir(folder).catch(() => []);
  }

  folderOf(path: string): string {
    return dirname(path);
  }

  nameOf(path: string): string {
    return basename(path);
  }

  async makeFolders(folders: readonly string[]): Promise<Result<null, Failure>> {
    for (const folder of folders) {
      const made = await this.guard(folder, async () => {
        await mkdir(folder).catch((error: unknown) => {
          if (!hasCode(error, ['EEXIST'])) throw error;
        });
        if (!(await stat(folder)).isDirectory()) return err(failure('disk.nameTaken', { path: folder }));
        // Before anything lies in it.
        await this.owners?.note(folder);
        await this.names.syncFolder(dirname(folder));
        return ok(null);
      });
      if (!made.ok) return made;
    }
    return ok(null);
  }

  async dropFolders(folders: readonly string[]): Promise<void> {
    for (const folder of folders.toReversed()) {
      await this.owners?.forget(folder);
      await rmdir(folder).catch(() => undefined);
    }
  }

  move(
    from: string,
    to: string,
    temporary: string,
    stamp: FileStamp | null,
    watch: CopyWatch,
  ): Promise<Result<FileStamp, Failure>> {
    return this.guard(from, async () => {
      const before = await lookOrNull(from);
      const refused = refuse(from, before, stamp);
      if (refused !== null || before === null)
        return err(refused ?? failure('disk.notThere', { path: from }));
      const order = { from, to, temporary, before, watch };
      try {
        await whileBusy(this.patience, () => this.names.link(from, to));
      } catch (error) {
        if (hasCode(error, ['EEXIST'])) return this.respell(from, to);
        if (hasCode(error, ['EXDEV'])) return this.copyOver(order);
        if (hasCode(error, NO_LINKS_CODES)) return this.moveWithoutLinks(order);
        return err(
          heldFailure(error, hasCode(error, ['ENOENT', 'ENOTDIR']) ? dirname(to) : from, this.patience),
        );
      }
      await this.names.syncFolder(dirname(to));
      // Its date of change is that of the second name.
      return this.leave(from, to, before.stamp, (now) => isSameStamp(now.stamp, before.stamp));
    });
  }

  link(
    existing: string,
    at: string,
    temporary: string,
    stamp: FileStamp | null,
    watch: CopyWatch,
  ): Promise<Result<FileStamp, Failure>> {
    return this.guard(at, async () => {
      const before = await lookOrNull(existing);
      const refused = refuse(existing, before, stamp);
      if (refused !== null || before === null)
        return err(refused ?? failure('disk.notThere', { path: existing }));
      try {
        await whileBusy(this.patience, () => this.names.link(existing, at));
        await this.names.syncFolder(dirname(at));
      } catch (error) {
        if (hasCode(error, ['EEXIST'])) return err(failure('disk.nameTaken', { path: at }));
        if (!hasCode(error, ['EXDEV', ...NO_LINKS_CODES])) throw error;
        return this.shareBlocks({ from: existing, to: at, temporary, before, watch });
      }
      return ok((await lookAt(at)).stamp);
    });
  }

  async release(path: string, forFile: string): Promise<void> {
    await releaseName(path, forFile);
  }

  drop(path: string): Promise<Result<null, Failure>> {
    return this.guard(path, async () => {
      try {
        await whileBusy(this.patience, () => this.names.unlink(path));
      } catch (error) {
        if (hasCode(error, ['ENOENT', 'ENOTDIR'])) return ok(null);
        throw error;
      }
      await this.names.syncFolder(dirname(path));
      return ok(null);
    });
  }

  dropTwin(
    path: string,
    other: string,
    signal: AbortSignal,
  ): Promise<Result<'dropped' | 'differs', Failure>> {
    return this.guard(path, async () => {
      const changed = err(failure('disk.changedSince', { path }));
      const { source: kept, target: twin } = await lookAtBoth(other, path);
      if (kept?.kind !== 'file' || twin?.kind !== 'file') return changed;
      if (!areLinks(kept, twin)) {
        // One file that has one name, whatever leads to it twice.
        if (isSameInode(kept.stamp, twin.stamp) || (await this.isOneEntry(path, other))) return changed;
        const same = await this.compare([other, path], signal);
        if (!same.ok) return same;
        if (!same.value) return ok('differs');
      }
      const isAsBefore = async () => {
        const now = await lookAtBoth(other, path);
        return isUntouched(kept, now.source) && isUntouched(twin, now.target);
      };
      const dropped = await this.unlinkIf(path, isAsBefore);
      return dropped.ok ? ok('dropped') : dropped;
    });
  }

  dropLink(path: string, stamp: FileStamp): Promise<Result<null, Failure>> {
    return this.guard(path, () =>
      this.unlinkIf(path, async () => {
        const now = await lookOrNull(path);
        return now !== null && now.linkCount > 1 && isSameInode(now.stamp, stamp);
      }),
    );
  }

  /** Whether two paths may lead to one place of one folder. */
  private async isOneEntry(first: string, second: string): Promise<boolean> {
    const [a, b] = [await realpath(dirname(first)), await realpath(dirname(second))];
    const isOneFolder = collisionKey(a) === collisionKey(b);
    return isOneFolder && collisionKey(basename(first)) === collisionKey(basename(second));
  }

  /** @param isProven asked directly before each try */
  private async unlinkIf(path: string, isProven: () => Promise<boolean>): Promise<Result<null, Failure>> {
    try {
      const isGone = await whileBusy(this.patience, async () => {
        if (!(await isProven())) return false;
        await this.names.unlink(path);
        return true;
      });
      if (!isGone) return err(failure('disk.changedSince', { path }));
    } catch (error) {
      // A network drive may have done what it answers with an error.
      if ((await lookOrNull(path)) !== null) return err(heldFailure(error, path, this.patience));
    }
    await this.names.syncFolder(dirname(path));
    return ok(null);
  }

  isSameContent(first: string, second: string, signal: AbortSignal): Promise<Result<boolean, Failure>> {
    return this.guard(second, () => this.compare([first, second], signal));
  }

  /** @param onBytes told how far both are read; they are read at once then, because they are on two disks */
  private async compare(
    paths: readonly [string, string],
    signal: AbortSignal,
    onBytes?: CopyWatch['onBytes'],
  ): Promise<Result<boolean, Failure>> {
    const before = [await lookAt(paths[0]), await lookAt(paths[1])] as const;
    const { bytes } = before[0].stamp;
    if (bytes !== before[1].stamp.bytes) return ok(false);
    const read = [0, 0];
    const measure = (at: 0 | 1) =>
      this.measuring.measure(paths[at], bytes, null, signal, (done) => {
        read[at] = done;
        onBytes?.(Math.min(...read));
      });
    const [a, b] =
      onBytes === undefined
        ? [await measure(0), await measure(1)]
        : await Promise.all([measure(0), measure(1)]);
    if (!a.ok) return a;
    if (!b.ok) return b;
    for (const [at, path] of paths.entries()) {
      const look = at === 0 ? before[0] : before[1];
      if (!isUntouched(look, await lookOrNull(path))) return err(failure('disk.changedSince', { path }));
    }
    return ok(a.value.sha256 === b.value.sha256);
  }

  /**
   * The file has both names, and the new one is certain. The old one goes while it is that file; what has taken its
   * place meanwhile stays, and so does the new one.
   */
  private async leave(
    from: string,
    to: string,
    placed: FileStamp,
    isStill: (now: ExactLook) => boolean,
  ): Promise<Result<FileStamp, Failure>> {
    const isPlaced = async () => {
      const found = await lookOrNull(to);
      return found?.stamp.bytes === placed.bytes && found.stamp.mtimeNs === placed.mtimeNs;
    };
    let isGone = false;
    const left = await this.unlinkIf(from, async () => {
      const now = await lookOrNull(from);
      isGone = now === null;
      return now !== null && isStill(now) && (await isPlaced());
    });
    // Whoever took the old name away has done what was about to be done.
    if (!left.ok && !(isGone && (await isPlaced()))) return left;
    return ok((await lookAt(to)).stamp);
  }

  /** Where names differ by more than capitals in vain, the file stands in its own way. */
  private async respell(from: string, to: string): Promise<Result<FileStamp, Failure>> {
    const taken = err(failure('disk.nameTaken', { path: to }));
    if (dirname(from) !== dirname(to) || collisionKey(basename(from)) !== collisionKey(basename(to)))
      return taken;
    const [a, b] = [await lookOrNull(from), await lookOrNull(to)];
    const isOne = a !== null && a.stamp.ino === b?.stamp.ino && a.stamp.dev === b.stamp.dev;
    // Where capitals count, both names are there, and are two links to one file.
    if (!isOne || (await readdir(dirname(to))).includes(basename(to))) return taken;
    await whileBusy(this.patience, () => this.names.rename(from, to));
    await this.names.syncFolder(dirname(to));
    return ok((await lookAt(to)).stamp);
  }

  private async moveWithoutLinks(order: MoveOrder): Promise<Result<FileStamp, Failure>> {
    const { from, to } = order;
    const placed = await this.parts.place(from, to);
    if (!placed.ok) return placed.error.params.message === 'EXDEV' ? this.copyOver(order) : placed;
    if (placed.value === 'taken') return this.respell(from, to);
    await this.names.syncFolder(dirname(from));
    return ok((await lookAt(to)).stamp);
  }

  private async copyOver(order: MoveOrder): Promise<Result<FileStamp, Failure>> {
    const { from, to, temporary, before, watch } = order;
    const { signal } = watch;
    // Half of the way is copying, the other half is reading both once more.
    const onBytes = (bytes: number) => watch.onBytes(bytes / 2);
    const placed = await this.placeCopy(order, () => this.copies.copy(from, temporary, { signal, onBytes }));
    if (!placed.ok) return placed;
    return this.leave(from, to, placed.value, (now) => isUntouched(before, now));
  }

  private async shareBlocks(order: MoveOrder): Promise<Result<FileStamp, Failure>> {
    const { from, to, temporary } = order;
    try {
      return await this.placeCopy(order, () => this.copies.clone(from, temporary));
    } catch (error) {
      if (hasCode(error, ['EXDEV', 'ENOTTY', ...NO_LINKS_CODES]))
        return err(failure('disk.noLinks', { path: to }));
      throw error;
    }
  }

  /** The copy gets its name once it is whole, on disk, and proven to be the same. */
  private async placeCopy(
    { from, to, temporary, before, watch }: MoveOrder,
    make: () => Promise<void>,
  ): Promise<Result<FileStamp, Failure>> {
    const { signal } = watch;
    try {
      await rm(temporary, { force: true });
      await make();
      const { bytes } = before.stamp;
      const same = await this.compare([from, temporary], signal, (read) => watch.onBytes((bytes + read) / 2));
      if (!same.ok) return same;
      const changed = err(failure('disk.changedSince', { path: from }));
      if (!same.value || !isUntouched(before, await lookOrNull(from))) return changed;
      const kept = watch.onArrived((await lookAt(temporary)).stamp);
      if (!kept.ok) return kept;
      const placed = await this.parts.place(temporary, to);
      if (!placed.ok) return placed;
      if (placed.value === 'taken') return err(failure('disk.nameTaken', { path: to }));
      return ok((await lookAt(to)).stamp);
    } catch (error) {
      if (signal.aborted) return err(failure('input.cancelled'));
      throw error;
    } finally {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  private async guard<T>(path: string, work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    try {
      return await work();
    } catch (error) {
      return err(heldFailure(error, path, this.patience));
    }
  }
}

/** Why a file may not be touched; null when it may. */
function refuse(path: string, found: FileLook | null, wanted: FileStamp | null): Failure | null {
  if (found === null) return failure('disk.notThere', { path });
  if (found.kind !== 'file') return failure('disk.isLink', { path });
  if (wanted === null) return null;
  return isSameStamp(found.stamp, wanted) ? null : failure('disk.changedSince', { path });
}
