import { type Failure, failure } from '../../../shared/failure';
import type { LostTrashView, OperationView, TrashHoldings } from '../../../shared/operations/operations';
import { err, ok, type Result } from '../../../shared/result';
import { isModelFile } from '../../core/library/model-files';
import { chooseFreeName, collisionKey } from '../../core/naming/file-name';
import { stemOf } from '../../core/operations/companions';
import type { OperationFiles } from '../../core/operations/ports';
import type { Step } from '../../core/operations/steps';
import {
  type Ground,
  isOperationFolder,
  OWNER_FILE,
  TRASH_FOLDER,
  type TrashOwners,
} from '../../core/operations/trash-place';
import type { Places } from '../../core/ports';
import type { Operations } from './operations';
import { type GroundsNeeds, UserGrounds } from './user-grounds';

/** So many are found at once, which is said; the rest with the next look. */
const MOST_FILES = 5_000;
/** Nobody nests folders so deep. */
const DEEPEST = 32;
const MOST_NAMES = 4;

export interface LostTrashNeeds {
  readonly operations: Pick<Operations, 'plan' | 'run' | 'isKept' | 'knows'>;
  readonly files: OperationFiles;
  readonly owners: TrashOwners;
  readonly places: Pick<Places, 'join' | 'isInside' | 'relative'>;
  readonly roots: GroundsNeeds['roots'];
}

interface LostFile {
  readonly path: string;
  readonly folder: string;
  readonly name: string;
  readonly bytes: number;
  readonly isFile: boolean;
  /** Of the operation that the journal does not know. */
  readonly operationId: string;
  /** Where it was, as far as its place in the trash tells. */
  readonly home: string;
}

interface Found {
  readonly files: LostFile[];
  hasMore: boolean;
  /** The outer ones first. */
  readonly folders: string[];
}

interface Look extends Found {
  /** What another Civet has put there, whose journal may know it very well. */
  readonly others: Found;
  readonly hosts: Set<string>;
}

/**
 * Files in Civet's own trash that its journal knows nothing of: the journal was lost, or put aside because it was
 * damaged. Where each was is told by its place in the trash. What another Civet has put there, which works in the same
 * folder, is that one's: it is told of, and stays.
 */
export class LostTrash {
  constructor(private readonly needs: LostTrashNeeds) {}

  /** Looks at the disks. */
  async view(): Promise<LostTrashView> {
    const found = await this.find();
    return { ...holdings(found), others: { ...holdings(found.others), hosts: [...found.hosts].toSorted() } };
  }

  /** Brings back where it was what one look finds, as one operation; where another file has the name it gets a number. */
  async restore(): Promise<Result<OperationView, Failure>> {
    const { operations, files, places } = this.needs;
    const lost = await this.find();
    const folders = new Map<string, Set<string>>();
    const steps: Step[] = [];
    for (const { path, home, name, isFile } of leading(lost.files)) {
      if (!isFile) continue;
      const taken =
        folders.get(home) ?? new Set((await files.namesIn(home)).map((each) => collisionKey(each)));
      folders.set(home, taken);
      const free = chooseFreeName(name, null, taken);
      taken.add(collisionKey(free));
      steps.push({ kind: 'move', from: path, to: places.join(home, free) });
    }
    if (steps.length === 0) return err(failure('input.nothingToMove'));
    const planned = await operations.plan('restore', steps);
    if (!planned.ok) return planned;
    const done = await operations.run(planned.value);
    if (done.ok) await files.dropFolders(lost.folders);
    return done;
  }

  /** Removes for good what one look finds. @returns what was freed, or what the disk refused last */
  async remove(): Promise<Result<{ readonly freedBytes: number }, Failure>> {
    const { files, operations } = this.needs;
    const lost = await this.find();
    let freedBytes = 0;
    let cause: Failure | null = null;
    for (const { path, bytes, operationId } of lost.files) {
      // Nothing is known to be lost for longer than it is looked at.
      if (operations.knows(operationId)) continue;
      const dropped = await files.drop(path);
      if (dropped.ok) freedBytes += bytes;
      else cause = dropped.error;
    }
    await files.dropFolders(lost.folders);
    return cause === null ? ok({ freedBytes }) : err(cause);
  }

