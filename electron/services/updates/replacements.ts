import { type Failure, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { err, type Result } from '../../../shared/result';
import type { KeptReason, UpdateOutcome, WaitingReplacement } from '../../../shared/updates/updates';
import type { LibraryStore } from '../../core/library/ports';
import type { OperationFiles, OperationRecord } from '../../core/operations/ports';
import type { Outcome } from '../../core/operations/steps';
import type { Clock, DownloadRecord, Places } from '../../core/ports';
import { afterRefusal } from '../../core/updates/after-refusal';
import { isCalledOff, isEnded, isHappening, isLeftPartly } from '../../core/updates/operation-states';
import type { KeptPromise, PromisedFile, UpdatesStore } from '../../core/updates/ports';
import { destinationOf, type PlacedFile, replacementSteps } from '../../core/updates/replacement-steps';
import { isSamePromise } from '../../core/updates/same-promise';
import type { PromisedDownload } from '../bulk/queue-entries';
import { replacedBy } from '../operations/operation-view';
import type { Operations } from '../operations/operations';
import { atMost } from '../pause';
import { OldFiles } from './old-files';
import type { PromisedPlaces } from './promised-places';

export interface ReplacementsNeeds {
  readonly clock: Clock;
  readonly store: Pick<UpdatesStore, 'promises' | 'promise' | 'endPromise' | 'narrowPromise'>;
  readonly places: Pick<Places, 'join'>;
  readonly files: Pick<OperationFiles, 'look' | 'namesIn' | 'folderOf' | 'nameOf'>;
  readonly promisedPlaces: Pick<PromisedPlaces, 'isOldAway' | 'isNewAway'>;
  readonly library: Pick<LibraryStore, 'find'>;
  readonly operations: Pick<Operations, 'plan' | 'run' | 'ofKind'>;
  readonly downloads: () => readonly DownloadRecord[];
  /** Somebody still writes beside what this download has placed. */
  readonly isWritingBeside: (id: DownloadId) => boolean;
  readonly onChanged: () => void;
  readonly onBug: (error: unknown) => void;
}

/** Somebody writes beside the file, or what was promised is another thing by now: looked at anew this soon. */
const SOON_MS = 500;
/** How soon what is in the way is looked at again: a drive is plugged in, a program lets go of a file. */
const FIRST_AGAIN_MS = 15_000;
const LAST_AGAIN_MS = 10 * 60_000;
/** A copy to a slow drive must not keep Civet from quitting; the operations know of it. */
const LONGEST_STOP_MS = 10_000;

interface Wait {
  /** Null for what is only a matter of moments. */
  readonly cause: Failure | null;
  readonly times: number;
  /** By the clock that nobody sets. */
  readonly untilMs: number;
}

/**
 * What the user wants of old files once their updates are here. It is written down when a download is queued, holds
 * over a restart, and is carried out only after that very download is placed and a published hash has proven it.
 */
export class Replacements {
  private line: Promise<void> = Promise.resolve();
  private readonly stopped = new AbortController();
  private readonly oldFiles: OldFiles;
  private readonly waits = new Map<DownloadId, Wait>();
  private callOffLook: (() => void) | null = null;
  private isStarted = false;

  constructor(private readonly needs: ReplacementsNeeds) {
    this.oldFiles = new OldFiles(needs);
  }

  /**
   * From now on promises are carried out. Not before what an earlier life of Civet left half-done has been looked at:
   * a replacement that was cut off has its old file in the trash until then, and it would seem to be gone.
   */
  start(): void {
    this.isStarted = true;
    this.look();
  }

  /**
   * Downloads that were queued just now; one without a promise takes an earlier one back.
   *
   * @returns why it could not be written down: then old files stay
   */
  note(promised: readonly PromisedDownload[]): Result<null, Failure> {
    const { store } = this.needs;
    const known = this.promises();
    const kept = store.promise(
      promised.flatMap(({ downloadId, promise }) =>
        promise === null ? [] : [{ downloadId, operationId: null, ...promise }],
      ),
    );
    for (const { downloadId, promise } of promised)
      if (promise === null && known.has(downloadId)) this.takeBack(downloadId);
    this.needs.onChanged();
    this.look();
    return kept;
  }

  /**
   * The old files of a download stay after all.
   *
   * @returns `input.notPossibleNow` when they go right now, or have gone
   */
  takeBack(downloadId: DownloadId): Result<null, Failure> {
    const operationId = this.promises().get(downloadId)?.operationId ?? null;
    const own = this.needs.operations.ofKind('replace').find(({ id }) => id === operationId);
    if (own !== undefined && isHappening(own)) return err(failure('input.notPossibleNow'));
    const ended = this.needs.store.endPromise(downloadId, null);
    this.waits.delete(downloadId);
    this.needs.onChanged();
    return ended;
  }

  /** What is to become of old files and has not yet. */
  waiting(): readonly WaitingReplacement[] {
    const records = new Map(this.needs.downloads().map((record) => [record.id, record]));
    return [...this.promises().values()].flatMap(({ downloadId, fate, modelName, files }) => {
      const record = records.get(downloadId);
      if (record === undefined) return [];
      const isPlaced = record.state.kind === 'completed';
      return [
        {
          ...{ downloadId, fate, modelName, isPlaced },
          newFileName: nameInTheEnd(record, fate, files),
          oldFileNames: files.map(({ fileName }) => fileName),
          cause: this.waits.get(downloadId)?.cause ?? null,
        },
      ];
    });
  }

  /** Old files have other names now: what was promised of them holds for these. */
  noteMoved({ moved }: Outcome): void {
    const { files, store } = this.needs;
    const to = new Map(moved.flatMap((each) => (each.to === null ? [] : [[each.from, each] as const])));
    if (to.size === 0) return;
    const changed = [...this.promises().values()].flatMap((promise) => {
      const found = promise.files.map((file) => ({ file, moved: to.get(this.oldFiles.pathOf(file)) }));
      if (found.every((each) => each.moved === undefined)) return [];
      return [
        {
          ...promise,
          files: found.map(({ file, moved: now }) => {
            if (now === undefined || now.to === null) return file;
            const { bytes, mtimeNs } = now.stamp;
            const [folder, fileName] = [files.folderOf(now.to), files.nameOf(now.to)];
            return { ...file, folder, fileName, bytes, mtimeNs };
          }),
        },
      ];
    });
    if (changed.length > 0) store.promise(changed);
  }

  /** Downloads are as they are now: carries out what can be. */
  look(): void {
    if (!this.isStarted || this.stopped.signal.aborted || this.promises().size === 0) return;
    this.line = this.line.then(() => this.lookAtAll()).catch((bug: unknown) => this.needs.onBug(bug));
  }

  /** Waits for what happens just now, but not for a whole copy: what is cut off is gone on with at the next start. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.callOffLook?.();
    await atMost(this.needs.clock, LONGEST_STOP_MS, this.line);
  }

  private promises(): ReadonlyMap<DownloadId, KeptPromise> {
    const promises = this.needs.store.promises();
    return new Map((promises.ok ? promises.value : []).map((each) => [each.downloadId, each]));
  }

  private async lookAtAll(): Promise<void> {
    const records = new Map(this.needs.downloads().map((record) => [record.id, record]));
    for (const id of this.promises().keys()) {
      if (this.stopped.signal.aborted) return;
      // The one before may have taken long: the user may have taken this one back, or a file may have moved.
      const promise = this.promises().get(id);
      const record = records.get(id);
      const wait = this.waits.get(id);
      if (promise === undefined) continue;
      // A download that was taken away before it was placed: nothing will come of it.
      if (record === undefined) this.end(id, null);
      else if (record.state.kind === 'completed' && this.isDue(wait)) await this.carryOut(promise, record);
    }
    this.lookLater();
  }

  private isDue(wait: Wait | undefined): boolean {
    return wait === undefined || this.needs.clock.steadyMs() >= wait.untilMs;
  }

  private async carryOut(promise: KeptPromise, record: DownloadRecord): Promise<void> {
    const { state, folder, fileName: wantedName } = record;
    if (state.kind !== 'completed') return;
    const placed = { folder, fileName: state.finalName, wantedName, versionId: record.target.versionId };
    if (this.isBegun(promise, placed)) return;
    const { verification } = state;
    if (verification.kind === 'unverified') {
      this.endKept(promise, placed, verification.isRefuted === true ? 'refuted' : 'unverified');
      return;
    }
    // A file is not moved away from under who writes beside it; others need not wait for that.
    if (this.needs.isWritingBeside(promise.downloadId)) {
      this.lookSoon(promise.downloadId);
      return;
    }
    const { places, files, promisedPlaces } = this.needs;
    const newPath = places.join(folder, placed.fileName);
    const placedLook = await files.look(newPath);
    if (!placedLook.ok) {
      this.wait(promise.downloadId, placedLook.error);
      return;
    }
    if (placedLook.value === null) {
      if (await promisedPlaces.isNewAway(record))
        this.wait(promise.downloadId, failure('disk.driveMissing', { path: folder }));
      else this.endKept(promise, placed, 'newMissing');
      return;
    }
    const found = await this.oldFiles.sort(
      promise.files,
      newPath,
      placedLook.value.stamp,
      verification.sha256,
    );
    if (found.cause !== null) {
      this.wait(promise.downloadId, found.cause);
      return;
    }
    const stay = found.staying.map(({ files: those, why }) =>
      this.kept({ ...promise, files: those }, placed, why),
    );
    if (found.going.length === 0) {
      const [last = null, ...others] = stay;
      if (this.narrow(promise, promise, others)) this.end(promise.downloadId, last);
      return;
    }
    await this.replace(promise, found.going, placed, record, stay);
  }

  private async replace(
    before: KeptPromise,
    old: readonly PromisedFile[],
    placed: PlacedFile,
    { totalBytes }: DownloadRecord,
    stay: readonly Omit<UpdateOutcome, 'id'>[],
  ): Promise<void> {
    const { places, files, operations } = this.needs;
    const { fate, downloadId } = before;
    const newPath = places.join(placed.folder, placed.fileName);
    const names = await files.namesIn(destinationOf(fate, old, placed));
    const steps = replacementSteps(fate, old, placed, names, (...path) => places.join(...path));
    // Without the new file nothing is to become of the old ones.
    const known = totalBytes === null ? {} : { bytes: totalBytes };
    const planned = await operations.plan('replace', steps, [{ path: newPath, known }]);
    if (this.stopped.signal.aborted) return;
    const operationId = planned.ok ? planned.value.id : null;
    const promise = { ...before, files: old, operationId };
    if (!this.narrow(before, promise, stay)) return;
    const isStillWanted = () => this.isSame(promise);
    const done = planned.ok ? await operations.run(planned.value, isStillWanted) : planned;
    if (done.ok) {
      this.endDone(promise, placed, done.value.id);
      return;
    }
    // What was cut off by the end of Civet is taken back with the next start, and then done as a whole.
    if (this.stopped.signal.aborted) return;
    if (done.error.code === 'input.cancelled' && !this.isSame(promise)) {
      this.lookSoon(downloadId);
      return;
    }
    const paths = old.map((file) => this.oldFiles.pathOf(file));
    const after = afterRefusal(done.error, paths, newPath);
    if (after.kind === 'again') this.wait(downloadId, done.error);
    else if (after.kind === 'kept') this.endKept(promise, placed, after.why);
    else this.end(downloadId, this.outcome(promise, placed, { kind: 'failed', cause: done.error }));
  }

  /** @returns false when the promise is not what it was: taken back, or of files that have moved since */
  private narrow(
    before: KeptPromise,
    now: KeptPromise,
    outcomes: readonly Omit<UpdateOutcome, 'id'>[],
  ): boolean {
    const kept = this.needs.store.narrowPromise(before, now, outcomes);
    if (!kept.ok) this.wait(before.downloadId, kept.error);
    else if (!kept.value) this.lookSoon(before.downloadId);
    return kept.ok && kept.value;
  }

  private isSame(promise: KeptPromise): boolean {
    const now = this.promises().get(promise.downloadId);
    return now !== undefined && isSamePromise(now, promise);
  }

  /** What is promised by then, if anything is. */
  private lookSoon(id: DownloadId): void {
    if (!this.promises().has(id)) return;
    const untilMs = this.needs.clock.steadyMs() + SOON_MS;
    this.waits.set(id, { cause: null, times: 0, untilMs });
  }

  /** Whether an operation has dealt with it, or something that is half-done has to come to its end before. */
  private isBegun(promise: KeptPromise, placed: PlacedFile): boolean {
    const all = this.needs.operations.ofKind('replace');
    const own = all.find(({ id }) => id === promise.operationId);
    if (own?.state === 'done' || own?.state === 'undone') {
      this.endDone(promise, placed, own.id);
      return true;
    }
    if (own !== undefined && (isLeftPartly(own) || isCalledOff(own))) {
      const cause = own.failure ?? failure('app.interrupted');
      this.end(promise.downloadId, this.outcome(promise, placed, { kind: 'failed', cause }));
      return true;
    }
    const open = all.find((each: OperationRecord) => !isEnded(each) && !isLeftPartly(each));
    if (open === undefined) return false;
    this.wait(promise.downloadId, open.failure ?? failure('app.interrupted'));
    return true;
  }

  /** It is looked at again by itself, less and less often. */
  private wait(id: DownloadId, cause: Failure): void {
    const times = (this.waits.get(id)?.times ?? 0) + 1;
    const pauseMs = Math.min(LAST_AGAIN_MS, FIRST_AGAIN_MS * 2 ** (times - 1));
    this.waits.set(id, { cause, times, untilMs: this.needs.clock.steadyMs() + pauseMs });
    this.needs.onChanged();
  }

  private lookLater(): void {
    if (this.stopped.signal.aborted) return;
    this.callOffLook?.();
    this.callOffLook = null;
    const dueMs = Math.min(...[...this.waits.values()].map(({ untilMs }) => untilMs));
    if (!Number.isFinite(dueMs)) return;
    const pauseMs = Math.max(0, dueMs - this.needs.clock.steadyMs());
    this.callOffLook = this.needs.clock.after(pauseMs, () => this.look());
  }

  private endDone(promise: KeptPromise, placed: PlacedFile, operationId: string): void {
    const kind = promise.fate === 'replace' ? ('replaced' as const) : ('trashed' as const);
    const done = this.needs.operations.ofKind('replace').find(({ id }) => id === operationId);
    const path = done === undefined ? null : replacedBy(done.plan);
    const now = path === null ? placed : { ...placed, fileName: this.needs.files.nameOf(path) };
    this.end(promise.downloadId, this.outcome(promise, now, { kind, operationId }));
  }

  private endKept(promise: KeptPromise, placed: PlacedFile, why: KeptReason): void {
    this.end(promise.downloadId, this.kept(promise, placed, why));
  }

  private kept(
    promise: Pick<KeptPromise, 'modelName' | 'files'>,
    placed: PlacedFile,
    why: KeptReason,
  ): Omit<UpdateOutcome, 'id'> {
    return this.outcome(promise, placed, { kind: 'kept', why });
  }

  private outcome(
    { modelName, files }: { readonly modelName: string; readonly files: readonly PromisedFile[] },
    { fileName: newFileName }: PlacedFile,
    result: UpdateOutcome['result'],
  ): Omit<UpdateOutcome, 'id'> {
    const oldFileNames = files.map(({ fileName }) => fileName);
    return { atMs: this.needs.clock.nowMs(), modelName, newFileName, oldFileNames, result };
  }

  private end(id: DownloadId, outcome: Omit<UpdateOutcome, 'id'> | null): void {
    const ended = this.needs.store.endPromise(id, outcome);
    if (!ended.ok) {
      this.wait(id, ended.error);
      return;
    }
    this.waits.delete(id);
    this.needs.onChanged();
  }
}

/** An old file may have the name that the new one is to have: that is free once it goes. */
function nameInTheEnd(
  { state, folder, fileName }: DownloadRecord,
  fate: KeptPromise['fate'],
  old: readonly PromisedFile[],
): string {
  if (state.kind !== 'completed') return fileName;
  const isFreed = old.some((file) => file.folder === folder && file.fileName === fileName);
  return isFreed || fate === 'replace' ? fileName : state.finalName;
}
