import type { DownloadTarget } from '../../shared/download/download';
import { type Failure, failure } from '../../shared/failure';
import { FOLDER_KINDS, type FolderKind, type FoldersView, type Layout } from '../../shared/placement';
import { err, ok, type Result } from '../../shared/result';
import { cleanFileName } from '../core/naming/file-name';
import { detectLayout, LAYOUT_FOLDERS, LAYOUT_MARKS, placeLabel } from '../core/placement/layouts';
import { routeFile } from '../core/placement/route';
import type { FolderChoice, Places, SettingsStore } from '../core/ports';

export interface PlannedPlace {
  readonly layout: Layout;
  readonly kind: FolderKind;
  /** The folder the user pointed at; never created by Civet. */
  readonly root: string;
  readonly folder: string;
  readonly label: string;
  readonly fileName: string;
}

/** Decides where files go, and remembers which folders the user has chosen. */
export class Placement {
  private refusedRoot: string | null = null;

  constructor(
    private readonly store: SettingsStore,
    private readonly places: Places,
    private readonly onChanged: (view: FoldersView) => void,
  ) {}

  /** `input.folderNotChosen` until the user has pointed at a folder. */
  plan(
    target: Pick<DownloadTarget, 'modelType' | 'baseModel' | 'file' | 'versionId' | 'fileId'>,
  ): Result<PlannedPlace, Failure> {
    const choice = this.store.folders();
    if (choice === null) return err(failure('input.folderNotChosen'));
    const kind = routeFile({
      modelType: target.modelType,
      fileType: target.file.type,
      baseModel: target.baseModel,
      format: target.file.format,
    });
    const folder = this.folderOf(choice, kind);
    return ok({
      layout: choice.layout,
      kind,
      // A folder of the user's own may lie anywhere, so it is its own root.
      root: this.places.isInside(choice.root, folder) ? choice.root : folder,
      folder,
      label: placeLabel(choice.layout, folder),
      fileName: cleanFileName(target.file.untrustedName, `model-${target.versionId}-${target.fileId}`),
    });
  }

  folderOfKind(kind: FolderKind): string | null {
    const choice = this.store.folders();
    return choice === null ? null : this.folderOf(choice, kind);
  }

  async view(): Promise<FoldersView> {
    const choice = this.store.folders();
    if (choice === null) return { kind: 'notChosen' };
    const folders = FOLDER_KINDS.map(async (kind) => {
      const path = this.folderOf(choice, kind);
      return {
        kind,
        path,
        label: this.places.isInside(choice.root, path) ? this.places.relative(choice.root, path) : path,
        isOwnChoice: choice.own[kind] !== undefined,
        exists: await this.places.exists(path),
      };
    });
    return {
      kind: 'chosen',
      layout: choice.layout,
      rootPath: choice.root,
      isRootThere: await this.places.exists(choice.root),
      folders: await Promise.all(folders),
    };
  }

  /**
   * Takes a folder that the user has picked in the system's dialog.
   *
   * @param wanted the layout they asked for; null leaves it to what stands in the folder
   * @returns `input.notThatLayout` when a program was asked for that is not recognised there
   */
  async chooseRoot(pickedFolder: string, wanted: Layout | null): Promise<Result<FoldersView, Failure>> {
    const present = new Set<string>();
    for (const mark of Object.values(LAYOUT_MARKS).flat()) {
      if (await this.places.exists(this.places.join(pickedFolder, mark))) present.add(mark);
    }
    const detected = detectLayout(present);
    const layout = wanted ?? detected;
    this.refusedRoot = null;
    if (layout !== 'plain' && !LAYOUT_MARKS[layout].some((mark) => present.has(mark))) {
      this.refusedRoot = pickedFolder;
      return err(failure('input.notThatLayout', { layout, path: pickedFolder }));
    }
    const before = this.store.folders();
    const isSame = before?.root === pickedFolder && before.layout === layout;
    return ok(await this.save({ layout, root: pickedFolder, own: isSame ? before.own : {} }));
  }

  /** Takes the folder that `chooseRoot` has refused last, as another layout. */
  async takeRefused(layout: Layout): Promise<Result<FoldersView, Failure>> {
    const refused = this.refusedRoot;
    return refused === null ? err(failure('input.folderNotChosen')) : this.chooseRoot(refused, layout);
  }

  async chooseForKind(kind: FolderKind, pickedFolder: string): Promise<Result<FoldersView, Failure>> {
    const choice = this.store.folders();
    if (choice === null) return err(failure('input.folderNotChosen'));
    return ok(await this.save({ ...choice, own: { ...choice.own, [kind]: pickedFolder } }));
  }

  async resetKind(kind: FolderKind): Promise<Result<FoldersView, Failure>> {
    const choice = this.store.folders();
    if (choice === null) return err(failure('input.folderNotChosen'));
    const { [kind]: _forgotten, ...own } = choice.own;
    return ok(await this.save({ ...choice, own }));
  }

  private async save(choice: FolderChoice): Promise<FoldersView> {
    this.store.saveFolders(choice);
    const view = await this.view();
    this.onChanged(view);
    return view;
  }

  private folderOf(choice: FolderChoice, kind: FolderKind): string {
    return choice.own[kind] ?? this.places.join(choice.root, LAYOUT_FOLDERS[choice.layout][kind]);
  }
}
