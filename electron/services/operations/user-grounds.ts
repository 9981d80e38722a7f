import { type Failure, failure } from '../../../shared/failure';
import { FOLDER_KINDS } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';
import type { OperationFiles } from '../../core/operations/ports';
import type { Ground } from '../../core/operations/trash-place';
import { LAYOUT_FOLDERS, MANAGED_STORE } from '../../core/placement/layouts';
import type { Places } from '../../core/ports';
import type { PlacedRoot } from '../placement';

export interface GroundsNeeds {
  readonly files: Pick<OperationFiles, 'realPath' | 'look' | 'folderOf'>;
  readonly places: Pick<Places, 'join' | 'isInside'>;
  readonly roots: () => readonly PlacedRoot[];
}

/** The folders that operations may work in, as they are now. */
export class UserGrounds {
  private constructor(
    private readonly needs: GroundsNeeds,
    readonly all: readonly Ground[],
    private readonly managed: readonly string[],
  ) {}

  /**
   * The user's folders, those that programs were told of, and those in which a program looks for one kind of model:
   * one of these may be a link of the user's to another drive.
   */
  static async look(needs: GroundsNeeds): Promise<UserGrounds> {
    const { files, places } = needs;
    const found = new Map<string, Ground>();
    const managed: string[] = [];
    for (const { path: root, layout, further } of needs.roots()) {
      const ofKinds = FOLDER_KINDS.map((kind) => places.join(root, LAYOUT_FOLDERS[layout][kind]));
      const above = ofKinds.map((path) => files.folderOf(path)).filter((path) => places.isInside(root, path));
      const below = new Set([...above, ...ofKinds, ...further.map(({ path }) => path)]);
      for (const path of [root, ...below]) {
        const realPath = await files.realPath(path);
        const looked = found.has(realPath) ? null : await files.look(realPath);
        if (looked === null || !looked.ok) continue;
        found.set(realPath, { path, realPath, isRoot: path === root, dev: looked.value?.stamp.dev ?? null });
      }
      const store = MANAGED_STORE[layout];
      if (store !== undefined) managed.push(await files.realPath(places.join(root, store)));
    }
    return new UserGrounds(needs, [...found.values()], managed);
  }

  /**
   * The grounds that a path lies in once every link is followed, the outermost first.
   *
   * @returns `input.outsideFolders` when there is none; `input.managedFolder` for what a program keeps for itself
   */
  async around(path: string): Promise<Result<readonly Ground[], Failure>> {
    const { files, places } = this.needs;
    // The last part may be a link that is about to be looked at; where it stands is what counts.
    const folder = await files.realPath(files.folderOf(path));
    if (this.managed.some((store) => places.isInside(store, folder)))
      return err(failure('input.managedFolder', { path }));
    const around = this.all.filter(({ realPath }) => places.isInside(realPath, folder));
    if (around.length === 0) return err(failure('input.outsideFolders', { path }));
    return ok(around.toSorted((a, b) => a.realPath.length - b.realPath.length));
  }
}
