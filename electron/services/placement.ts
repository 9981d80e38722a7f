import type { DownloadTarget } from '../../shared/download/download';
import { type Failure, failure } from '../../shared/failure';
import { FOLDER_KINDS, type FolderKind, type FoldersView, type Layout } from '../../shared/placement';
import { err, ok, type Result } from '../../shared/result';
import { cleanFileName } from '../core/naming/file-name';
import { detectLayout, LAYOUT_FOLDERS, LAYOUT_MARKS, placeLabel } from '../core/placement/layouts';
import { routeFile } from '../core/placement/route';
import type { FolderChoice, Places, SettingsStore } from '../core/ports';

const NEAR_STEPS = [
  '',
  '..',
  'ComfyUI',
  'webui',
  'stable-diffusion-webui',
  'stable-diffusion-webui-forge',
] as const;

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

  /**
   * `input.folderNotChosen` until the user has pointed at a folder.
   *
   * @param ownKind the kind of folder that the user wants it in; null for the one that suits the file
   */
  plan(
    target: Pick<DownloadTarget, 'modelType' | 'baseModel' | 'file' | 'versionId' | 'fileId'>,
    ownKind: FolderKind | null = null,
  ): Result<PlannedPlace, Failure> {
    const choice = this.store.folders();
    if (choice === null) return err(failure('input.folderNotChosen'));
    const suitable = routeFile({
      modelType: target.modelType,
      fileType: target.file.type,
      baseModel: target.baseModel,
      format: target.file.format,
    });
    const kind = ownKind ?? suitable;
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
    this.refusedRoot = null;
    const found = await this.recognise(pickedFolder, wanted);
    if (found === null && wanted !== 'plain') {
      this.refusedRoot = pickedFolder;
      const path = { path: pickedFolder };
      if (wanted === null) return err(failure('input.notThatLayout', path));
      const signs = LAYOUT_MARKS[wanted].join(', ');
      return err(failure('input.notThatLayout', { ...path, layout: wanted, signs }));
    }
    const { root, layout } = found ?? { root: pickedFolder, layout: 'plain' as const };
    const before = this.store.folders();
    const isSame = before?.root === root && before.layout === layout;
    return ok(await this.save({ layout, root, own: isSame ? before.own : {} }));
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

  /** Tells of the folders anew, after something has been put into one of them. */
  async announce(): Promise<void> {
    this.onChanged(await this.view());
  }

  /**
   * The program that was asked for, or any, in the picked folder or where people often miss it by one
   * step: above a "models" folder, or inside a portable package.
   */
  private async recognise(
    pickedFolder: string,
    wanted: Layout | null,
  ): Promise<{ readonly root: string; readonly layout: Layout } | null> {
    for (const step of NEAR_STEPS) {
      const root = step === '' ? pickedFolder : this.places.join(pickedFolder, step);
      const present = new Set<string>();
      for (const mark of Object.values(LAYOUT_MARKS).flat()) {
        if (await this.places.exists(this.places.join(root, mark))) present.add(mark);
      }
      const layout = detectLayout(present);
      if (layout !== 'plain' && (wanted === null || wanted === layout)) return { root, layout };
    }
    return null;
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
