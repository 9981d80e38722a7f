import { type Failure, failure } from '../../shared/failure';
import {
  FOLDER_KINDS,
  type FolderKind,
  type FolderReason,
  type FoldersView,
  type KindDecision,
  type Layout,
  type PlaceReason,
  type RootId,
  type RootView,
} from '../../shared/placement';
import type { PlacementRule } from '../../shared/placement-rules';
import { err, ok, type Result } from '../../shared/result';
import { type NamedTarget, nameFor } from '../core/naming/template';
import { LAYOUT_FOLDERS, MANAGED_STORE, placeLabel } from '../core/placement/layouts';
import { ALL_MARKS, asWanted, detectLayout, marksOf, NEAR_STEPS } from '../core/placement/recognise';
import {
  type ChosenRoot,
  type FolderChoice,
  usualRoot,
  withKindAt,
  withOwn,
  withoutRoot,
  withRestored,
  withRoot,
} from '../core/placement/roots';
import { whyPlaced } from '../core/placement/route';
import { ruleFor } from '../core/placement/rules';
import type { Places, SettingsStore } from '../core/ports';
import type { ConfigFiles } from '../core/program-ports';
import { ExtraPaths } from './placement/extra-paths';
import { formerPlace } from './placement/former-place';
import type { ModelRegistrar } from './placement/model-registrar';

export interface PlannedPlace {
  readonly layout: Layout;
  readonly kind: FolderKind;
  readonly why: PlaceReason;
  /** Null where what Civitai says of the file has decided. */
  readonly decision: KindDecision | null;
  /** The folder the user pointed at; never created by Civet. */
  readonly root: string;
  readonly folder: string;
  /** The end of `folder` that the user's template made, with `/` between its parts; empty for none. */
  readonly subfolder: string;
  readonly label: string;
  readonly fileName: string;
}

/** One of the user's programs, and all folders of it that lie outside its own. */
export interface PlacedRoot extends Pick<ChosenRoot, 'id' | 'layout' | 'path'> {
  readonly further: readonly { readonly kind: FolderKind; readonly path: string }[];
}

interface KindPlace {
  readonly root: ChosenRoot;
  readonly folder: string;
  /** What must be there before anything is made below it. */
  readonly base: string;
  readonly reason: FolderReason;
}

interface Refused {
  readonly path: string;
  readonly replaces: RootId | null;
}

/** Decides where files go, and remembers which folders the user has chosen. */
export class Placement {
  private refused: Refused | null = null;
  private removed: { readonly before: FolderChoice; readonly id: RootId } | null = null;
  /** The view as it was last told, to see whether there is anything to tell. */
  private told = '';
  private readonly extras: ExtraPaths;
  /** Where folders really are, by how they are called, as it was when they were last looked at. */
  private readonly reals = new Map<string, string>();

  /**
   * @param files reads the configuration of programs; null takes no notice of it
   * @param registrar tells programs of what was placed for them; null leaves that to the user
   */
  constructor(
    private readonly store: SettingsStore,
    private readonly places: Places,
    private readonly onChanged: (view: FoldersView) => void,
    files: ConfigFiles | null = null,
    private readonly registrar: Pick<ModelRegistrar, 'of' | 'look'> | null = null,
  ) {
    this.extras = new ExtraPaths(files, places);
  }

