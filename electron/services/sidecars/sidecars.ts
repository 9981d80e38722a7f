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

export interface SidecarsNeeds extends WriteSidecarsNeeds {
  readonly wishes: () => SidecarWishes;
  readonly publish: (status: SidecarsStatus) => void;
  /** Told once for each file that could not be written. */
  readonly warn: (problem: SidecarProblem) => void;
  readonly report: (error: unknown) => void;
}

/** A download that was placed, or any other file of which it is known what it is. */
type Waiting = DownloadRecord | NamedModelFile;

/**
 * Writes sidecars and previews beside files that were placed, one model after the other, behind everything else. The
 * download is over by then, and nothing here can change how it ended.
 */
export class Sidecars {
  private readonly waiting: Waiting[] = [];
  private readonly ending = new AbortController();
  private status: SidecarsStatus = {
    run: null,
    waitingCount: 0,
    doneCount: 0,
    writtenCount: 0,
    problems: [],
  };
  /** What the user has asked for and waits for. */
  private readonly asked = new Set<Waiting>();
  private endsAs: 'done' | 'stopped' = 'done';
  private working: Promise<void> | null = null;
  /** What is being written beside just now. */
  private current: Waiting | null = null;

  constructor(private readonly needs: SidecarsNeeds) {}

  view(): SidecarsStatus {
    return this.status;
  }

  /** A file has just got its name. */
  notePlaced(record: DownloadRecord): void {
    if (this.isWanted()) this.take([record]);
  }

  /** Also for what was placed before the user wanted any. */
  writeFor(records: readonly DownloadRecord[]): void {
    const known = new Set(this.waiting.map((each) => ('id' in each ? each.id : null)));
    this.ask(records.filter(({ id, state }) => state.kind === 'completed' && !known.has(id)));
  }

  /** Beside files that lie in the user's folders, behind what waits; downloads that come later go before them. */
  writeForFiles(models: readonly NamedModelFile[]): void {
    this.ask(models);
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
    return [this.current, ...this.waiting].some((each) => each !== null && 'id' in each && each.id === id);
  }

  /** Whether the user wants anything to be written. */
  isWanted(): boolean {
    const { dialects, hasPreview } = this.needs.wishes();
    return dialects.length > 0 || hasPreview;
  }

  /** Forgets what waits; the one that is being written is finished. */
  callOff(): void {
    this.waiting.length = 0;
    for (const each of this.asked) if (each !== this.current) this.asked.delete(each);
    // What is being written is finished, and counts.
    if (this.asked.size === 0) this.changeRun({ state: 'stopped' });
    else this.endsAs = 'stopped';
    this.tell({});
  }

  /** @returns when nothing is written any more */
  async stop(): Promise<void> {
    this.waiting.length = 0;
    this.ending.abort();
    await this.working;
  }

  /** More of the same run, while one goes on. */
  private ask(records: readonly Waiting[]): void {
    if (this.ending.signal.aborted || records.length === 0) return;
    const last = this.status.run;
    const isMore = last?.state === 'running' && this.asked.size > 0;
    const run: SidecarRun = isMore
      ? { ...last, totalCount: last.totalCount + records.length }
      : {
          ...{ id: (last?.id ?? 0) + 1, state: 'running', totalCount: records.length, doneCount: 0 },
          ...{ writtenCount: 0, mergedCount: 0, sameCount: 0, failedCount: 0, problems: [] },
        };
    this.endsAs = 'done';
    for (const each of records) this.asked.add(each);
    this.status = { ...this.status, run };
    this.take(records);
  }

  private changeRun(change: Partial<SidecarRun>): void {
    const { run } = this.status;
    if (run?.state === 'running') this.status = { ...this.status, run: { ...run, ...change } };
  }

  /** Of what was asked for nothing is dropped: also what needs no sidecars is told of, with the reason. */
  private noteAsked(record: Waiting, written: WrittenSidecars, told: readonly SidecarProblem[]): void {
    const { run } = this.status;
    if (!this.asked.delete(record) || run === null) return;
    const { needless } = written;
    const problems =
      needless === null ? told : [...told, { ...placeOf(record), part: null, cause: needless }];
    this.changeRun({
      doneCount: run.doneCount + 1,
      writtenCount: run.writtenCount + written.writtenCount,
      mergedCount: run.mergedCount + written.mergedCount,
      sameCount: run.sameCount + written.sameCount,
      failedCount: run.failedCount + Number(problems.length > 0),
      problems: [...run.problems, ...problems].slice(0, MOST_RUN_PROBLEMS),
    });
    if (this.asked.size === 0) this.changeRun({ state: this.endsAs });
  }

  private take(records: readonly Waiting[]): void {
    if (this.ending.signal.aborted || records.length === 0) return;
    this.waiting.push(...records);
    // Old versions wait for those of downloads, and a whole library takes hours.
    this.waiting.sort((a, b) => Number('id' in b) - Number('id' in a));
    this.working ??= this.work();
    this.tell({});
  }

  private async work(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      const record = next;
      this.current = record;
      const written = await this.write(record);
      const problems = written.problems.map((problem) => ({ ...problem, ...placeOf(record) }));
      for (const problem of problems) this.needs.warn(problem);
      this.noteAsked(record, written, problems);
      this.tell({
        doneCount: this.status.doneCount + 1,
        writtenCount: this.status.writtenCount + written.writtenCount + written.mergedCount,
        problems: [...problems, ...this.status.problems].slice(0, MOST_PROBLEMS),
      });
    }
    this.working = null;
    this.current = null;
    this.tell({});
  }

  private async write(record: Waiting): Promise<WrittenSidecars> {
    try {
      const model = 'id' in record ? namedModel(record) : record;
      if (model === null) return NOTHING_WRITTEN;
      return await writeSidecars(this.needs, model, this.needs.wishes(), this.ending.signal);
    } catch (error) {
      this.needs.report(error);
      return NOTHING_WRITTEN;
    }
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

function placeOf(record: Waiting): Pick<SidecarProblem, 'fileName' | 'placePath'> {
  const isPlaced = 'id' in record && record.state.kind === 'completed';
  return { fileName: isPlaced ? record.state.finalName : record.fileName, placePath: record.folder };
}
