import type { ModelFile } from '../../../shared/civitai/model';
import type { DownloadTarget } from '../../../shared/download/download';
import type { Failure, FailureCode } from '../../../shared/failure';
import type { FolderKind, PlaceReason } from '../../../shared/placement';
import type { IndexedFile } from '../../core/library/ports';
import { LAYOUT_FOLDERS, placeLabel } from '../../core/placement/layouts';
import { correctedKind, whyPlaced } from '../../core/placement/route';
import type { Clock, Places } from '../../core/ports';
import type { WeightHeaders } from '../../core/weights/ports';
import { Asking } from '../bulk/asking';
import type { ManyModels } from '../bulk/many-models';
import { toDownloadTarget } from '../catalogue/download-target';
import type { KnownModel } from '../catalogue/known-model';
import { isSame } from '../inspection/inspected-version';
import type { PlacedRoot, Placement } from '../placement';
import { rightFolders } from '../placement/right-folders';
import { rootAt } from '../placement/right-place';
import { Turns } from '../turns';

/** What was told so recently is not asked about again. */
const FRESH_MS = 600_000;
/** What is as true in a moment, so that it is not asked about again at each letter that somebody types. */
const NOBODY_KNOWS: readonly FailureCode[] = ['input.unknownVersion', 'http.notFound', 'input.unknownModel'];
/** As many as one question may hold. */
const VERSIONS_AT_ONCE = 100;

/** What is kept of a model, to know where its files belong. */
export interface PlaceableModel {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly creator: string | null;
  readonly tags: readonly string[];
  readonly versions: readonly Pick<
    KnownModel['versions'][number],
    'id' | 'name' | 'baseModel' | 'publishedAt' | 'files'
  >[];
}

export function toPlaceableModel({ id, name, type, creator, tags, versions }: KnownModel): PlaceableModel {
  const kept = versions.map((version) => ({
    id: version.id,
    name: version.name,
    baseModel: version.baseModel,
    publishedAt: version.publishedAt,
    files: version.files,
  }));
  return { id, name, type, creator, tags, versions: kept };
}

/** Where a file belongs. */
export interface RightFolder {
  readonly kind: FolderKind;
  /** What the file was published as. */
  readonly target: DownloadTarget;
  readonly why: PlaceReason;
  /** The folder the user pointed at, which must be there. */
  readonly root: string;
  readonly folder: string;
  readonly label: string;
  /** As the user's template has it. */
  readonly fileName: string;
  /** It lies there, in a folder below, or where another program of the user's looks for its kind. */
  readonly isThere: boolean;
}

/** Which versions Civitai is asked about: those it has never told of, or those as well of which it has long ago. */
export type AskAbout = 'unknown' | 'stale';

export interface RightFoldersNeeds {
  readonly models: Pick<ManyModels<PlaceableModel>, 'byVersions'>;
  readonly headers: WeightHeaders;
  readonly clock: Pick<Clock, 'steadyMs' | 'after'>;
  readonly placement: Pick<Placement, 'plan' | 'roots' | 'folderOfKind'>;
  readonly places: Pick<Places, 'join' | 'isInside'>;
  /** By the path of a file, the kind of folder that the user has chosen for the download that brought it. */
  readonly chosenKinds: () => ReadonlyMap<string, FolderKind>;
}

/** Says of files of the library where they belong: by what Civitai says of their version, and by their own tensors. */
export class RightFolders {
  /** By the id of a version; of the model only that version. */
  private readonly told = new Map<number, { readonly model: PlaceableModel; readonly atMs: number }>();

  /** Versions that nobody knows, by their ids, and when that was told. */
  private readonly unknown = new Map<number, number>();

  constructor(private readonly needs: RightFoldersNeeds) {}

  /**
   * @param onJudged told of each file; null when nobody knows where it belongs
   * @returns why Civitai could not be asked; null when it could
   */
  async judge(
    files: readonly IndexedFile[],
    onJudged: (file: IndexedFile, right: RightFolder | null) => void,
    signal: AbortSignal,
    about: AskAbout = 'stale',
  ): Promise<Failure | null> {
    const asking = new Asking(signal);
    const chosen = this.needs.chosenKinds();
    const byVersion = new Map<number, IndexedFile[]>();
    for (const file of files) {
      if (file.versionId === null) onJudged(file, null);
      else {
        const same = byVersion.get(file.versionId) ?? [];
        same.push(file);
        byVersion.set(file.versionId, same);
      }
    }
    const versions = [...byVersion.keys()];
    const turns = new Turns(this.needs.clock);
    for (let from = 0; from < versions.length && !signal.aborted; from += VERSIONS_AT_ONCE) {
      const asked = versions.slice(from, from + VERSIONS_AT_ONCE);
      await this.ask(asked, asking, about);
      await new Promise<void>((resolve) => void this.needs.clock.after(0, resolve));
      for (const version of asked) {
        const model = this.told.get(version)?.model ?? null;
        for (const file of byVersion.get(version) ?? []) {
          onJudged(file, model === null ? null : await this.judgeOne(file, model, chosen));
          await turns.next();
          if (signal.aborted) return asking.givenUp;
        }
      }
    }
    return asking.givenUp;
  }

