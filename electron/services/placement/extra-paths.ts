import type { ExtraPathsProblem, FolderKind } from '../../../shared/placement';
import {
  EXTRA_PATHS_NAME,
  MOST_EXTRA_BYTES,
  readExtraModelPaths,
  type WrittenFolder,
} from '../../core/placement/extra-model-paths';
import type { ChosenRoot } from '../../core/placement/roots';
import type { Places } from '../../core/ports';
import type { ConfigFiles } from '../../core/program-ports';

export interface ExtraFolder extends Pick<WrittenFolder, 'kinds' | 'isDefault'> {
  readonly path: string;
  /** The folder it was said to lie in, which is never made anew; itself when it lies elsewhere. */
  readonly base: string;
}

export interface ExtraFolders {
  readonly folders: readonly ExtraFolder[];
  readonly problem: { readonly kind: ExtraPathsProblem; readonly path: string; readonly at: string } | null;
}

const NOTHING: ExtraFolders = { folders: [], problem: null };

/** The folders that programs were told of beside their own, as they were when last looked at. */
export class ExtraPaths {
  private known: ReadonlyMap<string, ExtraFolders> = new Map();
  private stamps = '';

  constructor(
    private readonly files: ConfigFiles | null,
    private readonly places: Pick<Places, 'join' | 'isInside'>,
  ) {}

  of({ id }: ChosenRoot): ExtraFolders {
    return this.known.get(id) ?? NOTHING;
  }

  /** Where ComfyUI would put a new file of this kind: of several defaults it takes the last. */
  defaultFor(root: ChosenRoot, kind: FolderKind): ExtraFolder | null {
    const { folders } = this.of(root);
    return folders.findLast(({ kinds, isDefault }) => isDefault && kinds.includes(kind)) ?? null;
  }

  /** Whether a list is not as it was when it was read; a look at each, and no read. */
  async hasChanged(roots: readonly ChosenRoot[]): Promise<boolean> {
    return (await this.stampsOf(roots)) !== this.stamps;
  }

  /** Reads all lists anew. */
  async look(roots: readonly ChosenRoot[]): Promise<void> {
    // Before they are read: what changes meanwhile is seen by the next look.
    this.stamps = await this.stampsOf(roots);
    const read = roots.map(async (root) => [root.id, await this.read(root)] as const);
    this.known = new Map(await Promise.all(read));
  }

  private async stampsOf(roots: readonly ChosenRoot[]): Promise<string> {
    const { files } = this;
    if (files === null) return '';
    const lists = roots.filter(({ layout }) => layout === 'comfyui');
    const stamps = lists.map(({ path }) => files.stamp(this.places.join(path, EXTRA_PATHS_NAME)));
    return JSON.stringify(await Promise.all(stamps));
  }

  private async read({ layout, path: root }: ChosenRoot): Promise<ExtraFolders> {
    if (layout !== 'comfyui' || this.files === null) return NOTHING;
    const { files } = this;
    const path = this.places.join(root, EXTRA_PATHS_NAME);
    const read = await files.readYaml(path, MOST_EXTRA_BYTES);
    if (read.kind === 'none') return NOTHING;
    if (read.kind === 'problem') return { folders: [], problem: { kind: read.problem, path, at: '' } };
    const written = readExtraModelPaths(read.value);
    if (!written.ok) return { folders: [], problem: { kind: 'wrongShape', path, at: written.error } };
    const folders = written.value.map(({ kinds, isDefault, basePath, path: named }) => {
      const base = basePath === null ? root : files.absolute(root, files.expanded(basePath));
      const folder = files.absolute(base, named);
      return { kinds, isDefault, path: folder, base: this.places.isInside(base, folder) ? base : folder };
    });
    return { folders, problem: null };
  }
}
