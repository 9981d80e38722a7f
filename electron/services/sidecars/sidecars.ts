import type { DownloadId } from '../../../shared/ids';
import type { SidecarProblem, SidecarRun, SidecarsStatus, SidecarWishes } from '../../../shared/sidecars';
import type { DownloadRecord } from '../../core/ports';
import {
  type NamedModelFile,
  NOTHING_WRITTEN,
  type WriteSidecarsNeeds,
  type WrittenSidecars,
  writeSidecars,
} from './write-sidecars';

const MOST_PROBLEMS = 50;
const MOST_RUN_PROBLEMS = 20;
const NO_RUN: SidecarRun = {
  ...{ doneCount: 0, totalCount: 0, writtenCount: 0, mergedCount: 0, sameCount: 0 },
  failedCount: 0,
  problems: [],
};

export interface SidecarsNeeds extends WriteSidecarsNeeds {
  readonly wishes: () => SidecarWishes;
  readonly publish: (status: SidecarsStatus) => void;
  /** What the user has asked for is done, or was ended. */
  readonly onEnded: (run: SidecarRun) => void;
  /** Told once for each file that could not be written. */
  readonly warn: (problem: SidecarProblem) => void;
  readonly report: (error: unknown) => void;
}

/** A download that was placed, or any other file of which it is known what it is. */
type Model = DownloadRecord | NamedModelFile;

interface Waiting {
  readonly model: Model;
  /** The user has asked for it now; otherwise it comes with a download. */
  readonly isAsked: boolean;
}

/**
 * Writes sidecars and previews beside files that were placed, one model after the other, behind everything else. The
 * download is over by then, and nothing here can change how it ended.
 */
export class Sidecars {
  private readonly waiting: Waiting[] = [];
  private readonly ending = new AbortController();
  private status: SidecarsStatus = {
    waitingCount: 0,
    doneCount: 0,
    writtenCount: 0,
    run: null,
    problems: [],
  };
  private working: Promise<void> | null = null;
  /** What is being written beside just now. */
  private current: Waiting | null = null;

  constructor(private readonly needs: SidecarsNeeds) {}

  view(): SidecarsStatus {
    return this.status;
  }

  /** A file has just got its name. */
  notePlaced(record: DownloadRecord): void {
    if (this.isWanted()) this.take([record], false);
  }

  /** Also for what was placed before the user wanted any. */
  writeFor(records: readonly DownloadRecord[]): void {
    const known = new Set(this.waiting.map(({ model }) => ('id' in model ? model.id : null)));
    const placed = records.filter(({ id, state }) => state.kind === 'completed' && !known.has(id));
    this.take(placed, true);
  }

  /** Beside files that lie in the user's folders, behind what waits; downloads that come later go before them. */
  writeForFiles(models: readonly NamedModelFile[]): void {
    this.take(models, true);
  }

  /** Beside a file that somebody asks about, wherever it is. */
  async writeBeside(model: NamedModelFile): Promise<WrittenSidecars> {
    const written = await writeSidecars(this.needs, model, this.needs.wishes(), this.ending.signal);
    const place = { fileName: model.fileName, placePath: model.folder };
    for (const problem of written.problems) this.needs.warn({ ...problem, ...place });
    return written;
  }

  /** Whether something is being written beside what a download has placed, or will be. */
  isWritingBeside(id: DownloadId): boolean {
    const isIt = ({ model }: Waiting) => 'id' in model && model.id === id;
    return (this.current !== null && isIt(this.current)) || this.waiting.some(isIt);
  }

  /** Whether the user wants anything to be written. */
  isWanted(): boolean {
    const { dialects, hasPreview } = this.needs.wishes();
    return dialects.length > 0 || hasPreview;
  }

  /** Forgets what the user has asked for; the one that is being written is finished, what is written stays. */
  callOff(): void {
    const staying = this.waiting.filter(({ isAsked }) => !isAsked);
    this.waiting.splice(0, this.waiting.length, ...staying);
    if (this.current?.isAsked !== true) this.endRun();
    this.tell({});
  }

