import type { DownloadEvent } from '../../../shared/download/state';
import { type Failure, failure, ruleOf } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { placingSoFar } from '../../core/download/recovery';
import { judgeHashes, provesWholeFile, strongestPublished } from '../../core/download/verify';
import type { FileMeasuring } from '../../core/hashing-ports';
import { damagedFileName } from '../../core/naming/file-name';
import type {
  DownloadRecord,
  PartFiles,
  PieceBook,
  Places,
  ReceivedFile,
  TransferObserver,
  Transfers,
  WantedFile,
} from '../../core/ports';
import { type CorrectionNeeds, correctPlace, placeOfPart } from './correct-place';
import { findTwin } from './find-twin';
import { NOTHING_RECEIVED } from './record-facts';

/** A size in KiB with a fraction may be off by a rounding; more than this is another file. */
const SIZE_TOLERANCE_BYTES = 2_048;

/** Shares of a limited line. */
export const WEIGHTS = { low: 1, normal: 2, high: 4 } as const;

export interface RunNeeds extends CorrectionNeeds {
  readonly transfers: Transfers;
  readonly measuring: FileMeasuring;
  readonly parts: PartFiles;
  readonly book: PieceBook;
  readonly places: Places;
}

type KeptEvent = Extract<DownloadEvent, { readonly kind: 'kept' }>;

/** One download while it runs, seen from its run. Answers null once the run is no longer wanted. */
export interface RunHandle {
  readonly signal: AbortSignal;
  /** Whether the user wants a new beginning, because the bytes on disk are of no use. Asked once. */
  takeStartOver(): boolean;
  /** Null once the run is no longer wanted, also because nothing may be fetched just now. */
  mayFetch(): DownloadRecord | null;
  record(): DownloadRecord | null;
  apply(event: DownloadEvent, change?: Partial<DownloadRecord>): DownloadRecord | null;
  /** Writes facts down without a change of state. */
  note(change: Partial<DownloadRecord>): void;
  onReceived(receivedBytes: number, connections: number): void;
  onResumable(canResume: boolean): void;
  /** So many bytes are on disk and claimed in the book; the journal need not know. */
  onDurable(durableBytes: number): void;
  onTotal(totalBytes: number | null): void;
  /** @param taken names that were found taken, though the folder may not list them */
  freeName(record: DownloadRecord, taken?: readonly string[]): Promise<string>;
  /** Names in its folder that are the one it wants, whatever their case, or that one with a suffix. */
  rivals(record: DownloadRecord): Promise<readonly string[]>;
  /** Whether there is room, now that its length is known. */
  checkSpace(): Promise<Result<null, Failure>>;
  /** What a failure really means: a drive that was pulled looks like many things. */
  diagnose(cause: Failure): Promise<Failure>;
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
  if (await isThereAlready(needs, run, begun)) return;
  if (run.mayFetch() === null) return;
  const received = await transfer(needs, run, begun);
  const current = run.record();
  if (current === null) return;
  if (!received.ok) {
    await dropEmptyPart(needs, current);
    await fail(run, received.error);
    return;
  }
  const verdict = judge(current, received.value);
  if (!verdict.ok) {
    const kept = await startAnew(needs, current);
    if (kept.ok) run.apply({ kind: 'fail', cause: keptAt(verdict.error, kept.value) }, NOTHING_RECEIVED);
    else await fail(run, kept.error);
    return;
  }
  // Journalled together with the final name, before anything gets it.
  const place = await correctPlace(needs, current);
  const verification = verdict.value;
  const placing = { ...current, ...place };
  const finalName = await run.freeName(placing);
  const twin = finalName === placing.fileName ? null : await findTwin(needs, run, placing, verification);
  if (twin !== null) return keepTwin(needs, run, placing, { ...place, finalName: twin, verification });
  const finalizing = run.apply({ kind: 'verified', verification, finalName }, place);
  if (finalizing !== null) await placeFile(needs, run, finalizing);
}

/** Ends the download when the very file stands under its name: somebody fetched it before, or moved it here. */
async function isThereAlready(needs: RunNeeds, run: RunHandle, record: DownloadRecord): Promise<boolean> {
  const { target, folder, fileName, durableBytes } = record;
  const proof = strongestPublished(target.hashes);
  if (durableBytes > 0 || proof === null || !provesWholeFile(proof)) return false;
  const path = needs.places.join(folder, fileName);
  const found = await needs.parts.inspect(path, null);
  const bytes = found.ok ? found.value.partBytes : null;
  if (bytes === null || !isLikely(bytes, record)) return false;
  if (run.apply({ kind: 'found' }) === null) return true;
  const measured = await needs.measuring.measure(path, bytes, proof, run.signal);
  const verdict = measured.ok ? judgeHashes(target.hashes, measured.value) : measured;
  if (!verdict.ok) return run.apply({ kind: 'differs' }) === null;
  // Nothing in its part is certain, and nothing of it is needed any more.
  await needs.parts.remove(record.partPath);
  run.apply(
    { kind: 'kept', verification: verdict.value, finalName: fileName },
    { durableBytes: bytes, totalBytes: bytes },
  );
  return true;
}

