import type { Failure } from '../../../shared/failure';
import type {
  DuplicateCopy,
  DuplicateGroup,
  DuplicatePage,
  Likeness,
} from '../../../shared/library/duplicates';
import { ok, type Result } from '../../../shared/result';
import {
  type Copy,
  copiesOf,
  type DuplicateStore,
  groupIdOf,
  type IndexedGroup,
  proposedToKeep,
} from '../../core/library/duplicates';
import type { IndexedFile } from '../../core/library/ports';
import { companionEndings } from '../../core/operations/companions';
import type { OperationFiles } from '../../core/operations/ports';
import { routeFile } from '../../core/placement/route';
import type { Places } from '../../core/ports';
import type { Placement } from '../placement';
import { rightFolders } from '../placement/right-folders';

const NS_A_MS = 1_000_000n;

export interface DuplicateGroupsNeeds {
  readonly store: DuplicateStore;
  readonly files: Pick<OperationFiles, 'namesIn' | 'look'>;
  readonly placement: Pick<Placement, 'roots' | 'folderOfKind'>;
  readonly places: Pick<Places, 'join' | 'isInside'>;
}

/** A copy with everything that speaks for keeping it. */
export interface WeighedCopy extends Copy {
  readonly path: string;
  readonly isInRightFolder: boolean | null;
  readonly hasSidecars: boolean;
  /** Outside of the library, so that nothing is free once the names in it are gone. */
  readonly hasFurtherNames: boolean;
  readonly writtenAtMs: number;
}

/** What was read of folders by now, by their paths. */
export type ReadFolders = Map<string, Promise<ReadonlySet<string>>>;

/** What the user sees of files that are the same. */
export class DuplicateGroups {
  constructor(private readonly needs: DuplicateGroupsNeeds) {}

  async page(
    likeness: Likeness,
    isLeft: boolean,
    offset: number,
    limit: number,
  ): Promise<Result<DuplicatePage, Failure>> {
    const totals = this.needs.store.totals();
    if (!totals.ok) return totals;
    const part = this.needs.store.groups(likeness, isLeft, offset, limit);
    if (!part.ok) return part;
    const folders: ReadFolders = new Map();
    const groups = await Promise.all(
      part.value.groups.map(async (group) =>
        this.view(likeness, group, await this.weigh(group.files, folders)),
      ),
    );
    return ok({ totals: totals.value, total: part.value.total, offset, groups });
  }

  /** The copies of a group, each with what speaks for it. @param folders what was read of folders by now */
  async weigh(
    files: readonly IndexedFile[],
    folders: ReadFolders = new Map(),
  ): Promise<readonly WeighedCopy[]> {
    return Promise.all(
      copiesOf(files).map(async (copy) => {
        const sides = await Promise.all(copy.names.map((name) => this.hasSidecars(name, folders)));
        const right = copy.names.map((name) => this.isInRightFolder(name));
        const look = await this.needs.files.look(copy.names[0]?.path ?? '');
        const linkCount = look.ok ? (look.value?.linkCount ?? 0) : 0;
        return {
          ...copy,
          path: copy.names[0]?.path ?? '',
          isInRightFolder: right.every((each) => each === null) ? null : right.includes(true),
          hasSidecars: sides.includes(true),
          hasFurtherNames: linkCount > copy.names.length,
          writtenAtMs: Math.min(...copy.names.map(({ mtimeNs }) => msOf(mtimeNs))),
        };
      }),
    );
  }

  private view(
    likeness: Likeness,
    { files, damaged, isLeft }: IndexedGroup,
    copies: readonly WeighedCopy[],
  ): DuplicateGroup {
    const known = files.find(({ facts }) => facts !== null);
    const bytes = Math.max(...files.map((file) => file.bytes));
    const oldest = Math.min(...copies.map(({ writtenAtMs }) => writtenAtMs));
    const devices = [...new Set(files.map(({ dev }) => dev))];
    const proposed = proposedToKeep(copies);
    const freeing = copies.filter(({ hasFurtherNames }, at) => at !== proposed && !hasFurtherNames).length;
    return {
      id: groupIdOf({ files }),
      modelName: known?.facts?.modelName ?? null,
      versionName: known?.facts?.versionName ?? null,
      modelId: known?.modelId ?? null,
      versionId: known?.versionId ?? null,
      bytes,
      costBytes: likeness === 'bytes' ? bytes * freeing : 0,
      isLeft,
      damaged: damaged.map(({ id, fileName, folder, damagedSinceMs }) => {
        return { id, fileName, folderPath: folder, sinceMs: damagedSinceMs };
      }),
      copies: copies.flatMap((copy, at): DuplicateCopy[] => {
        const [first, ...others] = copy.names;
        if (first === undefined) return [];
        return [
          {
            id: first.id,
            fileName: first.fileName,
            folderPath: first.folder,
            otherNames: others.map(({ fileName, folder }) => ({ fileName, folderPath: folder })),
            isInRightFolder: copy.isInRightFolder,
            hasSidecars: copy.hasSidecars,
            writtenAtMs: copy.writtenAtMs,
            isOldest: copy.writtenAtMs === oldest,
            isProposed: at === proposed,
            hasFurtherNames: copy.hasFurtherNames,
            volume: String.fromCharCode(65 + Math.min(25, devices.indexOf(first.dev))),
          },
        ];
      }),
    };
  }

  private isInRightFolder({ facts, fileName, folder }: IndexedFile): boolean | null {
    if (facts === null) return null;
    const format = /\.([^.]+)$/.exec(fileName)?.[1] ?? null;
    const { modelType, baseModel } = facts;
    const { kind } = routeFile({ modelType, fileType: 'Model', baseModel, format });
    const { placement, places } = this.needs;
    const right = rightFolders(kind, placement, places);
    return right.length === 0 ? null : right.some((each) => places.isInside(each, folder));
  }

  private async hasSidecars({ folder, fileName }: IndexedFile, folders: ReadFolders): Promise<boolean> {
    const names = folders.get(folder) ?? this.needs.files.namesIn(folder).then((all) => new Set(all));
    folders.set(folder, names);
    const there = await names;
    return companionEndings(fileName, (name) => (there.has(name) ? [name] : [])).length > 0;
  }
}

function msOf(ns: string): number {
  return ns === '' ? 0 : Number(BigInt(ns) / NS_A_MS);
}
