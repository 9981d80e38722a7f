import type { DownloadEvent } from '../../../shared/download/state';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { judgeHashes, strongestPublished } from '../../core/download/verify';
import { chooseFreeName, collisionKey, damagedFileName } from '../../core/naming/file-name';
import type {
  DownloadRecord,
  PartFiles,
  Places,
  ReceivedFile,
  TransferObserver,
  Transfers,
} from '../../core/ports';

/** A size in KiB with a fraction may be off by a rounding; more than this is another file. */
const SIZE_TOLERANCE_BYTES = 2_048;
/** Left free for the system and for whoever else writes to this disk. */
const RESERVE_BYTES = 64 * 1024 * 1024;

const NOTHING_RECEIVED = { durableBytes: 0, totalBytes: null, validator: null } as const;

export interface RunNeeds {
  readonly transfers: Transfers;
  readonly parts: PartFiles;
  readonly places: Places;
}

/** One download while it runs, seen from its run. Answers null once the run is no longer wanted. */
export interface RunHandle {
  readonly signal: AbortSignal;
  record(): DownloadRecord | null;
  apply(event: DownloadEvent, change?: Partial<DownloadRecord>): DownloadRecord | null;
  /** Writes facts down without a change of state. */
  note(change: Partial<DownloadRecord>): void;
  onReceived(receivedBytes: number): void;
  onTotal(totalBytes: number | null): void;
  /** Names in this folder that other downloads are about to take. */
  promisedNames(folder: string): readonly string[];
}

/**
 * Takes one download from the queue to its folder: transfer, proof, place. Every step is written to
 * the journal before its effect, so that a crash between any two lines can be recovered.
 */
export async function runDownload(needs: RunNeeds, run: RunHandle): Promise<void> {
  const found = run.record();
  if (found?.state.kind === 'finalizing') return placeFile(needs, run, found);
  const begun = run.apply({ kind: 'start' });
  if (begun === null) return;
  const received = await transfer(needs, run, begun);
  if (run.record() === null) return;
  if (!received.ok) {
    // The bytes here belong to a file that Civitai no longer has; the next try begins a new one.
    const isStale = received.error.code === 'http.remoteChanged';
    if (isStale) await setAside(needs, begun);
    run.apply({ kind: 'fail', cause: received.error }, isStale ? NOTHING_RECEIVED : {});
    return;
  }
  const { totalBytes } = received.value;
  const verifying = run.apply(
    { kind: 'received' },
    { durableBytes: totalBytes, totalBytes, failedAttempts: 0 },
  );
  if (verifying === null) return;
  const verdict = judge(verifying, received.value);
  if (!verdict.ok) {
    await setAside(needs, verifying);
    run.apply({ kind: 'fail', cause: verdict.error }, NOTHING_RECEIVED);
    return;
  }
  const finalName = await freeName(needs, run, verifying);
  const finalizing = run.apply({ kind: 'verified', verification: verdict.value, finalName });
  if (finalizing !== null) await placeFile(needs, run, finalizing);
}

async function transfer(
  needs: RunNeeds,
  run: RunHandle,
  record: DownloadRecord,
): Promise<Result<ReceivedFile, Failure>> {
  const folder = await needs.parts.ensureFolder(record.root, record.folder);
  if (!folder.ok) return folder;
  const found = await needs.parts.inspect(record.partPath, null);
  const durableBytes = Math.min(record.durableBytes, found.partBytes ?? 0);
  if (durableBytes !== record.durableBytes) run.note({ durableBytes });
  const space = await checkSpace(needs, record, durableBytes);
  if (!space.ok) return space;
  const { target } = record;
  const observer: TransferObserver = {
    onAccepted: (totalBytes) => {
      run.onTotal(totalBytes);
      run.apply({ kind: 'probed' }, { totalBytes });
    },
    onReceived: (bytes) => run.onReceived(bytes),
    onDurable: (bytes, totalBytes, validator) =>
      run.note({ durableBytes: bytes, totalBytes, validator, failedAttempts: 0 }),
  };
  const job = {
    versionId: target.versionId,
    fileId: target.fileId,
    fileType: target.file.type,
    format: target.file.format,
    precision: target.file.precision,
    partPath: record.partPath,
    fileName: record.fileName,
    durableBytes,
    totalBytes: record.totalBytes,
    validator: record.validator,
    proof: strongestPublished(target.hashes),
  };
  return needs.transfers.run(job, observer, run.signal);
}

async function checkSpace(
  needs: RunNeeds,
  record: DownloadRecord,
  durableBytes: number,
): Promise<Result<null, Failure>> {
  const total = record.totalBytes ?? record.target.file.approximateBytes;
  const freeBytes = await needs.parts.freeBytes(record.folder);
  if (total === null || freeBytes === null) return ok(null);
  const missingBytes = total - durableBytes + RESERVE_BYTES - freeBytes;
  if (missingBytes <= 0) return ok(null);
  return err(failure('disk.full', { missingBytes, bytes: total - durableBytes, path: record.folder }));
}

function judge(record: DownloadRecord, received: ReceivedFile) {
  const { hashes, file } = record.target;
  const verdict = judgeHashes(hashes, received.hashes);
  const expected = file.approximateBytes;
  const isOddSize = expected !== null && Math.abs(expected - received.totalBytes) > SIZE_TOLERANCE_BYTES;
  if (verdict.ok && verdict.value.kind === 'unverified' && expected !== null && isOddSize) {
    return err(failure('integrity.size', { expected, actual: received.totalBytes }));
  }
  return verdict;
}

/** Keeps what came as evidence, under a name that nothing takes for a model. */
async function setAside(needs: Pick<RunNeeds, 'parts' | 'places'>, record: DownloadRecord): Promise<void> {
  for (let number = 1; number <= 9; number += 1) {
    const name = damagedFileName(record.fileName, record.id, number);
    const moved = await needs.parts.place(record.partPath, needs.places.join(record.folder, name));
    if (!moved.ok || moved.value === 'placed') return;
  }
}

async function freeName(needs: RunNeeds, run: RunHandle, record: DownloadRecord): Promise<string> {
  const names = [...(await needs.parts.namesIn(record.folder)), ...run.promisedNames(record.folder)];
  const { precision, sizeClass } = record.target.file;
  return chooseFreeName(record.fileName, precision ?? sizeClass, new Set(names.map(collisionKey)));
}

/** From `finalizing` to `completed`; also finishes what a crash interrupted. */
async function placeFile(needs: RunNeeds, run: RunHandle, finalizing: DownloadRecord): Promise<void> {
  let record = finalizing;
  while (record.state.kind === 'finalizing') {
    const finalPath = needs.places.join(record.folder, record.state.finalName);
    const placed = await needs.parts.place(record.partPath, finalPath);
    if (!placed.ok) {
      run.apply({ kind: 'fail', cause: placed.error });
      return;
    }
    if (placed.value === 'placed') {
      run.apply({ kind: 'placed' });
      return;
    }
    const renamed = run.apply({ kind: 'renamed', finalName: await freeName(needs, run, record) });
    if (renamed === null) return;
    record = renamed;
  }
}
