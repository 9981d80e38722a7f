import type { CheckTally, CheckView } from '../../../shared/library/library';
import type {
  ChangedPlaces,
  IndexedFile,
  LibraryStore,
  LibraryThreads,
  ReadOutcome,
} from '../../core/library/ports';
import { ReadingPace } from '../../core/library/reading-pace';
import type { Clock, Places, Volumes } from '../../core/ports';
import { orCalledOff, pause } from '../pause';
import { CheckFindings, type Finding } from './check-findings';
import { CheckNotes, type CheckSummary } from './check-notes';
import type { VersionNames } from './version-names';

/** While something is read, speed and time left are told anew. */
const TICK_MS = 500;

/** How often it is looked whether a folder is back. */
const AWAY_MS = 2_000;

const NOTHING: CheckTally = {
  unchangedCount: 0,
  damagedCount: 0,
  changedCount: 0,
  missingCount: 0,
  unreadableCount: 0,
  newCount: 0,
  brokenCount: 0,
};

/** A file is placed a moment after its last byte was written. */
const PLACING_MS = 5_000;
const NS_A_MS = 1_000_000n;
/** So many are looked up in one go. */
const FOUND_AT_ONCE = 300;

export interface FileCheckNeeds {
  readonly store: Pick<
    LibraryStore,
    'find' | 'files' | 'keepRead' | 'keepDamaged' | 'keepUnread' | 'note' | 'keepNote'
  >;
  /** Of its own, so that a scan never waits for a check. */
  readonly threads: Pick<LibraryThreads, 'read' | 'setPaused' | 'readBytes' | 'close'>;
  readonly names: Pick<VersionNames, 'askAbout'>;
  readonly volumes: Volumes;
  /** The user's folders. */
  readonly roots: () => Promise<readonly string[]>;
  readonly places: Pick<Places, 'isInside'>;
  readonly clock: Clock;
  readonly onProgress: () => void;
  /** The index holds other things than before. */
  readonly onKept: () => void;
  /** Files that are not as the index has them, for whoever looks at folders. */
  readonly onChanged: (places: ChangedPlaces) => void;
  readonly onBug: (error: unknown) => void;
}

/**
 * Reads files of the index once more. Bytes that differ though nobody has written to the file are damage: what the
 * file was stays known, and so does since when it was read well.
 */
export class FileCheck {
  /** All of the check, in the order in which they are read. */
  private ids: number[] = [];
  private doneCount = 0;
  private goal = { bytes: 0, fromBytes: 0 };
  private tally = NOTHING;
  private pace = new ReadingPace();
  private isPaused = false;
  private awayFolder: string | null = null;
  private ended: CheckSummary | null = null;
  private isStopped = false;
  private callOffTick: (() => void) | null = null;
  private running: { readonly callOff: AbortController; readonly ended: Promise<void> } | null = null;
  private readonly notes: CheckNotes;
  private readonly findings: CheckFindings;

  constructor(private readonly needs: FileCheckNeeds) {
    this.notes = new CheckNotes(needs.store);
    this.findings = new CheckFindings(needs.store);
  }

  view(): CheckView {
    const { tally, isPaused, awayFolder, doneCount } = this;
    const isStill = isPaused || awayFolder !== null;
    const totalCount = this.ids.length;
    if (this.running === null) {
      const { ended } = this;
      const open = ended === null ? null : this.findings.open(ended.tally);
      return ended === null || open === null ? { kind: 'none' } : { kind: 'ended', ...ended, tally: open };
    }
    const readBytes = this.readBytes();
    const totalBytes = Math.max(this.goal.bytes, readBytes);
    if (!isStill) this.pace.note(this.needs.clock.steadyMs(), readBytes);
    return {
      ...{ kind: 'checking', isPaused, awayFolder, tally, doneCount, totalCount, readBytes, totalBytes },
      bytesPerSecond: isStill ? null : this.pace.bytesPerSecond(),
      remainingMs: isStill ? null : this.pace.remainingMs(totalBytes - readBytes),
    };
  }

