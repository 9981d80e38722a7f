import { type Failure, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { SqlitePieceBook } from '../../adapters/piece-book';
import { systemClock } from '../../adapters/system';
import type { DownloadRecord } from '../../core/ports';
import type { DownloadQueue } from '../../services/downloads/download-queue';
import type { QueueRequest } from '../arguments/command-line';
import { composeDownloads, composeServices, type Services } from '../compose';
import { isAskedToPause } from '../downloads/asked-to-pause';
import { createReporter } from '../downloads/create-reporter';
import { explainLogin } from '../downloads/explain-login';
import { Follower } from '../downloads/follow';
import { Endings } from '../downloads/outcome';
import { registerPlaced } from '../downloads/register-placed';
import { EXIT } from '../exit-codes';
import { fail } from '../output/fail';
import { reportBug } from '../output/report-bug';
import type { FileLock } from '../state/file-lock';
import { transferSettings } from '../state/session-settings';
import { lockedFileOf, type OpenedState, OwnDownloads, StateFolder } from '../state/state';
import { tellPutAside } from '../state/tell-put-aside';
import type { World } from '../world';
import { listQueue } from './list-queue';

const MOST_AT_ONCE = 2;

const NOTHING_TO_DO = {
  list: 'Nothing is here yet.',
  resume: 'Nothing is unfinished.',
  remove: 'Nothing is to be removed.',
  clear: 'Nothing has ended.',
} as const;

/** `civet queue`. @returns the exit code */
export async function runQueue(request: QueueRequest, world: World): Promise<number> {
  const folder = new StateFolder(world.stateFolder);
  const state = await folder.open();
  tellPutAside(world.terminal, request.isJson, state.putAside);
  try {
    const listed = state.journal
      .load()
      .filter(({ isListed }) => isListed)
      .toSorted((a, b) => a.addedAtMs - b.addedAtMs);
    if (request.action === 'list') return listQueue(listed.map(withClaims(state)), request, world, folder);
    const chosen = choose(listed, request);
    if (chosen === null) return fail(world.terminal, request.isJson, failure('input.unknownDownload'));
    return await change(chosen, request, world, folder, state);
  } finally {
    state.journal.close();
  }
}

/** The book alone says which bytes are certain; another process may be adding some just now. */
function withClaims({ databasePath }: OpenedState): (record: DownloadRecord) => DownloadRecord {
  const book = new SqlitePieceBook(databasePath);
  const totals = book.totals();
  book.close();
  return (record) =>
    isUnfinished(record) ? { ...record, durableBytes: totals.get(record.id) ?? 0 } : record;
}

/** Null when an id is unknown, or begins several. */
function choose(
  listed: readonly DownloadRecord[],
  { action, ids }: QueueRequest,
): readonly DownloadRecord[] | null {
  if (action === 'clear') return listed.filter((record) => !isUnfinished(record));
  if (ids.length === 0) return listed.filter(isUnfinished);
  const chosen = ids.map((id) => listed.filter((record) => record.id.startsWith(id)));
  if (chosen.some((found) => found.length !== 1)) return null;
  const records = [...new Set(chosen.flat())];
  return action === 'resume' ? records.filter(isUnfinished) : records;
}

function isUnfinished({ state }: DownloadRecord): boolean {
  return state.kind !== 'completed' && state.kind !== 'cancelled';
}

/** A download that another process works on is not touched. */
async function change(
  records: readonly DownloadRecord[],
  request: QueueRequest,
  world: World,
  folder: StateFolder,
  state: OpenedState,
): Promise<number> {
  const locks: FileLock[] = [];
  const free: DownloadRecord[] = [];
  for (const record of records) {
    const lock = folder.tryLock(lockedFileOf(record));
    if (lock === null) {
      if (request.isJson) world.terminal.event({ status: 'running', id: record.id });
      world.terminal.note(
        `${record.fileName} is being fetched by another civet. Stop that one first with Ctrl-C, or wait until it has ended.`,
      );
    } else {
      locks.push(lock);
      free.push(record);
    }
  }
  try {
    const isHeld = free.length < records.length;
    if (free.length === 0) {
      if (!isHeld) world.terminal.note(NOTHING_TO_DO[request.action]);
      if (request.isJson) world.terminal.event({ status: 'done', count: 0, failed: 0 });
      return isHeld ? EXIT.state : EXIT.done;
    }
    const exitCode = await (request.action === 'resume' ? resume : remove)(free, request, world, state);
    return exitCode === EXIT.done && isHeld ? EXIT.state : exitCode;
  } finally {
    for (const lock of locks) lock.release();
  }
}

async function openQueue(
  records: readonly DownloadRecord[],
  request: QueueRequest,
  world: World,
  state: OpenedState,
  mostAtOnce: number,
) {
  const services = composeServices({ ...world, settings: transferSettings(request) });
  const follower = new Follower();
  const downloads = await composeDownloads({
    services,
    databasePath: state.databasePath,
    journal: new OwnDownloads(state.journal, new Set(records.map(({ id }) => id))),
    mostAtOnce,
    publish: follower.onDelta,
    publishProgress: follower.onProgress,
    report: (error) => reportBug(world.terminal, error, world.token),
  });
  return { ...downloads, follower, services };
}

async function resume(
  records: readonly DownloadRecord[],
  request: QueueRequest,
  world: World,
  state: OpenedState,
): Promise<number> {
  const { terminal, interrupt } = world;
  const { queue, close, hashTailMs, follower, services } = await openQueue(
    records,
    request,
    world,
    state,
    MOST_AT_ONCE,
  );
  try {
    await queue.start();
    for (const record of records) await takeUp(queue, services, record);
    const reporter = createReporter(terminal, request.isJson);
    const ids = records.map(({ id }) => id);
    const explain = (cause: Failure) => explainLogin(cause, services.civitai, world.token);
    const telling = { reporter, terminal, isJson: request.isJson, hashTailMs, explain };
    const endings = new Endings(telling, ids.length > 1);
    const end = await follower.follow(queue, ids, reporter, interrupt, endings.tell);
    const exitCode = await endings.finish(end);
    await registerPlaced(queue, terminal, request.isJson);
    if (request.isJson && end.signal === null)
      terminal.event({ status: 'done', count: ids.length, failed: endings.failed });
    return exitCode;
  } finally {
    close();
  }
}

async function takeUp(queue: DownloadQueue, services: Services, record: DownloadRecord): Promise<void> {
  if (record.state.kind === 'paused') queue.resume(record.id);
  if (record.state.kind === 'failed') await retry(queue, services, record.id);
  // Room may have been made, or a drive plugged in, since.
  const isWaiting = record.state.kind === 'waiting' && !isAskedToPause(record, systemClock.nowMs());
  if (isWaiting) queue.retry(record.id);
}

/** The creator may have replaced the file; with the old hash it could never be proven. */
async function retry(queue: DownloadQueue, { catalogue }: Services, id: DownloadId): Promise<void> {
  const known = queue.wantsFreshTarget(id);
  if (known === null) {
    queue.retry(id);
    return;
  }
  const fresh = await catalogue.target(known.modelId, known.versionId, known.fileId);
  if (!fresh.ok) {
    queue.retry(id);
    return;
  }
  const { chosenFile: _chosenFile, ...target } = fresh.value;
  queue.retry(id, target);
}

async function remove(
  records: readonly DownloadRecord[],
  request: QueueRequest,
  world: World,
  state: OpenedState,
): Promise<number> {
  const { terminal } = world;
  const { queue, close } = await openQueue(records, request, world, state, 0);
  try {
    await queue.start();
    let exitCode: number = EXIT.done;
    let failed = 0;
    for (const { id, fileName, state: before } of records) {
      const removed = await queue.remove(id);
      if (!removed.ok) {
        terminal.note(`${fileName}:`);
        exitCode = await fail(terminal, request.isJson, removed.error, { id });
        failed += 1;
        continue;
      }
      const what =
        before.kind === 'completed'
          ? 'The file stays.'
          : 'Its partial file, and what was kept of it as damaged, was deleted.';
      if (request.isJson) terminal.event({ status: 'removed', id });
      else terminal.note(`${fileName} was taken off the queue. ${what}`);
    }
    await queue.stop();
    if (request.isJson) terminal.event({ status: 'done', count: records.length, failed });
    return exitCode;
  } finally {
    close();
  }
}