  /** @returns when nothing is written any more */
  async stop(): Promise<void> {
    this.waiting.length = 0;
    this.ending.abort();
    await this.working;
  }

  private take(models: readonly Model[], isAsked: boolean): void {
    if (this.ending.signal.aborted || models.length === 0) return;
    for (const model of models) this.waiting.push({ model, isAsked });
    // Old versions wait for those of downloads, and a whole library takes hours.
    this.waiting.sort((a, b) => Number('id' in b.model) - Number('id' in a.model));
    if (isAsked) {
      const run = this.status.run ?? NO_RUN;
      this.status = { ...this.status, run: { ...run, totalCount: run.totalCount + models.length } };
    }
    this.working ??= this.work();
    this.tell({});
  }

  private async work(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      const { model, isAsked } = next;
      this.current = next;
      const written = await this.write(model);
      const problems = written.problems.map((problem) => ({ ...problem, ...placeOf(model) }));
      for (const problem of problems) this.needs.warn(problem);
      this.current = null;
      const { run } = this.status;
      this.tell({
        run: isAsked ? doneIn(run ?? NO_RUN, written, placeOf(model)) : run,
        doneCount: this.status.doneCount + 1,
        writtenCount: this.status.writtenCount + written.writtenCount + written.mergedCount,
        problems: [...problems, ...this.status.problems].slice(0, MOST_PROBLEMS),
      });
      if (isAsked && !this.waiting.some((each) => each.isAsked)) this.endRun();
    }
    this.working = null;
    this.tell({});
  }

  private async write(record: Model): Promise<WrittenSidecars> {
    try {
      const model = 'id' in record ? namedModel(record) : record;
      if (model === null) return NOTHING_WRITTEN;
      return await writeSidecars(this.needs, model, this.needs.wishes(), this.ending.signal);
    } catch (error) {
      this.needs.report(error);
      return NOTHING_WRITTEN;
    }
  }

  private endRun(): void {
    const { run } = this.status;
    if (run === null) return;
    this.status = { ...this.status, run: null };
    if (!this.ending.signal.aborted) this.needs.onEnded(run);
  }

  private tell(change: Partial<SidecarsStatus>): void {
    const waitingCount = this.waiting.length + (this.working === null ? 0 : 1);
    this.status = { ...this.status, ...change, waitingCount };
    this.needs.publish(this.status);
  }
}

function namedModel({ state, target, folder, folderKind, ...record }: DownloadRecord): NamedModelFile | null {
  if (state.kind !== 'completed') return null;
  return {
    folder,
    fileName: state.finalName,
    bytes: record.totalBytes ?? record.durableBytes,
    sha256: state.verification.sha256,
    placedAtMs: state.atMs,
    kind: folderKind,
    target,
  };
}

/** Of what was asked for nothing is dropped: also what needs no sidecars is told of, with the reason. */
function doneIn(run: SidecarRun, written: WrittenSidecars, place: Place): SidecarRun {
  const { needless } = written;
  const left = needless === null ? written.problems : [{ part: null, cause: needless }, ...written.problems];
  const problems = left.map((problem) => ({ ...problem, ...place }));
  return {
    doneCount: run.doneCount + 1,
    totalCount: run.totalCount,
    writtenCount: run.writtenCount + written.writtenCount,
    mergedCount: run.mergedCount + written.mergedCount,
    sameCount: run.sameCount + written.sameCount,
    failedCount: run.failedCount + Number(problems.length > 0),
    problems: [...run.problems, ...problems].slice(0, MOST_RUN_PROBLEMS),
  };
}

type Place = Pick<SidecarProblem, 'fileName' | 'placePath'>;

function placeOf(record: Model): Place {
  const isPlaced = 'id' in record && record.state.kind === 'completed';
  return { fileName: isPlaced ? record.state.finalName : record.fileName, placePath: record.folder };
}