  /** Begins, or takes further files on. */
  begin(files: readonly { readonly id: number; readonly bytes: number }[]): void {
    const { running } = this;
    if (this.isStopped) return;
    if (running?.callOff.signal.aborted === true) {
      // What is called off takes nothing on any more: this is a check of its own.
      void running.ended.then(() => this.begin(files));
      return;
    }
    if (running !== null) {
      const known = new Set(this.ids.slice(this.doneCount));
      const fresh = files.filter(({ id }) => !known.has(id));
      this.ids.push(...fresh.map(({ id }) => id));
      this.goal = { ...this.goal, bytes: this.goal.bytes + bytesOf(fresh) };
    } else {
      this.ids = files.map(({ id }) => id);
      this.goal = { bytes: bytesOf(files), fromBytes: this.needs.threads.readBytes() };
      this.doneCount = 0;
      this.tally = NOTHING;
      this.findings.forget();
      this.start();
    }
    this.notes.keepFiles({ ids: this.ids, bytes: this.goal.bytes });
    this.setPaused(false);
  }

  /** Goes on with a check that the end of Civet has met; what was paused stays so. */
  resume(): void {
    if (this.running !== null || this.isStopped) return;
    this.takeEnded();
    const noted = this.notes.read();
    if (noted === null) return;
    this.ids = [...noted.ids];
    this.doneCount = Math.min(noted.doneCount, noted.ids.length);
    this.goal = { bytes: noted.bytes, fromBytes: this.needs.threads.readBytes() - noted.readBytes };
    this.tally = noted.tally;
    this.findings.take(noted.found);
    this.start();
    this.setPaused(noted.isPaused);
  }

  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
    this.needs.threads.setPaused(isPaused);
    this.pace = new ReadingPace();
    this.pace.begin(this.needs.clock.steadyMs(), this.readBytes());
    if (this.running !== null) this.noteSoFar();
    this.needs.onProgress();
  }

  /** Resolves when nothing of it is written any more. What was compared by then stays compared. */
  async cancel(): Promise<void> {
    const { running } = this;
    running?.callOff.abort();
    await running?.ended;
  }

  /** What the last check has found is told no more. */
  dismiss(): void {
    this.keepEnded(null);
    this.needs.onProgress();
  }

  /** It goes on with the next start. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.running?.callOff.abort();
    await this.needs.threads.close();
    await this.running?.ended;
  }

  private start(): void {
    const callOff = new AbortController();
    const ended = this.run(callOff.signal).catch(this.needs.onBug);
    this.running = { callOff, ended: ended.then(() => this.end()) };
    this.tick();
  }

  private readBytes(): number {
    return this.needs.threads.readBytes() - this.goal.fromBytes;
  }

  private noteSoFar(): void {
    const { doneCount, isPaused, tally } = this;
    const found = this.findings.list();
    this.notes.keepSoFar({ doneCount, isPaused, tally, readBytes: this.readBytes(), found });
  }

  private tick(): void {
    this.callOffTick = this.needs.clock.after(TICK_MS, () => {
      this.needs.onProgress();
      this.tick();
    });
  }

  private end(): void {
    this.callOffTick?.();
    this.running = null;
    if (!this.isStopped) {
      const { tally, doneCount, ids } = this;
      this.keepEnded({ isWhole: doneCount === ids.length, tally, endedAtMs: this.needs.clock.nowMs() });
      this.notes.forget();
    }
    this.needs.onProgress();
  }

  private keepEnded(summary: CheckSummary | null): void {
    this.ended = summary;
    this.notes.keepEnded(summary === null ? null : { summary, found: this.findings.list() });
  }

  private takeEnded(): void {
    const noted = this.ended === null ? this.notes.readEnded() : null;
    if (noted === null) return;
    this.ended = noted.summary;
    this.findings.take(noted.found);
  }

  private async run(signal: AbortSignal): Promise<void> {
    const versions = new Set<number>();
    const before = this.ids.slice(0, this.doneCount);
    await this.readRest(versions, signal);
    // Those that an earlier life of Civet has read are asked about as well.
    for (const [at, id] of before.entries()) {
      if (at % FOUND_AT_ONCE === 0) await pause(this.needs.clock, 0, signal);
      if (signal.aborted) return;
      const versionId = this.found(id)?.versionId ?? null;
      if (versionId !== null) versions.add(versionId);
    }
    // What Civitai publishes may be other bytes by now. Files may be handed to the check while it is asked.
    while (!signal.aborted) {
      await orCalledOff(this.needs.names.askAbout([...versions], signal, this.needs.onKept), signal);
      if (this.doneCount === this.ids.length) return;
      versions.clear();
      await this.readRest(versions, signal);
    }
  }

  /** @param versions takes up those of the files that were read */
  private async readRest(versions: Set<number>, signal: AbortSignal): Promise<void> {
    for (let next = this.ids[this.doneCount]; next !== undefined; next = this.ids[this.doneCount]) {
      // Whoever asked for one file sees where it stands before the next one begins.
      const file = this.found(next);
      if (file !== null) await this.look(file, signal);
      if (signal.aborted) return;
      this.doneCount += 1;
      this.noteSoFar();
      if (file !== null && file.versionId !== null) versions.add(file.versionId);
      this.needs.onKept();
    }
  }

  private found(id: number): IndexedFile | null {
    const found = this.needs.store.find(id);
    return found.ok ? found.value : null;
  }

  private async look(file: IndexedFile, signal: AbortSignal): Promise<void> {
    // Its bytes are proof of nothing, so what it was stays known; whether it is whole by now its beginning tells.
    if (isBroken(file)) {
      this.goal = { ...this.goal, bytes: this.goal.bytes - file.bytes };
      this.hand(file, 'brokenCount');
      return;
    }
    let read = await this.needs.threads.read(file.path, signal);
    while (!read.ok && read.error.code === 'disk.folderMissing') {
      const away = await this.awayFolderOf(file);
      if (away === null) break;
      this.noteAway(away);
      await pause(this.needs.clock, AWAY_MS, signal);
      if (signal.aborted) break;
      read = await this.needs.threads.read(file.path, signal);
    }
    this.noteAway(null);
    if (signal.aborted) return;
    if (read.ok) this.compare(file, read.value);
    else if (read.error.code === 'disk.folderMissing') this.hand(file, 'missingCount');
    else {
      this.needs.store.keepUnread(file.id, read.error);
      this.find(file, 'unreadableCount');
    }
  }

  /** Of a drive that is not connected nothing is missing. */
  private async awayFolderOf({ path }: IndexedFile): Promise<string | null> {
    const { roots, places, volumes } = this.needs;
    const root = (await roots()).find((each) => places.isInside(each, path));
    return root !== undefined && (await volumes.look(root, root)) === 'missing' ? root : null;
  }

  private noteAway(folder: string | null): void {
    if (this.awayFolder === folder) return;
    this.awayFolder = folder;
    this.pace = new ReadingPace();
    this.pace.begin(this.needs.clock.steadyMs(), this.readBytes());
    this.needs.onProgress();
  }

  private compare(file: IndexedFile, outcome: ReadOutcome): void {
    const { store, clock } = this.needs;
    if (outcome.kind === 'changed') {
      this.hand(file, 'changedCount');
      return;
    }
    const { hashes, stamp } = outcome;
    const isSame = file.sha256 === hashes.sha256;
    // Only its date is another one where its bytes are the same.
    if (!isSame && !isUntouched(file, stamp)) {
      this.hand(file, 'changedCount');
      return;
    }
    if (!isSame && file.sha256 !== null) {
      store.keepDamaged(file.id, hashes.sha256, stamp, clock.nowMs());
      this.find(file, 'damagedCount');
      return;
    }
    store.keepRead([{ id: file.id, stamp, hashes }], clock.nowMs());
    if (isSame || this.isAsBefore(file)) this.count('unchangedCount');
    // Nobody has asked about its bytes yet. What was read before was known by others, which the library let go of.
    else this.hand(file, file.readAtMs === null ? 'newCount' : 'changedCount');
  }

  /** The library had seen another date, and it was no more than that. */
  private isAsBefore({ id, match }: IndexedFile): boolean {
    return match === 'former' && this.found(id)?.match === 'sha256';
  }

  private hand(file: IndexedFile, what: 'changedCount' | 'missingCount' | 'newCount' | 'brokenCount'): void {
    if (what === 'newCount') this.count(what);
    else this.find(file, what);
    this.needs.onChanged({ folders: [], files: [file.path] });
  }

  private find({ id }: IndexedFile, what: Finding): void {
    this.count(what);
    this.findings.note(id, what);
  }

  private count(what: keyof CheckTally): void {
    this.tally = { ...this.tally, [what]: this.tally[what] + 1 };
  }
}

function bytesOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function isBroken({ flaw }: IndexedFile): boolean {
  return flaw?.kind === 'cutShort' || flaw?.kind === 'noModel';
}

/** Whether nobody has written to it since the index took note of it, as far as size and date tell. */
function isUntouched(
  file: IndexedFile,
  stamp: { readonly bytes: number; readonly mtimeNs: string },
): boolean {
  if (file.bytes !== stamp.bytes) return false;
  if (file.mtimeNs !== '') return file.mtimeNs === stamp.mtimeNs;
  // Known from its download alone.
  return Number(BigInt(stamp.mtimeNs) / NS_A_MS) <= (file.readAtMs ?? 0) + PLACING_MS;
}