  /**
   * `input.folderNotChosen` until the user has pointed at a folder.
   *
   * @param ownKind the kind of folder that the user wants it in; null leaves it to where it was before, to their rules,
   * and to what suits the file
   * @param rules to be tried instead of those that hold
   */
  plan(
    target: NamedTarget,
    ownKind: FolderKind | null = null,
    rules: readonly PlacementRule[] = this.store.settings().placementRules,
  ): Result<PlannedPlace, Failure> {
    const choice = this.store.folders();
    if (choice === null) return err(failure('input.folderNotChosen'));
    const former = ownKind === null ? formerPlace(target, this.roots(), this.places) : null;
    if (former !== null && !this.isManaged(former.folder)) return ok(former);
    const rule = ownKind === null ? ruleFor(rules, target) : null;
    const decision = decisionOf(ownKind, rule);
    const why = whyPlaced(target, ownKind ?? rule?.kind ?? null, decision);
    const { kind } = why;
    const { root, folder: ofKind, base } = this.placeOf(choice, kind, rule?.rootId ?? null);
    // A list of further folders, or a folder that was chosen before the program was, may name it all the same.
    if (this.isManaged(ofKind)) return err(failure('input.managedFolder', { path: ofKind }));
    const { subfolders, fileName } = nameFor(target, this.store.settings().names);
    const folder = this.places.join(ofKind, ...subfolders);
    const subfolder = subfolders.join('/');
    return ok({
      layout: root.layout,
      kind,
      why,
      decision,
      root: base,
      folder,
      subfolder,
      label: placeLabel(root.layout, folder, subfolder),
      fileName,
    });
  }

  /** The user's programs, in the order in which they were added, with what `look` last found of their lists. */
  roots(): readonly PlacedRoot[] {
    return (this.store.folders()?.roots ?? []).map((root) => {
      const { id, layout, path, own } = root;
      const extra = this.extras.of(root).folders.map(({ kinds: [kind], path }) => ({ kind, path }));
      const chosen = FOLDER_KINDS.flatMap((kind) => {
        const folder = own[kind];
        return folder === undefined ? [] : [{ kind, path: folder }];
      });
      const further = [...chosen, ...extra].filter((folder) => !this.places.isInside(path, folder.path));
      return { id, layout, path, further };
    });
  }

  /** The folder of the program that files go to unless something else is said of their kind. */
  usualPath(): string | null {
    const choice = this.store.folders();
    return choice === null ? null : usualRoot(choice).path;
  }

  folderOfKind(kind: FolderKind): string | null {
    const choice = this.store.folders();
    return choice === null ? null : this.placeOf(choice, kind).folder;
  }

  /** Looks at the folders as they are now, and at what programs say of further ones. */
  async view(): Promise<FoldersView> {
    const choice = this.store.folders();
    if (choice === null) return { kind: 'notChosen' };
    await this.extras.look(choice.roots);
    await this.follow(choice);
    const folders = FOLDER_KINDS.map(async (kind) => {
      const { root, folder: path, base, reason } = this.placeOf(choice, kind);
      const isInside = this.places.isInside(root.path, path);
      const label = isInside ? this.places.relative(root.path, path) : path;
      const exists = await this.places.exists(path);
      const canBeMade = !exists && path !== base && (await this.places.exists(base));
      const isManaged = this.isManaged(path);
      return { kind, rootId: root.id, path, label, reason, exists, isManaged, canBeMade };
    });
    return {
      kind: 'chosen',
      usualId: usualRoot(choice).id,
      roots: await Promise.all(choice.roots.map((root) => this.viewOf(root))),
      folders: await Promise.all(folders),
    };
  }

  /**
   * Takes a folder that the user has picked in the system's dialog, beside those there are.
   *
   * @param wanted the layout they asked for; null leaves it to what stands in the folder
   * @param replaces the root that it is instead of; null adds it
   * @returns `input.notThatLayout` when a program was asked for that is not recognised there
   */
  async chooseRoot(
    pickedFolder: string,
    wanted: Layout | null,
    replaces: RootId | null = null,
  ): Promise<Result<FoldersView, Failure>> {
    this.refused = null;
    const found = await this.recognise(pickedFolder, wanted);
    if (found === null && wanted !== 'plain') {
      this.refused = { path: pickedFolder, replaces };
      const path = { path: pickedFolder };
      if (wanted === null) return err(failure('input.notThatLayout', path));
      const signs = marksOf(wanted).join(', ');
      return err(failure('input.notThatLayout', { ...path, layout: wanted, signs }));
    }
    const root = found ?? { path: pickedFolder, layout: 'plain' as const };
    if (await this.leadsToStore(root.path)) return err(failure('input.managedFolder', { path: root.path }));
    return ok(await this.save(withRoot(this.store.folders(), root, replaces)));
  }

