import type { FileHashes } from '../../../shared/civitai/model';
import { type Failure, failure } from '../../../shared/failure';
import type { DropOutcome, InspectionDelta, InspectionView } from '../../../shared/inspection/inspection';
import type { LibraryStatus } from '../../../shared/library/library';
import { err, ok, type Result } from '../../../shared/result';
import { realHash } from '../../core/civitai/hash-of-nothing';
import type { MeasuredHashes } from '../../core/download/verify';
import { headerFacts } from '../../core/inspection/header-facts';
import type { DroppedFiles, FileGlance } from '../../core/inspection/ports';
import { readHeaderClaim } from '../../core/library/claims';
import type { FoundFile, LibraryThreads } from '../../core/library/ports';
import { Asking } from '../bulk/asking';
import { BrokenFiles, type BrokenFilesNeeds } from './broken-files';
import { IndexAnswers, type IndexAnswersNeeds } from './index-answers';
import { type Asked, InspectionBoard } from './inspection-board';
import { Recognition, type RecognitionNeeds } from './recognition';

/** How often the page is told how far reading has come. */
const TELL_MS = 250;
/** Of so many somebody waits for each: they are asked about by a part of them before they are read. */
const FEW_FILES = 10;

export interface InspectionNeeds extends RecognitionNeeds, IndexAnswersNeeds, BrokenFilesNeeds {
  readonly files: DroppedFiles;
  readonly threads: Pick<LibraryThreads, 'walk' | 'read' | 'readBytes' | 'close'>;
  /** Texts with links, ids or hashes, and lock files: they are for the plan. */
  readonly onList: (path: string) => Promise<Result<null, Failure>>;
  readonly publish: (delta: InspectionDelta) => void;
}

/**
 * Says what files are that the user asks about: at once what the library knows, then one after the other by a
 * small part of each, and for certain when all of it has been read. Only hashes are sent.
 */
export class Inspections {
  readonly board: InspectionBoard;
  private readonly recognition: Recognition;
  private readonly index: IndexAnswers;
  private readonly broken: BrokenFiles;
  private calledOff = new AbortController();
  private libraryRevision = 0;
  private running: Promise<void> | null = null;
  /** One walk at a time; there is a thread for it beside the one that reads. */
  private adding: Promise<unknown> = Promise.resolve();

  constructor(private readonly needs: InspectionNeeds) {
    this.board = new InspectionBoard(needs);
    this.recognition = new Recognition(needs, this.board);
    this.index = new IndexAnswers(needs, this.board, this.recognition, () => this.begin());
    this.broken = new BrokenFiles(needs, this.board, this.recognition);
  }

  view(): InspectionView {
    return this.board.view();
  }

  /**
   * Takes files and folders that the user has named by dropping or choosing them. Lists of links go to the plan.
   *
   * @returns why nothing of it could be looked at
   */
  add(paths: readonly string[]): Promise<Result<DropOutcome, Failure>> {
    return new Promise((answer, fail) => {
      // Answers with the first file that is found: a folder may take long to look through.
      this.adding = this.adding.then(() => this.addNow(paths, answer).then(answer, fail));
    });
  }

  private async addNow(
    paths: readonly string[],
    onFirst: (outcome: Result<DropOutcome, Failure>) => void,
  ): Promise<Result<DropOutcome, Failure>> {
    const { folders, files, lists, unreadable } = await this.needs.files.sort(paths);
    const beside = lists.filter((path) => this.isBeside(path, files));
    const taken = await this.takeLists(lists.filter((path) => !beside.includes(path)));
    const told = {
      listCount: taken.count,
      besideNames: beside.map((path) => this.nameOf(path)),
      unread: taken.unread,
    };
    let addedCount = 0;
    const { signal } = this.calledOff;
    const walked = await this.needs.threads.walk(
      { roots: folders, only: null, files, readsClaims: true, known: [] },
      (found) => {
        if (signal.aborted) return;
        addedCount += this.take(found, addedCount, signal);
        if (addedCount === 0) return;
        this.begin();
        onFirst(ok({ addedCount, ...told }));
      },
      () => undefined,
      signal,
    );
    if (addedCount > 0 || taken.count > 0 || signal.aborted) return ok({ addedCount, ...told });
    if (!walked.ok) return walked;
    const causes = [...taken.unread, ...unreadable, ...walked.value.problems].map(({ cause }) => cause);
    return err(causes[0] ?? failure('input.nothingToInspect'));
  }

