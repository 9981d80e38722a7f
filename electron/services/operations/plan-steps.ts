import { type Failure, failure } from '../../../shared/failure';
import type { OperationKind } from '../../../shared/operations/operations';
import { err, ok, type Result } from '../../../shared/result';
import type { FileStamp } from '../../core/library/ports';
import { companionEndings, stemOf } from '../../core/operations/companions';
import type { OperationFiles } from '../../core/operations/ports';
import type { FileLook } from '../../core/operations/recovery';
import type { Deed, PlannedOperation, Step } from '../../core/operations/steps';
import { type Ground, TRASH_FOLDER, trashGround } from '../../core/operations/trash-place';
import type { WantedWitness, Witness } from '../../core/operations/witnesses';
import type { Clock, Places, Volumes } from '../../core/ports';
import { Turns } from '../turns';
import { PlannedNames } from './planned-names';
import type { PlanWatch } from './planning';
import { copiesIn } from './room';
import type { UserGrounds } from './user-grounds';

export interface PlanNeeds {
  readonly files: OperationFiles;
  readonly places: Pick<Places, 'join' | 'isInside' | 'relative'>;
  readonly volumes: Volumes;
  readonly clock: Pick<Clock, 'steadyMs' | 'after'>;
  readonly grounds: UserGrounds;
  /** Paths that a download is writing, or about to give to a file. */
  readonly inUse: ReadonlySet<string>;
}

/** Turns what is asked for into single changes of names, and looks whether each of them can be done. */
export class StepPlan {
  private readonly turns: Turns;
  private readonly names: PlannedNames;
  private readonly deeds: Deed[] = [];
  private readonly folders = new Set<string>();
  private readonly grounds = new Map<string, Ground>();
  private readonly outside = new Set<string>();
  private fileCount = 0;
  private bytes = 0;

  constructor(
    private readonly id: string,
    private readonly needs: PlanNeeds,
  ) {
    this.turns = new Turns(needs.clock);
    this.names = new PlannedNames(needs.files, this.turns);
  }

  /**
   * @param watch what it leaves out may leave a plan with nothing to do
   * @returns the first thing that stands in the way of any of the steps, but for those that the watch leaves out;
   * `input.cancelled` when the watch ends it
   */
  async make(
    kind: OperationKind,
    steps: readonly Step[],
    wanted: readonly WantedWitness[],
    watch: PlanWatch | null,
  ): Promise<Result<PlannedOperation, Failure>> {
    if (steps.length === 0) return err(failure('input.invalid'));
    const witnesses: Witness[] = [];
    for (const each of wanted) {
      const found = await this.witness(each);
      if (!found.ok) return found;
      witnesses.push(found.value);
    }
    for (const [at, step] of steps.entries()) {
      if (watch?.signal.aborted === true) return err(failure('input.cancelled'));
      const before = { deeds: this.deeds.length, fileCount: this.fileCount, bytes: this.bytes };
      const refused = await this.add(step);
      if (refused !== null) {
        const onLeftOut = watch?.onLeftOut ?? null;
        // What is planned in part already cannot be left out.
        if (onLeftOut === null || this.deeds.length > before.deeds) return err(refused);
        this.fileCount = before.fileCount;
        this.bytes = before.bytes;
        onLeftOut(step, refused);
      }
      watch?.onLooked(at + 1, steps.length);
      await this.turns.next();
    }
    const { volumes } = this.needs;
    const copies = await copiesIn(this.deeds, [...this.grounds.values()], this.needs, this.turns);
    if (!copies.ok) return copies;
    const grounds = [...this.grounds.values()].map(async ({ path }) => {
      const volume = await volumes.look(path, path);
      return { path, mountPath: typeof volume === 'string' ? null : volume.mountPath };
    });
    return ok({
      id: this.id,
      kind,
      deeds: this.deeds,
      // A longer path never lies above a shorter one.
      folders: [...this.folders].toSorted((a, b) => a.length - b.length),
      grounds: await Promise.all(grounds),
      outside: [...this.outside],
      witnesses,
      copies: copies.value,
      fileCount: this.fileCount,
      bytes: this.bytes,
    });
  }