/** Whether a file of this length is worth hashing. */
function isLikely(bytes: number, { totalBytes, target }: DownloadRecord): boolean {
  if (totalBytes !== null) return bytes === totalBytes;
  const expected = target.file.approximateBytes;
  return expected !== null && Math.abs(expected - bytes) <= SIZE_TOLERANCE_BYTES;
}

async function fail(run: RunHandle, cause: Failure): Promise<void> {
  const meant = await run.diagnose(cause);
  run.apply({ kind: 'fail', cause: meant });
}

/** A download that never got a byte leaves nothing in the user's folder. */
async function dropEmptyPart(needs: RunNeeds, record: DownloadRecord): Promise<void> {
  if (record.durableBytes > 0) return;
  const found = await needs.parts.inspect(record.partPath, null);
  if (found.ok && found.value.partBytes === 0) await needs.parts.remove(record.partPath);
}

async function transfer(
  needs: RunNeeds,
  run: RunHandle,
  record: DownloadRecord,
): Promise<Result<ReceivedFile, Failure>> {
  const folder = await needs.parts.ensureFolder(record.root, record.folder, record.subfolder);
  if (!folder.ok) return folder;
  const ready = await readyPart(needs, run, record);
  if (!ready.ok) return ready;
  if (run.record() === null) return err(failure('input.cancelled'));
  const observer: TransferObserver = {
    onAccepted: (totalBytes) => {
      run.onTotal(totalBytes);
      const accepted = run.apply({ kind: 'probed' }, { totalBytes });
      return accepted === null ? Promise.resolve(err(failure('input.cancelled'))) : run.checkSpace();
    },
    onReceived: (bytes, connections) => run.onReceived(bytes, connections),
    onResumable: (canResume) => run.onResumable(canResume),
    onDurable: (bytes) => run.onDurable(bytes),
    onComplete: (totalBytes) =>
      void run.apply({ kind: 'received' }, { durableBytes: totalBytes, totalBytes, failedAttempts: 0 }),
  };
  return needs.transfers.run(wantedFile(ready.value), observer, run.signal);
}

function wantedFile({ target, ...record }: DownloadRecord): WantedFile {
  const proof = strongestPublished(target.hashes);
  const value = proof === null ? null : target.hashes[proof];
  return {
    id: record.id,
    versionId: target.versionId,
    fileId: target.fileId,
    fileType: target.file.type,
    format: target.file.format,
    precision: target.file.precision,
    canBeProven: proof !== null && provesWholeFile(proof),
    partPath: record.partPath,
    fileName: record.fileName,
    totalBytes: record.totalBytes,
    approximateBytes: target.file.approximateBytes,
    expected: proof === null || value === null ? null : { kind: proof, value },
    weight: WEIGHTS[record.priority],
  };
}

/** Brings the record in line with the part file. Bytes are written off only on the user's demand. */
async function readyPart(
  needs: RunNeeds,
  run: RunHandle,
  record: DownloadRecord,
): Promise<Result<DownloadRecord, Failure>> {
  const found = await needs.parts.inspect(record.partPath, null);
  if (!found.ok) return found;
  const { partBytes } = found.value;
  if (run.takeStartOver()) {
    const kept = partBytes === null ? needs.book.clear(record.id) : await startAnew(needs, record);
    if (!kept.ok) return kept;
    run.note(NOTHING_RECEIVED);
    return ok({ ...record, ...NOTHING_RECEIVED });
  }
  if (record.durableBytes === 0) return ok(record);
  if (partBytes === null)
    return err(failure('disk.fileVanished', { name: record.fileName, path: record.partPath }));
  return ok(record);
}

function judge(record: DownloadRecord, received: ReceivedFile) {
  const { hashes, file } = record.target;
  const verdict = judgeHashes(hashes, received.hashes);
  const expected = file.approximateBytes;
  const isOddSize = expected !== null && Math.abs(expected - received.totalBytes) > SIZE_TOLERANCE_BYTES;
  const isProven = verdict.ok && verdict.value.kind === 'verified' && provesWholeFile(verdict.value.by);
  if (verdict.ok && !isProven && isOddSize) {
    return err(failure('integrity.size', { expected, actual: received.totalBytes }));
  }
  return verdict;
}

