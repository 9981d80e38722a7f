import type { Failure } from '../../../shared/failure';
import { failure } from '../../../shared/failure';
import type { ScanProblem, ScanView } from '../../../shared/library/library';
import { ok, type Result } from '../../../shared/result';
import type { FolderChange, LibraryStore, LibraryThreads, MeasuredFile } from '../../core/library/ports';
import { ReadingPace } from '../../core/library/reading-pace';
import type { Clock } from '../../core/ports';
import { orCalledOff, pause } from '../pause';
import type { Identification } from './identification';
import { LoneQuestions } from './lone-questions';
import type { VersionNames } from './version-names';

/** Nothing here writes or waits, so this many are known ahead at no cost. */
const FILES_AHEAD = 500;
/** What was written to while it was read is read again after so long, as often as this. */
const RESTLESS_PAUSE_MS = 20_000;
const RESTLESS_TRIES = 3;
/** Before that it is not worth a question what was read so far. */
const SHORTEST_ASK_MS = 60_000;
/** So many files, and what was begun of them, may cost two questions in all. */
const FILES_A_QUESTION = 10_000;
/** What many single questions in vain have left over is asked about so much later, where nothing else is new. */
const ASK_REST_AGAIN_MS = 86_400_000;
const MOST_PROBLEMS = 100;
/** Small files are written into the index together; a crash costs no more than reading these again. */
const KEPT_AT_ONCE = 50;
const LONGEST_UNKEPT_MS = 250;

export interface ScanNeeds {
  readonly store: LibraryStore;
  readonly threads: LibraryThreads;
  readonly identification: Identification;
  readonly names: Pick<VersionNames, 'ask' | 'askAbout'>;
  readonly clock: Clock;
  readonly roots: () => Promise<readonly string[]>;
  /** Paths of what Civet has placed, wherever it is. */
  readonly placed: () => readonly string[];
  /** Something of what a scan does is different now. */
  readonly onProgress: () => void;
  /** What there is was looked through: the folders, and links to further ones; or why it was not. */
  readonly onWalked: (folders: Result<readonly string[], Failure>) => void;
  /** The index holds other things than before. */
  readonly onKept: () => void;
}

export interface ScanEnd {
  readonly problems: readonly ScanProblem[];
  readonly problemCount: number;
  /** Why Civitai could not be asked; null when it could. */
  readonly trouble: Failure | null;
}

interface WaitingFile {
  readonly id: number;
  readonly path: string;
  readonly bytes: number;
}

/** One look through folders: who is there, what they hold, and what that is. */
export class Scan {
  private current: ScanView = { kind: 'idle' };
  private readonly pace = new ReadingPace();
  private problems: ScanProblem[] = [];
  private problemCount = 0;
  private trouble: Failure | null = null;
  private isPaused = false;
  /** What there was to read when reading began, and how much had been read by then. */
  private goal = { files: 0, bytes: 0, fromBytes: 0 };
  private readFiles = 0;
  private unkept: MeasuredFile[] = [];
  private keptAtMs = 0;
  private isAsking = false;
  private askedAtMs = 0;
  /** Questions in between: how many there may be, and how many there were. */
  private between = { most: 0, count: 0 };

  private readonly questionsBefore: number;
  private readonly lone: LoneQuestions;

  constructor(
    private readonly needs: ScanNeeds,
    private readonly signal: AbortSignal,
    /** What has to be looked at; null for all that there is. */
    readonly only: FolderChange | null = null,
  ) {
    this.questionsBefore = needs.identification.questionCount;
    this.lone = new LoneQuestions(signal, only === null ? 'whole' : 'part');
  }

