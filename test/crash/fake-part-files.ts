import { createHash } from 'node:crypto';
import { diskFailure } from '../../electron/adapters/disk-failure';
import type { DiskFinding } from '../../electron/core/download/recovery';
import type { MeasuredHashes } from '../../electron/core/download/verify';
import type { FileMeasuring } from '../../electron/core/hashing-ports';
import type { PartFile, PartFiles } from '../../electron/core/ports';
import { joinChunks } from '../../electron/core/segments/chunks';
import type { WeightHeaders } from '../../electron/core/weights/ports';
import { type Failure, failure } from '../../shared/failure';
import type { WeightsFinding } from '../../shared/placement';
import { err, ok, type Result } from '../../shared/result';
import type { SeededChance } from './chance';
import type { FakeDisk, FakeHandle } from './fake-disk';
import type { CallName, Errno, Life } from './life';
import { never } from './life';

/** Most calls answer at once; some take as long as a busy disk does. */
const SLOW_SHARE = 0.1;
const SLOWEST_MS = 40;

export interface FakePartFilesNeeds {
  readonly disk: FakeDisk;
  readonly life: Life;
  readonly chance: SeededChance;
  /** A call did not do what it was asked for. */
  readonly onFailure: () => void;
  readonly onOpened: (path: string) => void;
}

/** The port to the disk, on a `FakeDisk` and for one life of the program. */
export class FakePartFiles implements PartFiles, FileMeasuring, WeightHeaders {
  readonly openPaths = new Set<string>();
  /** Files that are open twice would be written twice. */
  readonly openedTwice: string[] = [];

  constructor(private readonly needs: FakePartFilesNeeds) {}

  ensureFolder(root: string, folder: string): Promise<Result<null, Failure>> {
    return this.call('ensureFolder', folder, () => {
      if (!this.needs.disk.isPlugged || !this.needs.disk.hasFolder(root))
        return err(failure('disk.folderMissing', { path: root }));
      this.needs.disk.addFolder(folder);
      return ok(null);
    });
  }

  async open(path: string, mayCreate: boolean): Promise<Result<PartFile, Failure>> {
    const { disk } = this.needs;
    const found = await this.call('open', path, () => {
      if (!disk.isPlugged)
        return err(mayCreate ? errnoFailure('ENOENT', path) : failure('disk.fileVanished', { path }));
      if (!disk.has(path)) {
        if (!mayCreate) return err(failure('disk.fileVanished', { path }));
        if (!disk.hasFolder(folderOf(path))) return err(errnoFailure('ENOENT', path));
        disk.create(path);
      }
      return ok(disk.handle(path));
    });
    if (!found.ok) return found;
    const kept = found.value.length === 0 ? await this.keepName(path) : ok(null);
    if (!kept.ok) return kept;
    if (this.openPaths.has(path)) this.openedTwice.push(path);
    this.openPaths.add(path);
    this.needs.onOpened(path);
    return ok(new FakePartFile(this, found.value, path));
  }

  inspect(partPath: string, finalPath: string | null): Promise<Result<DiskFinding, Failure>> {
    const { disk } = this.needs;
    return this.call('inspect', partPath, () =>
      // Where the drive was mounted there is an empty folder, or nothing.
      ok({
        partBytes: (disk.isPlugged ? disk.seen(partPath)?.length : null) ?? null,
        isFinalThere: disk.isPlugged && finalPath !== null && disk.has(finalPath),
        isSameFile: disk.isPlugged && finalPath !== null && disk.isSame(partPath, finalPath),
      }),
    );
  }

  async namesIn(folder: string): Promise<readonly string[]> {
    await this.needs.life.survive();
    const { disk } = this.needs;
    if (!disk.isPlugged) return [];
    return disk
      .paths()
      .filter((path) => folderOf(path) === folder)
      .map((path) => path.slice(folder.length + 1));
  }

  /** The first file is not what Civitai says, so that it gets its name in another folder. */
  async recognise(path: string): Promise<WeightsFinding | null> {
    await this.needs.life.survive();
    return path.includes('/model-0.') ? 'vae' : null;
  }

  async place(partPath: string, finalPath: string): Promise<Result<'placed' | 'taken', Failure>> {
    const { disk } = this.needs;
    const linked = await this.call('link', finalPath, () => {
      if (!disk.isPlugged || !disk.has(partPath)) return err(errnoFailure('ENOENT', partPath));
      if (disk.isSame(partPath, finalPath)) return ok('placed' as const);
      if (disk.has(finalPath)) return ok('taken' as const);
      disk.link(partPath, finalPath);
      return ok('placed' as const);
    });
    if (!linked.ok || linked.value === 'taken') return linked;
    const kept = await this.keepName(finalPath);
    if (!kept.ok) return kept;
    // The real one ignores what goes wrong here: the file has its name.
    await this.call('unlink', partPath, () => ok(disk.unlink(partPath)));
    return linked;
  }

