import { failure } from '../../../shared/failure';
import type {
  ChangedFile,
  OperationKind,
  OperationsView,
  OperationView,
} from '../../../shared/operations/operations';
import type { FileStamp } from '../../core/library/ports';
import type { OperationRecord } from '../../core/operations/ports';
import { type Deed, type PlannedOperation, placesOf } from '../../core/operations/steps';

const MOST_FILES = 4;

/** An operation as the page sees it. @param isLive whether it happens just now */
export function toOperationView(
  { id, kind, atMs, state, trash, plan, failure: cause }: OperationRecord,
  isLive: boolean,
): OperationView {
  const isEmptied = trash === 'emptying' || trash === 'emptied';
  const isEnded = state === 'done' || state === 'undone' || state === 'failed';
  return {
    id,
    kind,
    doneAtMs: atMs,
    ...factsOf(plan).shown,
    state: isEnded ? state : isLive ? 'running' : 'failed',
    canUndo: !isLive && !isEmptied && state !== 'undone' && state !== 'failed',
    failure: cause ?? (isEmptied ? failure('input.trashEmptied') : null),
  };
}

/** What the trash keeps, of models and of what lay beside them. */
export function trashOf(records: readonly OperationRecord[]): OperationsView['trash'] {
  const kept = records
    .filter(({ state, trash }) => trash === 'emptying' || (trash === 'kept' && state === 'done'))
    .map(({ plan }) => factsOf(plan));
  return {
    fileCount: kept.reduce((sum, { trashedCount }) => sum + trashedCount, 0),
    bytes: kept.reduce((sum, { trashedBytes }) => sum + trashedBytes, 0),
  };
}

/** A file in Civet's own trash. */
export interface TrashedFile {
  readonly path: string;
  readonly isModel: boolean;
  readonly stamp: FileStamp;
}

/** What lies there by these records. */
export function trashedFiles(records: readonly OperationRecord[]): readonly TrashedFile[] {
  return records
    .filter(({ state, trash }) => trash === 'emptying' || (trash === 'kept' && state === 'done'))
    .flatMap(({ plan }) => plan.deeds)
    .flatMap((deed) =>
      deed.kind === 'move' && deed.isTrash
        ? [{ path: deed.to, isModel: deed.isModel, stamp: deed.stamp }]
        : [],
    );
}

/** The same for every name of one file, where its file system has inodes. */
export function fileKey(path: string, { dev, ino }: FileStamp): string {
  return ino === '' || ino === '0' ? path : `${dev}:${ino}`;
}

interface PlanFacts {
  readonly shown: Pick<OperationView, 'fileCount' | 'bytes' | 'files'>;
  readonly trashedCount: number;
  readonly trashedBytes: number;
}

/** A plan never changes, and may be of thousands of files. */
const known = new WeakMap<PlannedOperation, PlanFacts>();

function factsOf(plan: PlannedOperation): PlanFacts {
  const found = known.get(plan);
  if (found !== undefined) return found;
  const counted = new Set<string>();
  let trashedCount = 0;
  let trashedBytes = 0;
  for (const deed of plan.deeds) {
    if (deed.kind !== 'move' || !deed.isTrash) continue;
    if (deed.isModel) trashedCount += 1;
    const file = fileKey(deed.to, deed.stamp);
    if (!counted.has(file)) trashedBytes += deed.stamp.bytes;
    counted.add(file);
  }
  const facts = { shown: shownOf(plan), trashedCount, trashedBytes };
  known.set(plan, facts);
  return facts;
}

/** Where the file is that replaces others; null where nothing is replaced. */
export function replacedBy({ kind, deeds, witnesses }: PlannedOperation): string | null {
  if (kind !== 'replace') return null;
  const moved = deeds.filter((deed) => deed.isModel && !isTrash(deed)).map((deed) => placesOf(deed).target);
  return moved.at(-1) ?? witnesses[0]?.path ?? null;
}

/** A replacement and a link in the place of a copy change several names for each file that the user means. */
function shownOf(plan: PlannedOperation): PlanFacts['shown'] {
  const models = plan.deeds.filter(({ isModel }) => isModel);
  const counted = models.filter(COUNTED[plan.kind] ?? (() => true));
  const meant = counted.length === 0 ? models : counted;
  const instead = replacedBy(plan);
  return {
    fileCount: meant.length,
    bytes: meant.reduce((sum, { stamp }) => sum + stamp.bytes, 0),
    files: meant.slice(0, MOST_FILES).map((deed): ChangedFile => {
      const { source, target } = placesOf(deed);
      return { from: source, to: isTrash(deed) ? instead : target };
    }),
  };
}

const COUNTED: Partial<Record<OperationKind, (deed: Deed) => boolean>> = {
  replace: isTrash,
  link: ({ kind }) => kind === 'link',
};

function isTrash(deed: Deed): boolean {
  return deed.kind === 'move' && deed.isTrash;
}

/** When files at these paths went into the trash; milliseconds since 1970. */
export function trashedPaths(records: readonly OperationRecord[]): ReadonlyMap<string, number> {
  const trashed = new Map<string, number>();
  // The newest comes first, and counts.
  for (const { state, atMs, plan } of records.toReversed())
    for (const deed of plan.deeds)
      if (state === 'done' && deed.kind === 'move' && deed.isTrash) trashed.set(deed.from, atMs);
  return trashed;
}