  view(): ScanView {
    if (this.current.kind !== 'reading') return this.current;
    const readBytes = this.needs.threads.readBytes() - this.goal.fromBytes;
    const totalBytes = Math.max(this.goal.bytes, readBytes);
    if (!this.isPaused) this.pace.note(this.needs.clock.steadyMs(), readBytes);
    return {
      ...this.current,
      readCount: this.readFiles,
      totalCount: this.goal.files,
      readBytes,
      totalBytes,
      bytesPerSecond: this.isPaused ? null : this.pace.bytesPerSecond(),
      remainingMs: this.isPaused ? null : this.pace.remainingMs(totalBytes - readBytes),
    };
  }

  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
    this.needs.threads.setPaused(isPaused);
    this.beginPace();
  }

  /** To its end, or until it is called off. */
  async run(): Promise<ScanEnd> {
    await this.look();
    if (this.signal.aborted) return this.end();
    // A sidecar's word costs one question for all, and gives names long before the last byte was read.
    await this.ask('claims');
    const restless = await this.read();
    await this.readAgain(restless);
    if (!this.signal.aborted) this.note(await this.needs.store.forgetMoved());
    await this.ask('hashes');
    return this.end();
  }

  private async look(): Promise<void> {
    const { store, threads, clock, roots, placed } = this.needs;
    this.show({ kind: 'looking', seenCount: 0 });
    const folders = await roots();
    if (this.only === null) this.note(await store.listOnly(folders));
    if (this.signal.aborted) return;
    const walked = await threads.walk(
      { roots: folders, only: this.only, files: placed(), readsClaims: true, known: store.known(this.only) },
      (found) => {
        this.note(store.keepFound(found, clock.nowMs()));
        this.needs.onKept();
      },
      (seenCount) => this.show({ kind: 'looking', seenCount }),
      this.signal,
    );
    if (!walked.ok) {
      if (this.signal.aborted) return;
      this.addProblem({ path: '', cause: walked.error });
      if (this.only === null) this.needs.onWalked(walked);
      return;
    }
    for (const problem of walked.value.problems) this.addProblem(problem);
    if (this.signal.aborted) return;
    if (this.only === null) this.needs.onWalked(ok([...folders, ...walked.value.links]));
    this.note(await store.keepUses(walked.value.uses));
    this.note(await store.endWalk(walked.value.gone, clock.nowMs(), this.only === null));
    this.needs.onKept();
  }

  /** @returns what was written to while it was read */
  private async read(): Promise<readonly WaitingFile[]> {
    const { store, threads, clock } = this.needs;
    const totals = store.waitingTotals();
    if (!totals.ok || totals.value.fileCount === 0) return [];
    this.goal = {
      files: totals.value.fileCount,
      bytes: totals.value.bytes,
      fromBytes: threads.readBytes(),
    };
    this.askedAtMs = clock.steadyMs();
    // One for each ten thousand is needed in the end; what sidecars said has cost some already.
    const each = Math.ceil(totals.value.fileCount / FILES_A_QUESTION);
    this.between = { most: Math.max(0, each - this.questionsSoFar()), count: 0 };
    this.beginPace();
    this.showReading();
    const restless: WaitingFile[] = [];
    let ahead: readonly WaitingFile[] = [];
    let last: WaitingFile | null = null;
    const take = (): WaitingFile | null => {
      if (ahead.length === 0) {
        const more = store.waiting(FILES_AHEAD, last);
        ahead = more.ok ? more.value : [];
        last = ahead.at(-1) ?? last;
      }
      const [next = null, ...rest] = ahead;
      ahead = rest;
      return next;
    };
    const work = async () => {
      for (let file = take(); file !== null && !this.signal.aborted; file = take()) {
        if ((await this.readOne(file)) === 'changed') restless.push(file);
        await this.askMeanwhile();
      }
    };
    await Promise.all(Array.from({ length: threads.width }, work));
    this.keep();
    return restless;
  }

  private async readAgain(restless: readonly WaitingFile[]): Promise<void> {
    let left = restless;
    for (let tries = 0; tries < RESTLESS_TRIES && left.length > 0 && !this.signal.aborted; tries += 1) {
      await pause(this.needs.clock, RESTLESS_PAUSE_MS, this.signal);
      const again: WaitingFile[] = [];
      for (const file of left) {
        if (this.signal.aborted) return;
        if ((await this.readOne(file)) === 'changed') again.push(file);
      }
      left = again;
      this.keep();
    }
    // Still being written; the next scan takes it up again.
    for (const { path } of left) this.addProblem({ path, cause: failure('disk.busy', { path }) });
  }

  private async readOne({ id, path }: WaitingFile): Promise<'done' | 'changed'> {
    const { store, threads, clock } = this.needs;
    const read = await threads.read(path, this.signal);
    if (this.signal.aborted) return 'done';
    if (read.ok && read.value.kind === 'changed') return 'changed';
    this.readFiles += 1;
    if (read.ok && read.value.kind === 'read') {
      this.unkept.push({ id, stamp: read.value.stamp, hashes: read.value.hashes });
      const isLong = clock.steadyMs() - this.keptAtMs > LONGEST_UNKEPT_MS;
      if (isLong || this.unkept.length >= KEPT_AT_ONCE) this.keep();
    } else if (!read.ok) {
      this.note(store.keepUnread(id, read.error));
      this.addProblem({ path, cause: read.error });
      this.needs.onKept();
    }
    return 'done';
  }

  private keep(): void {
    this.keptAtMs = this.needs.clock.steadyMs();
    if (this.unkept.length === 0) return;
    this.note(this.needs.store.keepRead(this.unkept, this.needs.clock.nowMs()));
    this.unkept = [];
    this.needs.onKept();
  }

  /** While reading goes on for long, somebody wants to know what was read so far. */
  private async askMeanwhile(): Promise<void> {
    const { most, count } = this.between;
    const isRead = this.readFiles >= (this.goal.files * (count + 1)) / (most + 1);
    const isLong = this.needs.clock.steadyMs() - this.askedAtMs >= SHORTEST_ASK_MS;
    if (count >= most || !isRead || !isLong || this.isAsking || this.signal.aborted) return;
    this.isAsking = true;
    this.between = { most, count: count + 1 };
    this.keep();
    await this.askCivitai('hashes');
    this.askedAtMs = this.needs.clock.steadyMs();
    this.isAsking = false;
  }

  private questionsSoFar(): number {
    return this.needs.identification.questionCount - this.questionsBefore;
  }

  private async ask(what: 'claims' | 'hashes'): Promise<void> {
    if (this.signal.aborted) return;
    this.show({ kind: 'asking' });
    await this.askCivitai(what);
  }

  private async askCivitai(what: 'claims' | 'hashes'): Promise<void> {
    const { identification, names, onKept } = this.needs;
    const ask = async (): Promise<Failure | null> => {
      const open =
        what === 'claims'
          ? await identification.askClaims(this.signal)
          : ((await identification.askHashes(this.signal)) ?? (await this.askAlone()));
      if (this.signal.aborted) return null;
      onKept();
      // Who gives nothing now gives no names either.
      return open ?? (await names.ask(this.signal, onKept));
    };
    // A question that was sent cannot be taken back; nobody who quits waits for its answer, and it changes nothing.
    this.trouble = await orCalledOff(ask(), this.signal);
    if (!this.signal.aborted) onKept();
  }

  /** One question a file, so what is left from before is taken up with something new, or else once a day. */
  private async askAlone(): Promise<Failure | null> {
    const { identification, store, clock } = this.needs;
    const askedAtMs = Number(store.note('askedAloneAtMs') ?? 0);
    if (this.readFiles === 0 && clock.nowMs() - askedAtMs < ASK_REST_AGAIN_MS) return null;
    const failed = await identification.askAlone(this.lone);
    // A look at some files asks too few to count as one.
    const isWhole = this.only === null && failed === null && !this.signal.aborted;
    if (isWhole) store.keepNote('askedAloneAtMs', String(clock.nowMs()));
    return failed;
  }

  private end(): ScanEnd {
    this.show({ kind: 'idle' });
    const { problems, problemCount, trouble } = this;
    return { problems, problemCount, trouble };
  }

  private beginPace(): void {
    this.pace.begin(this.needs.clock.steadyMs(), this.needs.threads.readBytes() - this.goal.fromBytes);
  }

  private showReading(): void {
    const none = { readCount: 0, totalCount: 0, readBytes: 0, totalBytes: 0 };
    this.show({ kind: 'reading', ...none, bytesPerSecond: null, remainingMs: null });
  }

  private show(view: ScanView): void {
    this.current = view;
    this.needs.onProgress();
  }

  private addProblem(problem: ScanProblem): void {
    this.problemCount += 1;
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
  }

  /** The index could not be written: the files are as they were, and the next scan finds them anew. */
  private note(kept: Result<unknown, Failure>): void {
    if (!kept.ok) this.addProblem({ path: String(kept.error.params.path ?? ''), cause: kept.error });
  }
}

/** What a look at everything has said of other places still holds after a look at some. */
export function withMore(before: ScanEnd, { problems, trouble }: ScanEnd): ScanEnd {
  const known = new Set(before.problems.map(({ path }) => path));
  const fresh = problems.filter(({ path }) => !known.has(path));
  return {
    problems: [...before.problems, ...fresh].slice(0, MOST_PROBLEMS),
    problemCount: before.problemCount + fresh.length,
    trouble,
  };
}