  /** @returns how many of them were not there before */
  private take(found: readonly FoundFile[], at: number, signal: AbortSignal): number {
    const kept: Asked[] = [];
    for (const { path, bytes, mtimeNs, dev, ino, flaw = null, claim } of found) {
      const file = this.board.keep(path, { bytes, mtimeNs, dev, ino }, at + kept.length, { flaw, claim });
      if (file !== null) kept.push(file);
    }
    // Of what is cut short, or no model, hashes say nothing.
    const whole = kept.filter(({ view: { flaw } }) => flaw === null || flaw.kind === 'tooLong');
    void this.readHeaders(this.index.answer(whole, signal), signal);
    return kept.length;
  }

  /** One that cannot be taken does not keep the others. */
  private async takeLists(
    lists: readonly string[],
  ): Promise<{ count: number; unread: DropOutcome['unread'] }> {
    const unread: { fileName: string; cause: Failure }[] = [];
    for (const path of lists) {
      const taken = await this.needs.onList(path);
      if (!taken.ok) unread.push({ fileName: this.nameOf(path), cause: taken.error });
    }
    return { count: lists.length - unread.length, unread };
  }

  /** What somebody wrote beside a model that was dropped with it is no list of links. */
  private isBeside(path: string, files: readonly string[]): boolean {
    const { places } = this.needs;
    const folder = places.join(path, '..');
    return files.some((file) => {
      const name = this.nameOf(file);
      const dot = name.lastIndexOf('.');
      return (
        dot > 0 && places.join(file, '..') === folder && this.nameOf(path).startsWith(name.slice(0, dot + 1))
      );
    });
  }

  private nameOf(path: string): string {
    const { places } = this.needs;
    return places.relative(places.join(path, '..'), path);
  }

  /** The library may know other files now. While it is being read that would be so all the time. */
  noteLibrary({ revision, scan }: Pick<LibraryStatus, 'revision' | 'scan'>): void {
    if (scan.kind !== 'idle' || revision === this.libraryRevision) return;
    this.libraryRevision = revision;
    void this.index.refresh(this.calledOff.signal);
  }

  /** Forgets everything, and ends what is being read. */
  clear(): void {
    this.calledOff.abort();
    this.calledOff = new AbortController();
    this.recognition.forget();
    this.board.clear();
  }

  placeOf(id: number): { readonly folder: string; readonly file: string } | null {
    const found = this.board.find(id);
    return found === null ? null : { folder: found.view.folderPath, file: found.path };
  }

  /** What is being asked is left to itself: a network that is gone would keep the program from ending. */
  stop(): Promise<void> {
    this.calledOff.abort();
    this.recognition.forget();
    return this.needs.threads.close();
  }

  private begin(): void {
    this.running ??= this.run().finally(() => {
      this.running = null;
      // Taken in between its last look and its end, or after everything before was forgotten.
      if (!this.calledOff.signal.aborted && this.board.next() !== undefined) this.begin();
    });
  }

