import type { Priority } from '../../../shared/download/priority';
import { failure, ruleOf } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import { ok } from '../../../shared/result';
import { accepts } from '../../core/download/machine';
import type { Clock, DownloadRecord } from '../../core/ports';
import type { Claimant, DiskWatch } from '../disk/disk-watch';
import { endedInTime } from './ended-in-time';
import { FolderNames } from './folder-names';
import type { ProgressBoard } from './progress-board';
import { fileBytes, isSmall } from './record-facts';
import { type RunHandle, type RunNeeds, runDownload, WEIGHTS } from './run-download';
import type { StateWriter } from './state-writer';

export interface RunBoardNeeds extends RunNeeds {
  readonly clock: Clock;
  readonly writer: StateWriter;
  readonly progress: ProgressBoard;
  readonly disk: DiskWatch;
  /** Whether the user agreed that what is on disk is of no use. Asked once. */
  readonly takeStartOver: (id: DownloadId) => boolean;
  /** Called for one that goes over from hashing to fetching; called off when nothing may be fetched now. */
  readonly mindFetching: (record: DownloadRecord) => void;
  /** A place has become free. */
  readonly onEnded: () => void;
  /** A bug inside a run: told once, the download waits for the user. */
  readonly report: (error: unknown) => void;
}

interface Run {
  readonly controller: AbortController;
  readonly finished: Promise<void>;
  readonly isSmall: boolean;
}

/** The downloads that run. A run holds its place until it has let go of its part file. */
export class RunBoard {
  private readonly runs = new Map<DownloadId, Run>();
  private readonly names: FolderNames;

  constructor(private readonly needs: RunBoardNeeds) {
    this.names = new FolderNames(needs.parts, needs.clock);
  }

  get ids(): readonly DownloadId[] {
    return [...this.runs.keys()];
  }

  has(id: DownloadId): boolean {
    return this.runs.has(id);
  }

  places(): { readonly total: number; readonly small: number } {
    const runs = [...this.runs.values()];
    return { total: runs.length, small: runs.filter((run) => run.isSmall).length };
  }

  /** Nothing happens while an earlier run winds down; its end is told by `onEnded`. */
  launch(record: DownloadRecord): void {
    if (this.runs.has(record.id)) return;
    const controller = new AbortController();
    const finished = Promise.resolve().then(() => this.run(record.id, controller.signal));
    this.runs.set(record.id, { controller, finished, isSmall: isSmall(record) });
  }

  callOff(id: DownloadId): void {
    this.runs.get(id)?.controller.abort();
  }

  /** The user thinks otherwise of it now. */
  reweigh(id: DownloadId, priority: Priority): void {
    this.needs.transfers.reweigh(id, WEIGHTS[priority]);
  }

  async ended(id: DownloadId): Promise<void> {
    await this.runs.get(id)?.finished;
  }

  /** Ends all runs and waits until what they hold is on disk, so long at the most. */
  async stop(limitMs: number): Promise<void> {
    for (const run of this.runs.values()) run.controller.abort();
    const running = [...this.runs.values()].map((run) => run.finished);
    await endedInTime(this.needs.clock, running, limitMs);
  }

  claimant(record: DownloadRecord): Claimant {
    const bytes = fileBytes(record);
    const here = Math.max(record.durableBytes, this.needs.progress.receivedBytes(record.id));
    return {
      id: record.id,
      root: record.root,
      folder: record.folder,
      partPath: record.partPath,
      mountPath: record.mountPath,
      fileBytes: bytes,
      durableBytes: record.durableBytes,
      remainingBytes: bytes === null ? null : Math.max(0, bytes - here),
    };
  }

  private async run(id: DownloadId, signal: AbortSignal): Promise<void> {
    const { records } = this.needs.writer;
    try {
      const mountPath = await this.admit(id, signal);
      const record = records.get(id);
      if (mountPath === false || record === undefined || signal.aborted) return;
      this.needs.progress.begin(id, record.durableBytes, record.totalBytes);
      await runDownload(this.needs, this.handle(id, signal, mountPath));
    } catch (error) {
      this.needs.report(error);
      const record = records.get(id);
      if (record !== undefined && accepts(record.state.kind, 'fail')) {
        this.needs.writer.apply(record, { kind: 'fail', cause: failure('app.bug') });
      }
    } finally {
      this.needs.progress.end(id);
      this.needs.disk.leave(id);
      this.runs.delete(id);
      this.needs.onEnded();
    }
  }

