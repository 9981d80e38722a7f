import type { DownloadRecord, PieceClaim } from '../../electron/core/ports';
import type { DownloadQueue } from '../../electron/services/downloads/download-queue';
import type { DownloadState } from '../../shared/download/state';
import { type Failure, ruleOf } from '../../shared/failure';
import type { DownloadId } from '../../shared/ids';
import type { Result } from '../../shared/result';
import { SteeredClock } from '../support/steered-clock';
import { SeededChance } from './chance';
import { FakeDownloadApi } from './fake-api';
import { DurableBooks, FakeJournal, FakePieceBook } from './fake-books';
import { FakeDisk } from './fake-disk';
import { type Delivered, FakeNet } from './fake-net';
import { FakePartFiles } from './fake-part-files';
import { FakeStorage } from './fake-storage';
import { FakeVolumes } from './fake-volumes';
import { Ledger } from './ledger';
import { Life } from './life';
import { RemoteFile } from './remote-file';
import { Traps } from './traps';
import { startCivet } from './wire';
import { Witness } from './witness';

export const MODELS = '/models';
export const FOLDER = '/models/models/loras';
/** A stranger's file, which nobody may touch, under a name that a download would like to have. */
export const FOREIGN = { path: `${FOLDER}/model-1.safetensors`, bytes: new Uint8Array([1, 2, 3]) };

/** How large the world is. */
export interface Scale {
  readonly pieceBytes: number;
  readonly fileBytes: readonly number[];
  readonly bytesPerMs: readonly [number, number];
}

/** Many pieces in few bytes. */
export const SMALL: Scale = {
  pieceBytes: 16 * 1024,
  fileBytes: [40_000, 101_007, 162_014],
  bytesPerMs: [2, 40],
};

/** Large enough that several connections share a file. */
export const LARGE: Scale = {
  pieceBytes: 256 * 1024,
  fileBytes: [40_000, 3_300_000, 7_100_003],
  bytesPerMs: [100, 1_500],
};

/** A program that does nothing for so long while it should is stuck. */
const LONGEST_WAIT_MS = 60_000;

interface Running {
  readonly life: Life;
  readonly parts: FakePartFiles;
  readonly storage: FakeStorage;
  readonly queue: DownloadQueue;
  readonly onNetwork: () => void;
}

/** Civet and everything around it, all in memory, on a clock that is steered. */
export class World {
  readonly clock = new SteeredClock();
  readonly chance: SeededChance;
  readonly disk: FakeDisk;
  readonly books = new DurableBooks();
  readonly net: FakeNet;
  /** What the program itself called a bug. */
  readonly bugs: unknown[] = [];
  readonly traps = new Traps();
  readonly ledger = new Ledger();
  simultaneous = 2;
  readonly witness = new Witness();
  /** What a death by a trap is like; either of them when it is null. */
  howDeathComes: 'killed' | 'powerCut' | null = null;
  private knownVersion = '';
  private current: Running | null = null;

  constructor(
    seed: number,
    readonly scale: Scale,
  ) {
    this.chance = new SeededChance(seed);
    this.disk = new FakeDisk(this.chance);
    const files = scale.fileBytes.map(
      (bytes, number) => new RemoteFile(number, { bytes, hasEtag: number !== 2 }),
    );
    this.net = new FakeNet(files, this.chance, scale.bytesPerMs);
    this.traps.onSprung = () => this.ledger.excuseAll();
    this.net.onDelivered = (delivered) => this.noteDelivered(delivered);
    this.disk.addFolder(FOLDER);
    this.disk.put(FOREIGN.path, FOREIGN.bytes);
  }

  get running(): Running {
    if (this.current === null) throw new Error('Civet is not running.');
    return this.current;
  }

  get queue(): DownloadQueue {
    return this.running.queue;
  }