  /** Takes the folder that `chooseRoot` has refused last, as another layout. */
  async takeRefused(layout: Layout): Promise<Result<FoldersView, Failure>> {
    const { refused } = this;
    return refused === null
      ? err(failure('input.folderNotChosen'))
      : this.chooseRoot(refused.path, layout, refused.replaces);
  }

  /** Forgets a folder; nothing in it is touched. What was to go there keeps its place. */
  removeRoot(id: RootId): Promise<Result<FoldersView, Failure>> {
    return this.change((before) => {
      this.removed = { before, id };
      return withoutRoot(before, id);
    });
  }

  /** Undoes the last `removeRoot`, and nothing that was changed after it. */
  async takeBack(): Promise<Result<FoldersView, Failure>> {
    const { removed } = this;
    if (removed === null) return err(failure('input.folderNotChosen'));
    this.removed = null;
    return ok(await this.save(withRestored(this.store.folders(), removed.before, removed.id)));
  }

  folderOfRoot(id: RootId): string | null {
    return this.store.folders()?.roots.find((root) => root.id === id)?.path ?? null;
  }

  setUsual(id: RootId): Promise<Result<FoldersView, Failure>> {
    return this.change((choice) =>
      choice.roots.some((root) => root.id === id) ? { ...choice, usualId: id } : choice,
    );
  }

  /** @param rootId one of the user's programs; the usual one lets the kind follow its layout again */
  async useRootForKind(kind: FolderKind, rootId: RootId): Promise<Result<FoldersView, Failure>> {
    return this.change((choice) =>
      choice.roots.some(({ id }) => id === rootId) ? withKindAt(choice, kind, rootId) : choice,
    );
  }

  /** `input.managedFolder` for a folder that a program keeps for itself. */
  async chooseForKind(kind: FolderKind, pickedFolder: string): Promise<Result<FoldersView, Failure>> {
    if (await this.leadsToStore(pickedFolder))
      return err(failure('input.managedFolder', { path: pickedFolder }));
    return this.change((choice) => withOwn(choice, kind, pickedFolder));
  }

  async resetKind(kind: FolderKind): Promise<Result<FoldersView, Failure>> {
    return this.change((choice) => withKindAt(choice, kind, null));
  }

  /** Tells of the folders anew, after something has been put into one of them. */
  async announce(): Promise<void> {
    this.tell(await this.view());
    this.register();
  }

  /** Before something is planned: lists of further folders that were edited since are read anew. */
  async renew(): Promise<void> {
    const roots = this.store.folders()?.roots ?? [];
    if (await this.extras.hasChanged(roots)) await this.lookAgain();
  }

  /** Tells of the folders only when they are not as they were last told. */
  async lookAgain(): Promise<void> {
    const view = await this.view();
    if (JSON.stringify(view) !== this.told) this.tell(view);
    this.register();
  }

  /** What comes of it is announced. */
  private register(): void {
    void this.registrar?.look(this.store.folders()?.roots ?? []);
  }

  private tell(view: FoldersView): void {
    this.told = JSON.stringify(view);
    this.onChanged(view);
  }

  private async viewOf(root: ChosenRoot): Promise<RootView> {
    const { id, layout, path } = root;
    const { folders, problem } = this.extras.of(root);
    const further = folders.map(async ({ kinds: [kind], path: folder, isDefault }) => ({
      kind,
      path: folder,
      isDefault,
      exists: await this.places.exists(folder),
    }));
    const isThere = await this.places.exists(path);
    const registration = this.registrar?.of(root) ?? null;
    return { id, layout, path, isThere, problem, registration, further: await Promise.all(further) };
  }