  keepName(path: string): Promise<Result<null, Failure>> {
    const { disk } = this.needs;
    return this.call('syncFolder', folderOf(path), () => {
      if (!disk.isPlugged) return err(errnoFailure('ENOENT', path));
      disk.syncNames();
      return ok(null);
    });
  }

  remove(path: string): Promise<Result<null, Failure>> {
    return this.call('unlink', path, () => {
      const { disk } = this.needs;
      if (disk.isPlugged && disk.has(path)) disk.unlink(path);
      return ok(null);
    });
  }

  /** Of a file that stands in the folder already. */
  measure(path: string): Promise<Result<MeasuredHashes, Failure>> {
    return this.call('read', path, () => {
      const bytes = this.needs.disk.isPlugged ? this.needs.disk.seen(path) : null;
      if (bytes === null) return err(errnoFailure('ENOENT', path));
      return ok({ sha256: createHash('sha256').update(bytes).digest('hex').toUpperCase() });
    });
  }

  get isDead(): boolean {
    return this.needs.life.isOver;
  }

  get disk(): FakeDisk {
    return this.needs.disk;
  }

  /**
   * One call of the program: it may fail, the program may die before it or after it, and it takes time.
   *
   * @param partly what a call that fails has done all the same
   */
  async call<T>(
    name: CallName,
    path: string,
    effect: () => Result<T, Failure>,
    partly: () => void = () => undefined,
  ): Promise<Result<T, Failure>> {
    const { life, chance } = this.needs;
    const trap = life.trap(name);
    if (trap === 'dead') return never();
    await life.pass(chance.happens(SLOW_SHARE) ? chance.between(1, SLOWEST_MS) : 0);
    await life.survive();
    if (trap !== null && 'fails' in trap) {
      partly();
      this.needs.onFailure();
      return err(errnoFailure(trap.fails, path));
    }
    const answer = effect();
    if (!answer.ok) this.needs.onFailure();
    if (trap !== null) life.end();
    await life.survive();
    return answer;
  }

  get chance(): SeededChance {
    return this.needs.chance;
  }
}

class FakePartFile implements PartFile {
  private isClosed = false;
  private readonly plugging: number;

  constructor(
    private readonly files: FakePartFiles,
    private readonly handle: FakeHandle,
    private readonly path: string,
  ) {
    this.plugging = files.disk.plugging;
  }

  length(): Promise<Result<number, Failure>> {
    return this.use('length', () => ok(this.handle.length));
  }

  write(chunks: readonly Uint8Array[], offset: number): Promise<Result<null, Failure>> {
    const bytes = joinChunks(chunks);
    // Some sectors may be in the file before the call answers, and stay there when it never does.
    if (bytes.length > 0 && this.files.chance.happens(0.3) && !this.isClosed && this.isReachable) {
      this.handle.apply(bytes.subarray(0, this.files.chance.between(1, bytes.length)), offset);
    }
    const whole = () => {
      const written = this.handle.apply(bytes, offset);
      return written < bytes.length ? err(errnoFailure('ENOSPC', this.path)) : ok(null);
    };
    const part = () =>
      void this.handle.apply(bytes.subarray(0, this.files.chance.between(0, bytes.length)), offset);
    return this.use('write', whole, part);
  }

  read(offset: number, length: number): Promise<Result<Uint8Array, Failure>> {
    return this.use('read', () => {
      const bytes = this.handle.read(offset, length);
      if (bytes.length < length) return err(failure('disk.fileVanished', { path: this.path }));
      return ok(bytes);
    });
  }

  sync(): Promise<Result<null, Failure>> {
    const begun = this.handle.beginSync();
    const good = () => {
      this.handle.finishSync(begun, true);
      return ok(null);
    };
    return this.use('sync', good, () => this.handle.finishSync(begun, false));
  }

  truncate(length: number): Promise<Result<null, Failure>> {
    return this.use('truncate', () => {
      this.handle.truncate(length);
      return ok(null);
    });
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.files.openPaths.delete(this.path);
  }

  private get isReachable(): boolean {
    return !this.files.isDead && this.files.disk.isPlugged && this.files.disk.plugging === this.plugging;
  }

  private use<T>(name: CallName, effect: () => Result<T, Failure>, partly = () => {}) {
    if (this.isClosed) throw new Error(`${this.path} was used after it was closed.`);
    const onDrive = () => (this.isReachable ? effect() : err(errnoFailure('EIO', this.path)));
    return this.files.call(name, this.path, onDrive, () => (this.isReachable ? partly() : undefined));
  }
}

/** What the real adapter makes of a system's error. */
export function errnoFailure(errno: Errno, path: string): Failure {
  return diskFailure(Object.assign(new Error(errno), { code: errno }), path);
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