  /** Starts the program and waits until it is ready; again, when it dies on the way. */
  async start(): Promise<void> {
    for (;;) {
      const life = new Life(this.clock, (call) => this.traps.at(call));
      const parts = new FakePartFiles({
        disk: this.disk,
        life,
        chance: this.chance,
        onFailure: () => this.ledger.excuseAll(),
        onOpened: (path) => this.noteOpened(path),
      });
      const storage = new FakeStorage(this.net, life);
      const { queue, onNetwork } = startCivet({
        life,
        parts,
        volumes: new FakeVolumes(this.disk, life),
        storage,
        measuring: parts,
        headers: parts,
        http: new FakeDownloadApi(this.net, life),
        journal: new FakeJournal(this.books, life, (record) => this.noteSaved(record)),
        book: new FakePieceBook(this.books, life, (...taken) => this.noteTakenBack(...taken)),
        pieceBytes: this.scale.pieceBytes,
        root: MODELS,
        chance: this.chance,
        limit: () => this.simultaneous,
        hasPath: (path) => this.disk.has(path) || this.disk.hasFolder(path),
        report: (error) => {
          if (!life.isOver) this.bugs.push(error);
        },
      });
      this.current = { life, parts, storage, queue, onNetwork };
      await this.until(queue.start());
      if (!life.isOver) return;
      this.afterDeath(this.howDeathComes ?? 'powerCut');
    }
  }

  /** Lets the program work until a promise of its own is kept, or it dies. */
  async until<T>(promise: Promise<T>): Promise<T | null> {
    const { life } = this.running;
    let answer: { readonly value: T } | null = null;
    let thrown: { readonly error: unknown } | null = null;
    void promise.then(
      (value) => {
        answer = { value };
      },
      (error: unknown) => {
        thrown = { error };
      },
    );
    const sinceMs = this.clock.steadyMs();
    await this.clock.advance(0);
    while (answer === null && thrown === null && !life.isOver) {
      const stepMs = this.clock.untilNextTimerMs();
      if (stepMs === null || this.clock.steadyMs() - sinceMs > LONGEST_WAIT_MS) {
        throw new Error('Civet is asked for something and never answers.');
      }
      await this.clock.advance(stepMs);
    }
    const failed = thrown as { readonly error: unknown } | null;
    if (failed !== null && !life.isOver) throw failed.error;
    const answered = answer as { readonly value: T } | null;
    return answered?.value ?? null;
  }

  /** Waits until nobody has this file open. */
  async settled(path: string): Promise<void> {
    const sinceMs = this.clock.steadyMs();
    while (!this.running.life.isOver && this.running.parts.openPaths.has(path)) {
      if (this.clock.steadyMs() - sinceMs > LONGEST_WAIT_MS) throw new Error(`${path} is never closed.`);
      await this.clock.advance(5);
    }
  }

  /** Time passes. A program that dies meanwhile is started again. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.reviveIfDead();
  }

  async reviveIfDead(): Promise<void> {
    const { life } = this.running;
    if (life.whyHot !== null) throw new Error(life.whyHot);
    if (!life.isOver) return;
    this.afterDeath(this.howDeathComes ?? (this.chance.happens(0.5) ? 'powerCut' : 'killed'));
    await this.start();
  }

  /** The program dies here and now. `killed` leaves the page cache, a power cut does not. */
  async crash(how: 'killed' | 'powerCut'): Promise<void> {
    this.running.life.end();
    this.afterDeath(how);
    await this.start();
  }

  /** The user quits, and starts again. */
  async quit(): Promise<void> {
    const { life, queue } = this.running;
    await this.until(queue.stop());
    if (life.isOver) return this.reviveIfDead();
    await this.clock.advance(0);
    this.checkNothingIsLeft();
    life.end();
    await this.start();
  }

  /** The creator puts other bytes under the same address; Civitai tells their hash from now on. */
  changeFile(number: number, bytes: number): void {
    this.net.files[number]?.replace(bytes);
    this.ledger.excuseAll();
  }

  /** A claimed byte rots on the disk. Not of a file that is open: nobody could notice in time. */
  damage(number: number, at: number): void {
    const record = this.touchable(number);
    const claims = record === null ? [] : this.books.notesOf(record.id).claims;
    const claim = claims[at % Math.max(1, claims.length)];
    if (record === null || claim === undefined) return;
    this.disk.damage(record.partPath, claim.start + (at % claim.bytes));
    this.ledger.noteDamage(record.id, claim.start);
  }

  /** The user deletes a part file. */
  deletePart(number: number): void {
    const record = this.touchable(number);
    if (record === null) return;
    this.disk.unlink(record.partPath);
    this.disk.syncNames();
    this.ledger.noteBereft(record.id);
  }

  /** A download whose part file lies still. */
  private touchable(number: number): DownloadRecord | null {
    const id = this.idOf(number);
    const record = id === null ? null : this.books.records.look(id);
    if (record === null || !['paused', 'failed', 'waiting', 'cancelled'].includes(record.state.kind))
      return null;
    const { partPath } = record;
    const isStill =
      this.disk.isPlugged && this.disk.has(partPath) && !this.running.parts.openPaths.has(partPath);
    return isStill ? record : null;
  }