  /** What files were published as, by their ids in the index. Without those that nobody knows now. */
  async published(
    files: readonly IndexedFile[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, DownloadTarget>> {
    const versions = [...new Set(files.flatMap(({ versionId }) => versionId ?? []))];
    await this.ask(versions, new Asking(signal), 'unknown');
    const targets = files.flatMap((file): readonly (readonly [number, DownloadTarget])[] => {
      const model = file.versionId === null ? undefined : this.told.get(file.versionId)?.model;
      const target = model === undefined ? null : targetIn(model, file);
      return target === null ? [] : [[file.id, target]];
    });
    return new Map(targets);
  }

  private async ask(versions: readonly number[], asking: Asking, about: AskAbout): Promise<void> {
    const nowMs = this.needs.clock.steadyMs();
    const wanted = versions.filter((id) => {
      const unknownAtMs = this.unknown.get(id);
      const isUnknown = unknownAtMs !== undefined && nowMs - unknownAtMs < FRESH_MS;
      if (isUnknown && about === 'unknown') return false;
      const toldAtMs = this.told.get(id)?.atMs;
      return toldAtMs === undefined || (about === 'stale' && nowMs - toldAtMs >= FRESH_MS);
    });
    if (wanted.length === 0) return;
    const found = await this.needs.models.byVersions(wanted, asking, () => true);
    for (const [id, model] of found) {
      if (!model.ok && NOBODY_KNOWS.includes(model.error.code)) this.unknown.set(id, nowMs);
      if (!model.ok) continue;
      const own = model.value.versions.filter((version) => version.id === id);
      this.told.set(id, { model: { ...model.value, versions: own }, atMs: nowMs });
    }
  }

  private async judgeOne(
    file: IndexedFile,
    model: PlaceableModel,
    chosenKinds: ReadonlyMap<string, FolderKind>,
  ): Promise<RightFolder | null> {
    const target = targetIn(model, file);
    if (target === null) return null;
    const chosen = chosenKinds.get(file.path) ?? null;
    const planned = this.needs.placement.plan(target, chosen);
    if (!planned.ok) return null;
    const right = this.rightFolder(file, target, planned.value, planned.value.why);
    // Where nothing is known of a type, nobody knows better than whoever put the file where it is.
    if (right.kind === 'other' || right.isThere) return right.kind === 'other' ? null : right;
    // Only now is the file itself opened: its tensors may say that it is right where it is.
    const finding = chosen === null ? await this.needs.headers.recognise(file.path) : null;
    const kind = correctedKind(right.kind, finding);
    if (finding === null || kind === null) return right;
    const again = this.needs.placement.plan(target, kind);
    if (!again.ok) return right;
    const why = whyPlaced(target, kind, { by: 'header', finding, isElsewhere: false });
    return this.rightFolder(file, target, again.value, why);
  }

  /** In the program that the file lies in, where it lies in one; else where new files of the kind go. */
  private rightFolder(
    { folder: current, path }: IndexedFile,
    target: DownloadTarget,
    planned: Extract<ReturnType<Placement['plan']>, { ok: true }>['value'],
    why: PlaceReason,
  ): RightFolder {
    const { placement, places } = this.needs;
    const { kind, fileName, subfolder } = planned;
    const roots = placement.roots();
    const wanted = [planned.folder, ...rightFolders(kind, placement, places)];
    const isThere = wanted.some((folder) => places.isInside(folder, current));
    const own = rootAt(path, roots, places);
    const isPlannedThere = own === null || places.isInside(own.path, planned.folder);
    if (isPlannedThere) {
      const { root, folder, label } = planned;
      return { kind, target, why, root, folder, label, fileName, isThere };
    }
    return { kind, target, why, ...folderIn(own, kind, subfolder, places), fileName, isThere };
  }
}

/** The folder for a kind in one of the user's programs. */
export function folderIn(
  { layout, path }: PlacedRoot,
  kind: FolderKind,
  subfolder: string,
  places: Pick<Places, 'join'>,
): Pick<RightFolder, 'root' | 'folder' | 'label'> {
  const folder = places.join(path, LAYOUT_FOLDERS[layout][kind], ...subfolder.split('/'));
  return { root: path, folder, label: placeLabel(layout, folder, subfolder) };
}

function targetIn(model: PlaceableModel, file: IndexedFile): DownloadTarget | null {
  const version = model.versions.find(({ id }) => id === file.versionId);
  const published = version?.files.find((each) => isPublishedAs(each, file));
  if (version === undefined || published === undefined) return null;
  const noPicture = { pictureUrl: null, pictureMaturity: null, blurhash: null };
  return toDownloadTarget(model, version, published, noPicture);
}

function isPublishedAs(published: ModelFile, { sha256, autoV3, autoV1 }: IndexedFile): boolean {
  return isSame(published, {
    ...(sha256 === null ? {} : { sha256 }),
    ...(autoV3 === null ? {} : { autoV3 }),
    ...(autoV1 === null ? {} : { autoV1 }),
  });
}
