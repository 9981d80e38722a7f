import type { PlanItem, PlanQueued } from '../../../shared/bulk/plan';
import { type Failure, type FailureCode, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { ok, type Result } from '../../../shared/result';
import type { Clock } from '../../core/ports';
import type { ReplacementPromise } from '../../core/updates/ports';
import type { DownloadQueue } from '../downloads/download-queue';
import { Asking } from './asking';
import type { ManyModels } from './many-models';
import type { PlanBoard } from './plan-board';
import { type PlanEntry, targetOf } from './plan-entry';

export interface QueueEntriesNeeds {
  readonly board: PlanBoard;
  readonly models: ManyModels;
  readonly clock: Clock;
  readonly queue: Pick<DownloadQueue, 'addAll'>;
  readonly onPromised: (promised: readonly PromisedDownload[]) => Result<null, Failure>;
}

export interface PromisedDownload {
  readonly downloadId: DownloadId;
  /** Null where nothing becomes of old files, also when something was to before. */
  readonly promise: ReplacementPromise | null;
}

/** What was told longer ago is asked for anew before it is queued: the creator may have replaced a file. */
const OLD_MS = 10 * 60_000;
const MODELS_AT_ONCE = 100;

/** Queues these entries in one step, as they are by now, and takes them out of the plan. */
export async function queueEntries(
  needs: QueueEntriesNeeds,
  shown: readonly PlanEntry[],
  signal: AbortSignal,
): Promise<Result<PlanQueued, Failure>> {
  const { board } = needs;
  await readAnew(needs, shown, signal);
  board.refresh();
  const refused: { readonly id: string; readonly cause: Failure }[] = [];
  const wanted = shown.flatMap(({ id, versionId, fileId }) => {
    const entry = board.get(id);
    const item = board.item(id);
    // The user has taken it out, or chosen another file, while it was read.
    if (entry === undefined || item === undefined) return [];
    if (entry.versionId !== versionId || entry.fileId !== fileId || entry.ticked?.isIncluded === false)
      return [];
    const target = targetOf(entry);
    if (item.isIncluded && target !== null) return [{ id, target, kind: entry.ownKind }];
    refused.push({ id, cause: failure(whyNot(item)) });
    return [];
  });
  const results = signal.aborted ? [] : needs.queue.addAll(wanted);
  const queued: string[] = [];
  const promised: PromisedDownload[] = [];
  wanted.forEach(({ id }, at) => {
    const result = results[at];
    if (result?.ok) {
      queued.push(id);
      promised.push({ downloadId: result.value, promise: board.get(id)?.promise ?? null });
    } else refused.push({ id, cause: result?.error ?? failure('input.cancelled') });
  });
  const kept = needs.onPromised(promised);
  board.remove(queued);
  const hasPromise = promised.some(({ promise }) => promise !== null);
  const promiseTrouble = kept.ok || !hasPromise ? null : kept.error;
  return ok({ queuedCount: queued.length, refused, promiseTrouble });
}

/** What is known now and was not when the user pressed the button. */
function whyNot(item: PlanItem): FailureCode {
  if (item.obstacle === 'otherContent') return 'http.remoteChanged';
  if (item.obstacle !== null) return 'input.unknownFile';
  if (item.isDangerous) return 'input.riskNotAccepted';
  switch (item.access.kind) {
    case 'login':
      return 'access.loginNeeded';
    case 'earlyAccess':
      return 'access.earlyAccess';
    case 'paid':
      return 'access.paid';
    case 'archived':
      return 'access.archived';
    case 'downloadsDisabled':
      return 'access.downloadsDisabled';
    case 'free':
      return 'input.notPossibleNow';
  }
}

/** What cannot be read anew stays as it was, and the download will tell. */
async function readAnew(
  { board, models, clock }: QueueEntriesNeeds,
  shown: readonly PlanEntry[],
  signal: AbortSignal,
): Promise<void> {
  const nowMs = clock.nowMs();
  const old = shown.filter(
    ({ model: { readAtMs } }) => nowMs - readAtMs > OLD_MS || readAtMs > nowMs + OLD_MS,
  );
  const ids = [...new Set(old.map(({ model }) => model.id))];
  const asking = new Asking(signal);
  for (let from = 0; from < ids.length; from += MODELS_AT_ONCE) {
    if (signal.aborted || asking.givenUp !== null) return;
    const known = await models.byIds(ids.slice(from, from + MODELS_AT_ONCE), asking);
    const those = old.filter(({ model }) => known.get(model.id)?.ok === true);
    board.note(
      those.map(({ id }) => id),
      (entry) => {
        const model = known.get(entry.model.id);
        return model?.ok ? { ...entry, model: model.value } : entry;
      },
    );
  }
}