  /** As it is now; its folder has to be there whenever something is told of it. */
  private async witness({ path, known }: WantedWitness): Promise<Result<Witness, Failure>> {
    const found = await this.needs.files.look(path);
    if (!found.ok) return found;
    if (found.value?.kind !== 'file') return err(failure('disk.keptChanged', { path }));
    const { stamp } = found.value;
    if (!isAsKnown(stamp, known)) return err(failure('disk.keptChanged', { path }));
    const around = await this.needs.grounds.around(path);
    if (around.ok) this.keepGround(around.value);
    return ok({ path, stamp });
  }

  private async add(step: Step): Promise<Failure | null> {
    const source = step.kind === 'move' ? step.from : step.kind === 'trash' ? step.path : step.existing;
    const found = await this.lookAtSource(source, step.known ?? null);
    if (!found.ok) return found.error;
    const around = await this.groundsOf(source, step);
    if (!around.ok) return around.error;
    this.keepGround(around.value);
    this.fileCount += 1;
    this.bytes += found.value.stamp.bytes;
    if (step.kind === 'trash') {
      const { path, alone } = step;
      const trashed = await this.trash(path, found.value, around.value, true);
      if (!trashed.ok) return trashed.error;
      return alone === true ? null : this.takeAlong(path, trashed.value, true);
    }
    const target = step.kind === 'move' ? step.to : step.at;
    const way = await this.clearWay(target, step.kind === 'move' ? source : null);
    if (!way.ok) return way.error;
    if (step.kind === 'link') return this.link(source, target, found.value, way.value);
    await this.move(source, target, found.value, false, true);
    if (step.alone === true) return null;
    const clearing = step.kind === 'move' && step.clearsBeside === true ? around.value : null;
    return this.takeAlong(source, target, false, clearing);
  }

  /** What the user has shown to Civet may come from outside their folders; it never goes there, but by undoing. */
  private async groundsOf(source: string, step: Step): Promise<Result<readonly Ground[], Failure>> {
    const around = await this.needs.grounds.around(source);
    const mayBeOutside = step.isShown === true && step.kind !== 'trash';
    if (around.ok || !mayBeOutside || around.error.code !== 'input.outsideFolders') return around;
    this.outside.add(this.needs.files.folderOf(source));
    return ok([]);
  }

  private async lookAtSource(path: string, known: Step['known'] | null): Promise<Result<FileLook, Failure>> {
    if (this.needs.inUse.has(path)) return err(failure('input.fileInUse', { path }));
    const found = await this.names.look(path);
    if (!found.ok) return found;
    if (found.value === null) return err(failure('disk.notThere', { path }));
    if (found.value.kind !== 'file') return err(failure('disk.isLink', { path }));
    if (known && !isAsKnown(found.value.stamp, known)) return err(failure('disk.changedSince', { path }));
    return ok(found.value);
  }

  /** @returns the folder of the user's that the target lies in */
  private async clearWay(target: string, leaving: string | null): Promise<Result<Ground, Failure>> {
    if (this.needs.inUse.has(target)) return err(failure('input.fileInUse', { path: target }));
    if (!(await this.names.isFree(target, leaving))) return err(failure('disk.nameTaken', { path: target }));
    const around = await this.needs.grounds.around(target);
    if (!around.ok) return around;
    const standing = around.value.filter(({ dev }) => dev !== null);
    const [outermost] = standing;
    if (outermost === undefined)
      return err(failure('disk.folderMissing', { path: around.value[0]?.path ?? target }));
    this.keepGround(standing);
    const refused = await this.noteFolders(this.needs.files.folderOf(target), outermost);
    return refused === null ? ok(outermost) : err(refused);
  }