/** Keeps what came as evidence, and forgets which of its bytes were right. */
async function startAnew(
  needs: Pick<RunNeeds, 'parts' | 'places' | 'book'>,
  record: DownloadRecord,
): Promise<Result<string, Failure>> {
  // In this order: claims of a file that has gone would be believed, bytes without claims are not.
  const cleared = needs.book.clear(record.id);
  return cleared.ok ? setAside(needs, record) : cleared;
}

/**
 * Keeps what came as evidence, under a name that nothing takes for a model. Only the newest: tries without end
 * would fill the disk.
 *
 * @returns where it is now
 */
async function setAside(
  needs: Pick<RunNeeds, 'parts' | 'places'>,
  record: DownloadRecord,
): Promise<Result<string, Failure>> {
  const path = needs.places.join(record.folder, damagedFileName(record.fileName, record.id));
  const older = await needs.parts.remove(path);
  if (!older.ok) return older;
  const moved = await needs.parts.place(record.partPath, path);
  if (!moved.ok) return moved;
  return moved.value === 'placed' ? ok(path) : err(failure('disk.busy', { path }));
}

function keptAt(cause: Failure, path: string): Failure {
  return { ...cause, params: { ...cause.params, path } };
}

/** The same bytes stand there under their name, or under that with a suffix: a second copy would only cost space. */
async function keepTwin(
  needs: Pick<RunNeeds, 'parts'>,
  run: RunHandle,
  record: DownloadRecord,
  {
    finalName,
    verification,
    ...place
  }: Partial<DownloadRecord> & Pick<KeptEvent, 'finalName' | 'verification'>,
): Promise<void> {
  // In this order: a crash in between leaves a part file too many, never a file too few.
  const kept = run.apply({ kind: 'kept', verification, finalName }, place);
  if (kept?.state.kind === 'completed') await needs.parts.remove(record.partPath);
}

/** From `finalizing` to `completed`; also finishes what a crash interrupted. */
async function placeFile(needs: RunNeeds, run: RunHandle, finalizing: DownloadRecord): Promise<void> {
  let record = finalizing;
  let taken: readonly string[] = [];
  while (record.state.kind === 'finalizing') {
    const finalPath = needs.places.join(record.folder, record.state.finalName);
    const placed = await needs.parts.place(record.partPath, finalPath);
    const lacking = placed.ok ? null : await whatLacks(needs, record, finalPath, placed.error);
    const before = lacking === null || maySucceed(lacking) ? null : placeOfPart(needs, record);
    if (lacking !== null && before === null) {
      await fail(run, lacking);
      return;
    }
    if (lacking === null && (!placed.ok || placed.value === 'placed')) {
      run.apply({ kind: 'placed' });
      return;
    }
    taken = before === null ? [...taken, record.state.finalName] : [];
    const finalName = await run.freeName({ ...record, ...before }, taken);
    const renamed = run.apply({ kind: 'renamed', finalName }, before ?? {});
    if (renamed === null) return;
    record = renamed;
  }
}

/** Whether the file may have its name at this very place later, or has it; a folder that is read-only gives none. */
function maySucceed(cause: Failure): boolean {
  if (cause.code === 'disk.fileVanished') return true;
  return passes(cause) && cause.params.message !== 'EROFS';
}

/**
 * A crash, or a drive that went away, may have come between the file's new name and the journal: then the
 * part is gone, and the name, which was chosen because it was free, is taken.
 *
 * @param cause why it could not be placed again
 * @returns null when it has its name, and that is on disk for certain
 */
async function whatLacks(
  { parts }: Pick<RunNeeds, 'parts'>,
  record: DownloadRecord,
  finalPath: string,
  cause: Failure,
): Promise<Failure | null> {
  const found = await parts.inspect(record.partPath, finalPath);
  if (!found.ok) return cause;
  switch (placingSoFar(found.value)) {
    case 'done': {
      const kept = await parts.keepName(finalPath);
      return kept.ok ? null : kept.error;
    }
    case 'unconfirmed':
      // To choose another name would only make it the second one.
      return passes(cause) ? cause : failure('disk.busy', { path: finalPath });
    case 'vanished':
      return failure('disk.fileVanished', { name: record.fileName, path: record.partPath });
    default:
      return cause;
  }
}

function passes({ code }: Failure): boolean {
  return ['backoff', 'whenGone'].includes(ruleOf(code).retry);
}
