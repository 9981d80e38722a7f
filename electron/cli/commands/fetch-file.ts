import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { ok } from '../../../shared/result';
import { systemClock } from '../../adapters/system';
import type { DownloadRecord } from '../../core/ports';
import type { PlannedPlace } from '../../services/placement';
import type { GetRequest } from '../arguments/command-line';
import { composeDownloads, type Services } from '../compose';
import { isAskedToPause } from '../downloads/asked-to-pause';
import { createReporter } from '../downloads/create-reporter';
import { explainLogin } from '../downloads/explain-login';
import { Follower } from '../downloads/follow';
import { Endings } from '../downloads/outcome';
import { registerPlaced } from '../downloads/register-placed';
import { type Completed, proofOf, type Reporter } from '../downloads/reporter';
import { EXIT } from '../exit-codes';
import { fail } from '../output/fail';
import { reportBug } from '../output/report-bug';
import { type OpenedState, OwnDownloads, StateFolder } from '../state/state';
import { tellPutAside } from '../state/tell-put-aside';
import type { World } from '../world';
import type { ChosenFile } from './choose-file';

/** Fetches and places the chosen file, or says where it is already. @returns the exit code */
export async function fetchFile(
  request: GetRequest,
  world: World,
  services: Services,
  chosen: ChosenFile,
  place: PlannedPlace,
): Promise<number> {
  const { terminal } = world;
  const { versionId, fileId } = chosen.target;
  const folder = new StateFolder(world.stateFolder);
  const lock = await folder.waitForLock({ versionId, fileId, folder: place.folder }, () => {
    if (request.isJson) terminal.event({ status: 'waiting', for: 'anotherCivet' });
    terminal.note('Another civet is fetching this file into this folder. Waiting until it has ended.');
  });
  const state = await folder.open();
  tellPutAside(terminal, request.isJson, state.putAside);
  try {
    const reporter = createReporter(terminal, request.isJson);
    const records = state.journal.load().filter(
      ({ target, folder: at, root, kindDecision }) =>
        isSameFile(target, chosen.target) &&
        // Its own tensors may have led it to another folder of the same program.
        (at === place.folder || (kindDecision?.by === 'header' && root === place.root)),
    );
    const placed = await findPlaced(records, chosen);
    if (placed !== null) return tellPlaced(placed, reporter);
    const unfinished = records.findLast(({ state: { kind } }) => kind !== 'completed');
    return await run(request, world, { services, state, chosen, reporter, unfinished });
  } finally {
    state.journal.close();
    lock.release();
  }
}

function isSameFile(
  a: Pick<ChosenFile['target'], 'versionId' | 'fileId'>,
  b: Pick<ChosenFile['target'], 'versionId' | 'fileId'>,
): boolean {
  return a.versionId === b.versionId && a.fileId === b.fileId;
}

interface Running {
  readonly services: Services;
  readonly state: OpenedState;
  readonly chosen: ChosenFile;
  readonly reporter: Reporter;
  readonly unfinished: DownloadRecord | undefined;
}

async function run(request: GetRequest, world: World, running: Running): Promise<number> {
  const { services, state, chosen, reporter, unfinished } = running;
  const follower = new Follower();
  const own = new Set<DownloadId>(unfinished === undefined ? [] : [unfinished.id]);
  const downloads = await composeDownloads({
    services,
    databasePath: state.databasePath,
    journal: new OwnDownloads(state.journal, own),
    mostAtOnce: 1,
    publish: follower.onDelta,
    publishProgress: follower.onProgress,
    report: (error) => reportBug(world.terminal, error, world.token),
  });
  const { queue } = downloads;
  try {
    await queue.start();
    const isPausing = unfinished !== undefined && isAskedToPause(unfinished, systemClock.nowMs());
    const id = isPausing ? ok(unfinished.id) : queue.add(chosen.target);
    if (!id.ok) return await fail(world.terminal, request.isJson, id.error);
    const explain = (cause: Failure) => explainLogin(cause, services.civitai, world.token);
    const { hashTailMs } = downloads;
    const { terminal } = world;
    const telling = { reporter, terminal, isJson: request.isJson, hashTailMs, explain };
    const endings = new Endings(telling, false);
    const exitCode = await endings.finish(
      await follower.follow(queue, [id.value], reporter, world.interrupt, endings.tell),
    );
    await registerPlaced(queue, terminal, request.isJson);
    return exitCode;
  } finally {
    downloads.close();
  }
}

interface PlacedFile extends Pick<Completed, 'path' | 'bytes' | 'sha256' | 'isVerified' | 'verifiedBy'> {
  readonly record: DownloadRecord;
}

/** The file that an earlier command has placed, if it is still there, whole, and still Civitai's. */
async function findPlaced(
  records: readonly DownloadRecord[],
  chosen: ChosenFile,
): Promise<PlacedFile | null> {
  for (const record of records.toReversed()) {
    const { state, folder, totalBytes } = record;
    if (state.kind !== 'completed') continue;
    const { sha256 } = state.verification;
    const published = chosen.target.hashes.sha256;
    if (published !== null && published !== sha256) continue;
    const path = join(folder, state.finalName);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() !== true || found.size !== totalBytes) continue;
    return { record, path, ...proofOf(state.verification), bytes: found.size };
  }
  return null;
}

function tellPlaced({ record, ...placed }: PlacedFile, reporter: Reporter): number {
  reporter.completed(
    { id: record.id, fileName: record.fileName, ...record.target },
    { ...placed, wasThere: true, hashTailMs: null },
  );
  return EXIT.done;
}
