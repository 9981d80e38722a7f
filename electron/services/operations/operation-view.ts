import { failure } from '../../../shared/failure';
import type { OperationsView, OperationView } from '../../../shared/operations/operations';
import type { OperationFiles, OperationRecord } from '../../core/operations/ports';
import { type PlannedOperation, placesOf } from '../../core/operations/steps';

const MOST_NAMES = 4;

/** An operation as the page sees it. @param isLive whether it happens just now */
export function toOperationView(
  { id, kind, atMs, state, trash, plan, failure: cause }: OperationRecord,
  isLive: boolean,
  files: Pick<OperationFiles, 'nameOf'>,
): OperationView {
  const isEmptied = trash === 'emptying' || trash === 'emptied';
  const isEnded = state === 'done' || state === 'undone' || state === 'failed';
  return {
    id,
    kind,
    doneAtMs: atMs,
    fileCount: plan.fileCount,
    bytes: plan.bytes,
    fileNames: factsOf(plan, files).names,
    state: isEnded ? state : isLive ? 'running' : 'failed',
    canUndo: !isLive && !isEmptied && state !== 'undone' && state !== 'failed',
    failure: cause ?? (isEmptied ? failure('input.trashEmptied') : null),
  };
}

/** What the trash keeps, of models and of what lay beside them. */
export function trashOf(
  records: readonly OperationRecord[],
  files: Pick<OperationFiles, 'nameOf'>,
): OperationsView['trash'] {
  const kept = records
    .filter(({ state, trash }) => trash === 'emptying' || (trash === 'kept' && state === 'done'))
    .map(({ plan }) => factsOf(plan, files));
  return {
    fileCount: kept.reduce((sum, { trashedCount }) => sum + trashedCount, 0),
    bytes: kept.reduce((sum, { trashedBytes }) => sum + trashedBytes, 0),
  };
}

interface PlanFacts {
  readonly names: readonly string[];
  readonly trashedCount: number;
  readonly trashedBytes: number;
}

/** A plan never changes, and may be of thousands of files. */
const known = new WeakMap<PlannedOperation, PlanFacts>();

function factsOf(plan: PlannedOperation, files: Pick<OperationFiles, 'nameOf'>): PlanFacts {
  const found = known.get(plan);
  if (found !== undefined) return found;
  const names = new Set<string>();
  let trashedCount = 0;
  let trashedBytes = 0;
  for (const deed of plan.deeds) {
    if (deed.isModel && names.size < MOST_NAMES) names.add(files.nameOf(placesOf(deed).source));
    if (deed.kind !== 'move' || !deed.isTrash) continue;
    if (deed.isModel) trashedCount += 1;
    trashedBytes += deed.stamp.bytes;
  }
  const facts = { names: [...names], trashedCount, trashedBytes };
  known.set(plan, facts);
  return facts;
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