  /**
   * The machine sleeps, with or without telling the program before: lines fall silent, the wall clock runs on,
   * and on some systems the other one, too.
   */
  async sleep(ms: number): Promise<void> {
    if (this.chance.happens(0.7)) await this.until(this.queue.onSleep());
    this.net.lineGeneration += 1;
    this.ledger.excuseAll();
    this.clock.jumpWall(ms);
    if (this.chance.happens(0.5)) this.clock.leap(ms);
  }

  /** The program hears that the machine is awake. */
  wake(): void {
    this.queue.onWake();
  }

  setNetwork(isUp: boolean): void {
    const wasUp = this.net.isUp;
    this.net.isUp = isUp;
    if (isUp && !wasUp) this.running.onNetwork();
  }

  /** Asks Civitai for the file's hash of today where the queue wants that, as the window does. */
  retryAsTheWindowDoes(id: DownloadId): Result<null, Failure> {
    const known = this.queue.wantsFreshTarget(id);
    const isAnswered = this.net.isUp && this.net.apiFault === null;
    if (known === null || !isAnswered) return this.queue.retry(id);
    return this.queue.retry(id, this.fileOf(known).target());
  }

  records(): readonly DownloadRecord[] {
    return this.books.allRecords();
  }

  stateOf(id: DownloadId): DownloadState | null {
    return this.records().find((record) => record.id === id)?.state ?? null;
  }

  /** Whether anything on disk or in the books is new since the last question. */
  hasChanged(): boolean {
    const version = [this.disk.version, this.books.records.version, this.books.notes.version].join();
    const isNew = version !== this.knownVersion;
    this.knownVersion = version;
    return isNew;
  }

  /** The download of a file that was added last. */
  idOf(number: number): DownloadId | null {
    return this.records().findLast(({ target }) => target.fileId === 300 + number)?.id ?? null;
  }

  fileOf(target: { readonly fileId: number }): RemoteFile {
    const file = this.net.files.find((each) => each.number === target.fileId - 300);
    if (file === undefined) throw new Error(`There is no file ${target.fileId}.`);
    return file;
  }

  private noteDelivered(delivered: Delivered): void {
    const { file } = delivered;
    const id = this.idOf(file.number);
    const record = id === null ? null : this.books.records.look(id);
    if (record?.state.kind === 'transferring') this.ledger.of(file).accept();
    // Where the file has changed, or the disk has failed, to fetch once more is right.
    const isExpected = record?.target.hashes.sha256 === file.content.sha256;
    const claims = record === null || !isExpected ? [] : this.accountableClaims(record.id);
    const sin = this.ledger.noteDelivered(delivered, claims, this.clock.steadyMs());
    if (sin !== null) this.net.sins.push(sin);
  }

  /** What came before it was known that there is no room for it cannot be kept. */
  private noteSaved({ state, target }: DownloadRecord): void {
    const isFull = state.kind === 'waiting' && ruleOf(state.cause.code).stopsVolume === 'full';
    if (isFull) this.ledger.of(this.fileOf(target)).excuse();
  }

  private noteOpened(path: string): void {
    const record = this.records().find(({ partPath }) => partPath === path);
    if (record !== undefined) this.ledger.of(this.fileOf(record.target)).expect();
  }

  private accountableClaims(id: DownloadId): readonly PieceClaim[] {
    return this.books.notesOf(id).claims.filter((claim) => this.ledger.isAccountable(id, claim));
  }

  private noteTakenBack(id: DownloadId, start: number, end: number): void {
    this.ledger.noteTakenBack(id, start, end);
    const record = this.records().find((each) => each.id === id);
    if (record !== undefined) this.ledger.of(this.fileOf(record.target)).takeBack(start, end);
  }

  private afterDeath(how: 'killed' | 'powerCut'): void {
    this.ledger.excuseAll();
    if (how === 'powerCut') this.disk.cutPower();
  }

  /** After a quit nothing of the program may go on. */
  private checkNothingIsLeft(): void {
    const { life, storage, parts } = this.running;
    if (life.pendingTimers > 0) throw new Error(`${life.pendingTimers} timers outlive the program.`);
    if (storage.openBodies > 0) throw new Error(`${storage.openBodies} connections outlive the program.`);
    if (parts.openPaths.size > 0) throw new Error(`Still open: ${[...parts.openPaths].join(', ')}`);
  }
}