  private async run(): Promise<void> {
    const { signal } = this.calledOff;
    for (let next = this.board.next(); next !== undefined && !signal.aborted; next = this.board.next()) {
      try {
        await this.inspect(next, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.needs.onBug(error);
        this.board.change(next, { stage: { kind: 'failed', cause: failure('app.bug') } });
      }
    }
    if (!signal.aborted) this.recognition.ask([], false, signal);
  }

  /** Of a file that nobody knows, what it says of itself is all there is. */
  private async readHeaders(files: readonly Asked[], signal: AbortSignal): Promise<void> {
    for (const file of files) {
      if (signal.aborted) return;
      const glance = await this.needs.files.glance(file.path);
      if (glance.ok) this.noteHeader(file, glance.value);
    }
  }

  private noteHeader(file: Asked, { header, weights }: FileGlance): void {
    if (header === null && weights === null) return;
    this.board.change(file, { header: header === null ? [] : headerFacts(header), weights });
  }

  private async inspect(file: Asked, signal: AbortSignal): Promise<void> {
    const { flaw } = file.view;
    if (flaw?.kind === 'noModel') return this.board.change(file, { stage: { kind: 'done' } });
    if (flaw?.kind === 'cutShort') return this.inspectCut(file, signal);
    const waitingCount = this.board.all().filter(({ view }) => view.stage.kind === 'waiting').length;
    const isOneOfFew = waitingCount <= FEW_FILES;
    this.board.change(file, { stage: { kind: 'reading', readBytes: 0 } });
    const glance = await this.needs.files.glance(file.path);
    if (glance.ok) this.noteHeader(file, glance.value);
    const isOpen = isOneOfFew && file.view.damage === null;
    const early = glance.ok && isOpen ? this.guess(file, glance.value, signal) : Promise.resolve();
    const read = await this.read(file, signal);
    await early;
    if (signal.aborted) return;
    if (!read.ok) {
      this.board.change(file, { stage: { kind: 'failed', cause: read.error } });
      return;
    }
    file.readAtMs = this.needs.clock.nowMs();
    const { damage } = file.view;
    const isConfirmed = read.value.sha256 !== file.damagedFrom?.sha256;
    this.board.change(file, {
      stage: { kind: 'asking' },
      hashes: toFileHashes(read.value),
      damage: damage === null ? null : { ...damage, isConfirmed },
    });
    this.index.findTwins([file]);
    this.recognition.ask([{ file, hashes: read.value }], this.board.next() !== undefined, signal);
  }

  private async inspectCut(file: Asked, signal: AbortSignal): Promise<void> {
    await this.readHeaders([file], signal);
    await this.broken.look(file, signal);
  }

  /** Answers while the rest is still being read; what it says is shown as likely, and proven or taken back then. */
  private async guess(file: Asked, { autoV1, header }: FileGlance, signal: AbortSignal): Promise<void> {
    const asking = new Asking(signal);
    const claimed = header === null ? null : (readHeaderClaim(header)?.autoV3 ?? null);
    const parts = [
      ...(claimed === null ? [] : [{ hash: claimed, hashes: { autoV3: claimed } }]),
      ...(autoV1 === null ? [] : [{ hash: autoV1, hashes: { autoV1 } }]),
    ];
    for (const { hash, hashes } of parts) {
      const place = await this.recognition.byPart(hash, asking);
      if (!place.ok || signal.aborted) return;
      if (place.value === null) continue;
      await this.recognition.show([{ file, kind: 'likely', hashes, place: place.value }], asking);
      return;
    }
  }

  private async read(file: Asked, signal: AbortSignal): Promise<Result<MeasuredHashes, Failure>> {
    const { threads, clock } = this.needs;
    const before = threads.readBytes();
    let isOver = false;
    const tick = (): void => {
      if (isOver || signal.aborted) return;
      this.board.change(file, { stage: { kind: 'reading', readBytes: threads.readBytes() - before } });
      clock.after(TELL_MS, tick);
    };
    clock.after(TELL_MS, tick);
    const read = await threads.read(file.path, signal);
    isOver = true;
    if (!read.ok) return read;
    return read.value.kind === 'read'
      ? ok(read.value.hashes)
      : err(failure('disk.changedWhileRead', { path: file.path }));
  }
}

function toFileHashes({ sha256, autoV1, autoV2, autoV3, crc32, blake3 }: MeasuredHashes): FileHashes {
  return {
    sha256,
    // Of a file below 1 MiB there is nothing to hash.
    autoV1: realHash(autoV1),
    autoV2: autoV2 ?? null,
    autoV3: realHash(autoV3),
    crc32: crc32 ?? null,
    blake3: blake3 ?? null,
  };
}
