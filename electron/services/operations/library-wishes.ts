import { type Failure, failure } from '../../../shared/failure';
import { OPERATION_KINDS, type OperationView, type TrashedView } from '../../../shared/operations/operations';
import type { RootId } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';
import type { OperationFiles } from '../../core/operations/ports';
import type { Step } from '../../core/operations/steps';
import type { Places } from '../../core/ports';
import type { Library } from '../library/library';
import type { Placement } from '../placement';
import { kindAt, rootOf } from '../placement/right-place';
import type { Operations } from './operations';
import { folderIn, type RightFolder, type RightFolders } from './right-folders';
import { TargetNames, type TargetNamesNeeds } from './target-names';
import { asKnown, moveStep } from './tidy';

export interface LibraryWishesNeeds {
  readonly library: Pick<Library, 'fileOf'>;
  readonly operations: Pick<Operations, 'plan' | 'run' | 'undo' | 'ofKind'>;
  readonly rightFolders: Pick<RightFolders, 'judge'>;
  readonly placement: Pick<Placement, 'roots'>;
  readonly files: TargetNamesNeeds['files'] & Pick<OperationFiles, 'folderOf'>;
  readonly twins: TargetNamesNeeds['twins'];
  readonly places: Pick<Places, 'join' | 'isInside'>;
}

type Done = Result<OperationView, Failure>;

/** What the user asks to be done with single files of the library. */
export class LibraryWishes {
  private readonly ending = new AbortController();

  constructor(private readonly needs: LibraryWishesNeeds) {}

  /** Ends what is read just now. */
  stop(): void {
    this.ending.abort();
  }

  /** `input.placeUnknown` when nobody knows where it belongs; `input.rightPlace` when it is there. */
  async moveToRightFolder(id: number): Promise<Done> {
    const { library, places } = this.needs;
    const file = library.fileOf(id);
    if (!file.ok) return file;
    const right = await this.rightFolderOf(id);
    if (!right.ok) return right;
    if (right.value.isThere) return err(failure('input.rightPlace', { label: right.value.label }));
    const step = await moveStep(file.value, right.value, false, this.names(), places);
    if (step === null) return err(failure('disk.alreadyThere', { label: right.value.label }));
    return this.carryOut('move', [step]);
  }

  /** Gives a file a second name where another program of the user's looks for its kind, at no cost of space. */
  async linkInto(id: number, rootId: RootId): Promise<Done> {
    const { library, places, placement } = this.needs;
    const file = library.fileOf(id);
    if (!file.ok) return file;
    const roots = placement.roots();
    const root = rootOf(rootId, roots);
    if (root === null) return err(failure('input.folderNotChosen'));
    const right = await this.rightFolderOf(id);
    // Of a file that nobody knows, its place says what it is.
    const kind = right.ok ? right.value.kind : kindAt(file.value.path, roots, places);
    if (kind === null) return err(failure('input.placeUnknown'));
    const { folder, label } = folderIn(root, kind, '', places);
    const { name, kind: found } = await this.names().choose(file.value, folder, file.value.fileName);
    if (found === 'alreadyThere') return err(failure('disk.alreadyThere', { label }));
    const at = places.join(folder, name);
    return this.carryOut('link', [{ kind: 'link', existing: file.value.path, at, ...asKnown(file.value) }]);
  }

  /** Undoes what has put a file into the trash, as a whole; `input.notUndoable` where there is no record of that. */
  async bringBack(id: number): Promise<Done> {
    const { library, operations } = this.needs;
    const file = library.fileOf(id);
    if (!file.ok) return file;
    const way = this.wayToTrash(file.value.path);
    return way === null ? err(failure('input.notUndoable')) : operations.undo(way.id);
  }

  /** Where a file of the trash was, and how many went there with it. */
  trashed(id: number): Result<TrashedView, Failure> {
    const file = this.needs.library.fileOf(id);
    if (!file.ok) return file;
    const way = this.wayToTrash(file.value.path);
    return ok({
      folderPath: way === null ? null : this.needs.files.folderOf(way.from),
      fileCount: way?.fileCount ?? 1,
    });
  }

  private wayToTrash(
    path: string,
  ): { readonly id: string; readonly from: string; readonly fileCount: number } | null {
    for (const kind of OPERATION_KINDS)
      for (const { id, state, plan } of this.needs.operations.ofKind(kind)) {
        if (state !== 'done') continue;
        const moved = plan.deeds.flatMap((deed) => (deed.kind === 'move' && deed.isTrash ? [deed] : []));
        const own = moved.find(({ to }) => to === path);
        if (own !== undefined)
          return { id, from: own.from, fileCount: moved.filter(({ isModel }) => isModel).length };
      }
    return null;
  }

  /** Reads what nobody has read: it is one file, and somebody waits for it. */
  private names(): TargetNames {
    return new TargetNames(this.needs, 'read', this.ending.signal);
  }

  private async rightFolderOf(id: number): Promise<Result<RightFolder, Failure>> {
    const file = this.needs.library.fileOf(id);
    if (!file.ok) return file;
    let right: RightFolder | null = null;
    const trouble = await this.needs.rightFolders.judge(
      [file.value],
      (_, judged) => {
        right = judged;
      },
      this.ending.signal,
    );
    if (right !== null) return { ok: true, value: right };
    return err(trouble ?? failure('input.placeUnknown'));
  }

  private async carryOut(kind: OperationView['kind'], steps: readonly Step[]): Promise<Done> {
    const planned = await this.needs.operations.plan(kind, steps);
    return planned.ok ? this.needs.operations.run(planned.value) : planned;
  }
}