  /** @returns where in the trash it is then */
  private async trash(
    path: string,
    found: FileLook,
    around: readonly Ground[],
    isModel: boolean,
  ): Promise<Result<string, Failure>> {
    const { files, places, grounds } = this.needs;
    const ground = trashGround(found.stamp.dev, grounds.all, around);
    const outermost = around[0];
    if (ground === null || outermost === undefined) return err(failure('disk.noTrash', { path }));
    this.keepGround([ground]);
    const real = places.join(await files.realPath(files.folderOf(path)), files.nameOf(path));
    const relative = places.relative(outermost.realPath, real);
    // Of another folder of the user's, by its name as well.
    const below = ground === outermost ? relative : places.join(files.nameOf(outermost.realPath), relative);
    const target = places.join(ground.path, TRASH_FOLDER, this.id, below);
    if (!(await this.names.isFree(target, null))) return err(failure('disk.nameTaken', { path: target }));
    const refused = await this.noteFolders(files.folderOf(target), ground);
    if (refused !== null) return err(refused);
    await this.move(path, target, found, true, isModel);
    return ok(target);
  }

  private async link(existing: string, at: string, found: FileLook, ground: Ground): Promise<Failure | null> {
    const volume = await this.needs.volumes.look(ground.path, this.needs.files.folderOf(at));
    if (typeof volume !== 'string' && volume.device !== found.stamp.dev)
      return failure('disk.otherVolume', { path: at });
    this.deeds.push({ kind: 'link', existing, at, stamp: found.stamp, isModel: true });
    await this.names.note(null, at, found);
    return null;
  }

  private async move(
    from: string,
    to: string,
    found: FileLook,
    isTrash: boolean,
    isModel: boolean,
  ): Promise<void> {
    this.deeds.push({ kind: 'move', from, to, stamp: found.stamp, isTrash, isModel });
    await this.names.note(from, to, found);
  }

  /**
   * What stands beside a model goes with it, under the stem that the model has then; what finds no room stays.
   *
   * @param clearing the folders of the user's that it lies in, where what finds no room goes into the trash
   */
  private async takeAlong(
    from: string,
    to: string,
    isTrash: boolean,
    clearing: readonly Ground[] | null = null,
  ): Promise<Failure | null> {
    const { files, places, inUse } = this.needs;
    const folder = files.folderOf(from);
    const name = files.nameOf(from);
    const finder = await this.names.finder(folder);
    // The model itself has its new name already, as far as the plan goes.
    const isItself = (each: string) => places.join(folder, each) === to;
    const namesLike = (wanted: string) => finder(wanted).filter((each) => !isItself(each));
    const firstFinder = await this.names.firstFinder(folder);
    // Of two models with one stem, what lies beside them is no more that of the one that goes last.
    const modelsLike = (wanted: string) => [...firstFinder(wanted), ...namesLike(wanted)];
    for (const ending of companionEndings(name, namesLike, modelsLike)) {
      const source = places.join(folder, stemOf(name) + ending);
      const target = places.join(files.folderOf(to), stemOf(files.nameOf(to)) + ending);
      const found = await this.names.look(source);
      if (!found.ok) return found.error;
      const isFile = found.value?.kind === 'file' && !inUse.has(source);
      if (!isFile || found.value === null) continue;
      if (await this.names.isFree(target, source))
        await this.move(source, target, found.value, isTrash, false);
      else if (clearing !== null) {
        const trashed = await this.trash(source, found.value, clearing, false);
        if (!trashed.ok) return trashed.error;
      }
    }
    return null;
  }

  /** Notes the folders that have to be made, up to one that is there. */
  private async noteFolders(folder: string, { path: ground, realPath }: Ground): Promise<Failure | null> {
    const { files, places } = this.needs;
    const missing: string[] = [];
    for (let path = folder; !this.folders.has(path); path = files.folderOf(path)) {
      const found = await files.look(path);
      if (!found.ok) return found.error;
      if (found.value !== null) break;
      const isBelow = places.isInside(ground, path) || places.isInside(realPath, path);
      if (!isBelow || path === ground) return failure('disk.folderMissing', { path: ground });
      missing.push(path);
    }
    // Not one by one: a step that is left out leaves no folder to be made.
    for (const path of missing) this.folders.add(path);
    return null;
  }

  private keepGround(around: readonly Ground[]): void {
    const [outermost] = around;
    if (outermost !== undefined) this.grounds.set(outermost.path, outermost);
  }
}

function isAsKnown(stamp: FileStamp, known: Partial<FileStamp>): boolean {
  const parts = ['bytes', 'mtimeNs', 'dev', 'ino'] as const;
  return parts.every((part) => known[part] === undefined || known[part] === stamp[part]);
}