  private async find(): Promise<Look> {
    const { operations, files, places, owners } = this.needs;
    const found: Look = {
      ...{ files: [], folders: [], hasMore: false },
      others: { files: [], folders: [], hasMore: false },
      hosts: new Set(),
    };
    // While the journal cannot be opened nobody knows what it knows.
    if (!operations.isKept) return found;
    const grounds = await UserGrounds.look(this.needs);
    for (const ground of grounds.all) {
      const trash = places.join(ground.path, TRASH_FOLDER);
      const ids = await files.namesIn(trash);
      if (ids.length > 0) found.folders.push(trash);
      for (const operationId of ids) {
        if (!isOperationFolder(operationId) || operations.knows(operationId)) continue;
        const folder = places.join(trash, operationId);
        if (!(await this.isFolder(folder))) continue;
        const homeOf = (below: string) => this.homeOf(below, ground, grounds.all);
        const owner = await owners.of(folder);
        if (owner.kind === 'other' && owner.host !== null) found.hosts.add(owner.host);
        const into = owner.kind === 'other' ? found.others : found;
        await this.walk(folder, '', { operationId, homeOf, found: into, depth: 0 });
      }
    }
    return found;
  }

  private async isFolder(path: string): Promise<boolean> {
    const found = await this.needs.files.look(path);
    return found.ok && found.value?.kind === 'other';
  }

  private async walk(
    folder: string,
    below: string,
    at: {
      readonly operationId: string;
      readonly homeOf: (below: string) => Promise<string>;
      readonly found: Found;
      readonly depth: number;
    },
  ): Promise<void> {
    const { files, places } = this.needs;
    const { found, operationId, depth } = at;
    found.folders.push(folder);
    const home = await at.homeOf(below);
    for (const name of await files.namesIn(folder)) {
      if (found.hasMore) return;
      if (depth === 0 && name === OWNER_FILE) continue;
      const path = places.join(folder, name);
      const looked = await files.look(path);
      if (!looked.ok || looked.value === null) continue;
      const { kind, stamp } = looked.value;
      if (kind === 'other' && depth < DEEPEST)
        await this.walk(path, below === '' ? name : places.join(below, name), { ...at, depth: depth + 1 });
      else if (kind !== 'other') {
        found.hasMore = found.files.length >= MOST_FILES;
        if (found.hasMore) return;
        const isFile = kind === 'file';
        found.files.push({ path, folder, name, bytes: isFile ? stamp.bytes : 0, isFile, operationId, home });
      }
    }
  }

  /**
   * What came from another folder of the user's has the name of that in front; see `StepPlan`. Of several with one
   * name it is the one that has the folder in it; where that does not tell either, it is none of them.
   */
  private async homeOf(below: string, ground: Ground, all: readonly Ground[]): Promise<string> {
    const { files, places } = this.needs;
    if (below === '') return ground.path;
    const here = places.join(ground.path, below);
    const isOutermost = (each: Ground) =>
      all.every((other) => other === each || !places.isInside(other.realPath, each.realPath));
    const homes = all.flatMap((each) => {
      const named = places.join(ground.path, files.nameOf(each.realPath));
      const isNamed = each !== ground && isOutermost(each) && places.isInside(named, here);
      return isNamed ? [places.join(each.path, places.relative(named, here))] : [];
    });
    const [only, ...others] = homes;
    if (only === undefined || (await this.hasFirst(here, ground.path))) return here;
    if (others.length === 0) return only;
    const standing: string[] = [];
    for (const home of homes) if (await this.isFolder(home)) standing.push(home);
    return standing.length === 1 ? (standing[0] ?? here) : here;
  }

  /** Whether the first folder below a ground on the way to a path is there. */
  private async hasFirst(path: string, ground: string): Promise<boolean> {
    const { files } = this.needs;
    let at = path;
    while (files.folderOf(at) !== ground && files.folderOf(at) !== at) at = files.folderOf(at);
    return this.isFolder(at);
  }
}

/** Of models; of all where there is none. */
function holdings({ files, hasMore }: Found): TrashHoldings {
  const models = files.filter(({ name, isFile }) => isFile && isModelFile(name));
  const named = models.length > 0 ? models : files;
  return {
    fileCount: named.length,
    allCount: files.length,
    hasMore,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    fileNames: named.slice(0, MOST_NAMES).map(({ name }) => name),
  };
}

/** All but what lies beside a model there, which goes along with it. */
function leading(files: readonly LostFile[]): readonly LostFile[] {
  const keyOf = (folder: string, stem: string) => `${folder}\n${collisionKey(stem)}`;
  const models = files.filter(({ name }) => isModelFile(name));
  const stems = new Set(models.map(({ folder, name }) => keyOf(folder, stemOf(name))));
  const beside = files.filter(({ folder, name }) => {
    if (isModelFile(name)) return false;
    return ![stemOf(name), stemOf(stemOf(name))].some((stem) => stems.has(keyOf(folder, stem)));
  });
  return [...models, ...beside];
}