  /** @returns where the volume is mounted, null when the system does not tell; false when it may not start */
  private async admit(id: DownloadId, signal: AbortSignal): Promise<string | null | false> {
    const { writer, disk } = this.needs;
    const record = writer.records.get(id);
    if (record === undefined || signal.aborted) return false;
    // A whole, proven file only needs its name.
    if (record.state.kind === 'finalizing') return record.mountPath;
    const admitted = await disk.admit(this.claimant(record));
    const current = writer.records.get(id);
    if (signal.aborted || current?.state.kind !== 'queued') return false;
    if (admitted.ok) return admitted.value ?? current.mountPath;
    this.refuse(current, admitted.error);
    return false;
  }

  /** What stands in one's way stands in the way of others that go to the same folder. */
  private refuse(record: DownloadRecord, cause: ReturnType<typeof failure>): void {
    const { writer, disk } = this.needs;
    const changes = [{ record, event: { kind: 'fail', cause } as const }];
    if (ruleOf(cause.code).stopsVolume !== undefined) {
      for (const id of writer.records.index.ofKind('queued')) {
        const other = writer.records.get(id);
        if (other === undefined || id === record.id || this.runs.has(id)) continue;
        const same = other.folder === record.folder ? disk.wouldRefuse(this.claimant(other)) : null;
        if (same !== null) changes.push({ record: other, event: { kind: 'fail', cause: same } });
      }
    }
    writer.applyAll(changes);
    disk.arm();
  }

  /** Names that other downloads are about to take. */
  private promisedNames(folder: string, besides: DownloadId): readonly string[] {
    const { records } = this.needs.writer;
    return records.index.ofKind('finalizing').flatMap((id) => {
      const placing = id === besides ? undefined : records.get(id);
      const isHere = placing?.folder === folder && placing.state.kind === 'finalizing';
      return isHere ? [placing.state.finalName] : [];
    });
  }

  private handle(id: DownloadId, signal: AbortSignal, mountPath: string | null): RunHandle {
    const { writer, disk, progress } = this.needs;
    const known = () => writer.records.get(id);
    const record = () => (signal.aborted ? null : (known() ?? null));
    // That this one does not fit says nothing about the others, as a disk that refuses to write does.
    let lacksRoom = false;
    return {
      signal,
      record,
      takeStartOver: () => this.needs.takeStartOver(id),
      mayFetch: () => {
        const current = record();
        if (current !== null) this.needs.mindFetching(current);
        return record();
      },
      apply: (event, change = {}) => {
        const current = record();
        if (current === null) return null;
        const facts = event.kind === 'start' ? { mountPath, ...change } : change;
        const applied = writer.apply(current, event, facts);
        if (event.kind === 'fail' && !lacksRoom) disk.noteTrouble(this.claimant(current), event.cause);
        return signal.aborted ? null : applied;
      },
      // Facts count even when the run has just been called off.
      note: (facts) => {
        const current = known();
        if (current !== undefined) writer.note(current, facts);
      },
      onReceived: (bytes, connections) => {
        progress.record(id, bytes, connections);
        const current = record();
        const isFetching = connections > 0 && bytes < (current?.totalBytes ?? 0);
        if (isFetching && current?.state.kind === 'verifying') this.needs.mindFetching(current);
      },
      onResumable: (canResume) => progress.setResumable(id, canResume),
      onDurable: (durableBytes) => {
        const current = known();
        if (current === undefined) return;
        if (durableBytes <= current.durableBytes) return writer.remember({ ...current, durableBytes });
        disk.noteProgress(id);
        writer.remember({ ...current, durableBytes, failedAttempts: 0 });
      },
      onTotal: (bytes) => progress.setTotal(id, bytes),
      freeName: ({ folder, fileName, target }, taken = []) => {
        const promised = [...this.promisedNames(folder, id), ...taken];
        return this.names.free(folder, fileName, hintOf(target), promised);
      },
      rivals: ({ folder, fileName, target }) => this.names.rivals(folder, fileName, hintOf(target)),
      checkSpace: async () => {
        const current = record();
        const admitted = current === null ? ok(null) : await disk.admit(this.claimant(current));
        lacksRoom = !admitted.ok;
        return admitted.ok ? ok(null) : admitted;
      },
      diagnose: async (cause) => {
        const current = known();
        return current === undefined ? cause : disk.diagnose(this.claimant(current), cause);
      },
    };
  }
}

/** Tells two files of one version apart. */
function hintOf({ file }: DownloadRecord['target']): string | null {
  return file.precision ?? file.sizeClass;
}