  /**
   * The program that was asked for, or any, in the picked folder or where people often miss it by one
   * step: above a "models" folder, or inside a portable package.
   */
  private async recognise(
    pickedFolder: string,
    wanted: Layout | null,
  ): Promise<{ readonly path: string; readonly layout: Layout } | null> {
    for (const step of NEAR_STEPS) {
      const path = step === '' ? pickedFolder : this.places.join(pickedFolder, step);
      const looks = ALL_MARKS.map(async (mark) =>
        (await this.places.exists(this.places.join(path, mark))) ? [mark] : [],
      );
      const present = new Set((await Promise.all(looks)).flat());
      const layout = asWanted(detectLayout(present), wanted);
      if (layout !== null) return { path, layout };
    }
    return null;
  }

  /** By its name, and by where it was when folders were last looked at. */
  private isManaged(folder: string): boolean {
    const real = (path: string) => this.reals.get(path) ?? path;
    return this.stores().some(
      (store) => this.places.isInside(store, folder) || this.places.isInside(real(store), real(folder)),
    );
  }

  private async leadsToStore(folder: string): Promise<boolean> {
    if (this.stores().length > 0) await this.learn([folder, ...this.stores()]);
    return this.isManaged(folder);
  }

  /** Where programs keep files that nobody else may touch. */
  private stores(): readonly string[] {
    return (this.store.folders()?.roots ?? []).flatMap(({ layout, path }) => {
      const store = MANAGED_STORE[layout];
      return store === undefined ? [] : [this.places.join(path, store)];
    });
  }

  /** Looks where the folders of all kinds lead to, of every program: a rule may name any. */
  private async follow(choice: FolderChoice): Promise<void> {
    if (this.stores().length === 0) return;
    const folders = choice.roots.flatMap(({ id }) =>
      FOLDER_KINDS.map((kind) => this.placeOf(choice, kind, id).folder),
    );
    await this.learn([...new Set([...this.stores(), ...folders])]);
  }

  private async learn(paths: readonly string[]): Promise<void> {
    const look = async (path: string) => void this.reals.set(path, await this.places.real(path));
    await Promise.all(paths.map(look));
  }

  private async change(
    to: (choice: FolderChoice) => FolderChoice | null,
  ): Promise<Result<FoldersView, Failure>> {
    const choice = this.store.folders();
    if (choice === null) return err(failure('input.folderNotChosen'));
    return ok(await this.save(to(choice)));
  }

  private async save(choice: FolderChoice | null): Promise<FoldersView> {
    this.store.saveFolders(choice);
    const view = await this.view();
    this.tell(view);
    return view;
  }

  /** Where files of a kind go: what the user said of it, what the program was told, and its layout, in this order. */
  private placeOf(choice: FolderChoice, kind: FolderKind, ruledId: RootId | null = null): KindPlace {
    const usual = usualRoot(choice);
    const ruled = choice.roots.find(({ id }) => id === ruledId);
    const other = ruled ?? choice.roots.find(({ id }) => id === choice.elsewhere[kind]) ?? null;
    const root = other ?? usual;
    const said = (reason: FolderReason) => (other === null ? reason : 'otherRoot');
    const own = root.own[kind];
    if (own !== undefined) {
      // A folder of the user's own may lie anywhere, so it is its own root.
      const base = this.places.isInside(root.path, own) ? root.path : own;
      return { root, folder: own, base, reason: said('own') };
    }
    const extra = this.extras.defaultFor(root, kind);
    if (extra !== null) return { root, folder: extra.path, base: extra.base, reason: said('extraPaths') };
    const folder = this.places.join(root.path, LAYOUT_FOLDERS[root.layout][kind]);
    return { root, folder, base: root.path, reason: said('layout') };
  }
}

/** Null where what Civitai says of the file decides. */
function decisionOf(ownKind: FolderKind | null, rule: PlacementRule | null): KindDecision | null {
  if (ownKind !== null) return { by: 'user' };
  return rule === null ? null : { by: 'rule', name: rule.name };
}
