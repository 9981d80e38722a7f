import { type Failure, failure, ruleOf } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { retryDelayMs } from '../../core/download/retry';
import { ConnectionRamp, hedgeAfter, runBytes, windowBytes } from '../../core/segments/pace';
import { type Lease, PIECE_BYTES } from '../../core/segments/piece-map';
import { pause } from '../pause';
import { Connection } from './connection';
import type { EngineNeeds, FileContext } from './file-context';
import { RunBody } from './run-body';
import { type Opened, type OpenedRun, StorageRequests } from './storage-requests';
import type { SyncBatches } from './sync-batches';

const TICK_MS = 500;
/** Failures in a row without a whole piece in between, before the queue is told. */
const MOST_SETBACKS = 10;
/** A connection that says nothing for so long, while others do, gives its run to another. */
const SILENT_FRONTIER_MS = 5_000;
const AFTER_INTERRUPTION_MS = 500;
/** Below this wait for a first byte, asking ahead wins nothing. */
const WORTH_ASKING_AHEAD_MS = 4;

interface Ahead {
  readonly lease: Lease;
  readonly opened: Promise<Result<Opened, Failure>>;
}

/**
 * The connections that fetch one file: who gets which run, how many there are, who takes over from whom.
 * Runs are lent in the order of the file, so that the hash never has far to go.
 */
export class FetchCrew {
  private readonly requests: StorageRequests;
  private readonly connections = new Set<Connection>();
  private readonly ramp: ConnectionRamp;
  private readonly stop = new AbortController();
  private failure: Failure | null = null;
  private bug: { readonly error: unknown } | null = null;
  private setbacks = 0;
  private bytesAtSetback = 0;
  private isStream = false;
  private noRangeStrikes = 0;
  private mayAskAhead = true;
  /** Bytes came that differ from those on disk, and no piece has come since. */
  private isDoubted = false;
  private firstByteMs = 0;
  private received = 0;
  private receivedAtTick = 0;
  private tickedAtMs: number;
  private serial = 0;
  private finished: (() => void) | null = null;

  constructor(
    private readonly needs: EngineNeeds,
    private readonly file: FileContext,
    private readonly batches: SyncBatches,
    private readonly onWritten: () => void,
  ) {
    this.requests = new StorageRequests(needs, file);
    this.bytesAtSetback = file.map.writtenBytes;
    this.tickedAtMs = needs.clock.steadyMs();
    this.ramp = new ConnectionRamp(needs.connections(), this.tickedAtMs);
  }

  /** Ends when every byte is written, or with the failure that nobody here can do anything about. */
  async run(): Promise<Result<null, Failure>> {
    const end = () => this.stop.abort();
    this.file.signal.addEventListener('abort', end, { once: true });
    let callOff = () => {};
    const tick = () => {
      this.tick();
      callOff = this.needs.clock.after(TICK_MS, tick);
    };
    callOff = this.needs.clock.after(TICK_MS, tick);
    try {
      await new Promise<void>((resolve) => {
        this.finished = resolve;
        this.staff();
      });
    } finally {
      callOff();
      this.file.signal.removeEventListener('abort', end);
    }
    if (this.bug !== null) throw this.bug.error;
    if (this.file.signal.aborted) return err(failure('input.cancelled'));
    if (this.failure !== null) return err(this.failure);
    return this.file.map.isWhole ? ok(null) : err(failure('network.reset'));
  }

  private get isOver(): boolean {
    return this.bug !== null || this.failure !== null || this.file.signal.aborted || this.file.map.isWhole;
  }

  private fail(cause: Failure): void {
    this.failure ??= cause;
    this.stop.abort();
  }

  /** Puts as many connections to work as there is work and leave for. */
  private staff(): void {
    while (!this.isOver && this.connections.size < this.allowed()) {
      const lease = this.lend(null);
      if (lease === null) break;
      this.serial += 1;
      const connection = new Connection(this.serial, this.needs.clock);
      this.connections.add(connection);
      void this.work(connection, lease)
        .catch((error: unknown) => {
          this.bug = { error };
          this.stop.abort();
        })
        .finally(() => {
          this.connections.delete(connection);
          if (this.isOver) this.stopWhenEmpty();
          else this.staff();
        });
    }
    if (this.connections.size === 0) this.finished?.();
  }

  private stopWhenEmpty(): void {
    this.stop.abort();
    if (this.connections.size === 0) this.finished?.();
  }

  private allowed(): number {
    return this.isStream || this.requests.isSingleUse ? 1 : this.ramp.count;
  }

  private lend(connection: Connection | null): Lease | null {
    const { map } = this.file;
    if (this.isStream) {
      if (map.openLeases.size > 0) return null;
      return map.lendStream(0);
    }
    const connections = this.allowed();
    const remainingBytes =
      map.totalBytes === null ? null : map.totalBytes - map.writtenBytes - this.lentBytes();
    const facts = { firstByteMs: this.firstByteMs, connections, remainingBytes };
    const run = runBytes({ ...facts, bytesPerSecond: connection?.bytesPerSecond ?? null });
    // One long run makes the most of a link that works only once.
    if (this.requests.isSingleUse) return map.lend(Number.MAX_SAFE_INTEGER / 2, Number.MAX_SAFE_INTEGER);
    return map.lend(run, map.frontier + windowBytes(connections, run));
  }

  private lentBytes(): number {
    let bytes = 0;
    for (const { position, end } of this.file.map.openLeases) bytes += end - position;
    return bytes;
  }

  /** One connection: run after run, until there is nothing left or it is of no use any more. */
  private async work(connection: Connection, first: Lease): Promise<void> {
    const end = () => connection.end();
    this.stop.signal.addEventListener('abort', end, { once: true });
    let next: Ahead | null = { lease: first, opened: this.open(connection, first) };
    try {
      while (next !== null) {
        const { lease, opened }: Ahead = next;
        const ahead: { asked: Ahead | null } = { asked: null };
        const done = await this.fetch(connection, lease, opened, (left) => {
          ahead.asked ??= this.askAhead(connection, left);
        });
        this.file.map.giveBack(lease);
        const goesOn: boolean =
          !this.isOver && !connection.isEnded && (done.ok || (await this.recover(connection, done.error)));
        next = await this.following(connection, ahead.asked, goesOn);
      }
    } finally {
      this.stop.signal.removeEventListener('abort', end);
    }
  }

  private async following(
    connection: Connection,
    asked: Ahead | null,
    goesOn: boolean,
  ): Promise<Ahead | null> {
    if (asked !== null) {
      const opened = await asked.opened;
      if (goesOn && opened.ok && opened.value.kind === 'body') return asked;
      // Asking early was a favour to ourselves; a refusal of it is held against nobody.
      if (opened.ok && opened.value.kind === 'body') opened.value.run.end(null);
      else this.mayAskAhead = false;
      this.file.map.giveBack(asked.lease);
    }
    if (!goesOn || this.connections.size > this.allowed()) return null;
    const lease = this.lend(connection);
    return lease === null ? null : { lease, opened: this.open(connection, lease) };
  }

  private askAhead(connection: Connection, leftBytes: number): Ahead | null {
    const speed = connection.bytesPerSecond;
    const isOneRun = this.isStream || this.requests.isSingleUse;
    if (!this.mayAskAhead || this.isOver || isOneRun || speed === null) return null;
    if (this.firstByteMs < WORTH_ASKING_AHEAD_MS || leftBytes > (speed * this.firstByteMs * 2) / 1000)
      return null;
    const lease = this.lend(connection);
    return lease === null ? null : { lease, opened: this.open(connection, lease) };
  }

  private async open(connection: Connection, lease: Lease): Promise<Result<Opened, Failure>> {
    const isOnly = this.connections.size <= 1;
    return this.requests.open(lease, { isStream: this.isStream, isOnly, connection });
  }

  private async fetch(
    connection: Connection,
    lease: Lease,
    opening: Promise<Result<Opened, Failure>>,
    onRemaining: (bytes: number) => void,
  ): Promise<Result<null, Failure>> {
    const opened = await opening;
    if (!opened.ok) return opened;
    switch (opened.value.kind) {
      case 'nothingMore':
        this.file.map.setTotal(opened.value.totalBytes);
        return ok(null);
      case 'rangeIgnored':
        return this.strike(opened.value.isCertain);
      case 'body':
        return this.take(connection, lease, opened.value.run, onRemaining);
    }
  }

  private async take(
    connection: Connection,
    lease: Lease,
    run: OpenedRun,
    onRemaining: (bytes: number) => void,
  ): Promise<Result<null, Failure>> {
    const { map, wanted } = this.file;
    let cause: Failure | null = null;
    try {
      if (run.head.kind === 'whole' && !this.isStream) {
        this.isStream = true;
        map.widen(lease);
      }
      this.firstByteMs =
        this.firstByteMs === 0 ? run.firstByteMs : (this.firstByteMs * 3 + run.firstByteMs) / 4;
      connection.begin(lease, run.answer);
      const body = new RunBody(this.needs, this.file, run, lease, {
        onProven: () => this.adopt(run, lease),
        onWanted: () => connection.want(),
        onReceived: (bytes) => this.countReceived(connection, bytes),
        onWritten: () => this.noteWritten(),
        onRemaining,
      });
      const ended = await body.takeAll(connection.signal);
      if (!ended.ok) cause = ended.error;
      if (cause?.code === 'http.remoteChanged') this.needs.links.forget(wanted, run.linkUrl);
      return ended.ok ? ok(null) : ended;
    } finally {
      connection.finish();
      run.end(cause);
    }
  }

  /** What an answer says of the file is believed once its first bytes are, and not before. */
  private async adopt({ head, host }: OpenedRun, lease: Lease): Promise<Result<null, Failure>> {
    const { map, validators, proven } = this.file;
    const agreed = await this.file.accept(head.totalBytes);
    if (!agreed.ok) return agreed;
    this.file.observer.onResumable(head.kind === 'range');
    if (head.etag !== null) validators.set(host, head.etag);
    if (map.writtenBytes === 0) proven.add(host);
    if (map.totalBytes !== null) lease.end = Math.min(lease.end, map.totalBytes);
    return ok(null);
  }

  private countReceived(connection: Connection, bytes: number): void {
    connection.count(bytes);
    this.received += bytes;
  }

  private noteWritten(): void {
    const { map, observer } = this.file;
    if (map.writtenBytes - this.bytesAtSetback >= (this.needs.pieceBytes ?? PIECE_BYTES)) {
      this.setbacks = 0;
      this.isDoubted = false;
      this.requests.onProgress();
    }
    observer.onReceived(map.writtenBytes, this.connections.size);
    this.batches.noteWritten();
    if (this.batches.failure !== null) this.fail(this.batches.failure);
    this.onWritten();
  }

  /** Two answers that ignore the range, and the file is fetched from its beginning over one connection. */
  private strike(isCertain: boolean): Result<null, Failure> {
    this.noRangeStrikes += isCertain ? 2 : 1;
    if (this.noRangeStrikes >= 2) {
      this.isStream = true;
      for (const other of this.connections) if (other.lease !== null) other.end();
    }
    return ok(null);
  }

  /** @returns whether this connection goes on */
  private async recover(connection: Connection, cause: Failure): Promise<boolean> {
    if (cause.code === 'input.cancelled' || connection.isEnded) return false;
    const others = this.connections.size - 1;
    // One answer with other bytes may be a mistake of one server; a second, by a new link, is believed.
    const isFirstDoubt = cause.code === 'http.remoteChanged' && !this.isDoubted;
    if (isFirstDoubt) {
      this.isDoubted = true;
      this.requests.doubt();
    } else if (ruleOf(cause.code).retry !== 'backoff') {
      this.fail(cause);
      return false;
    }
    // The connections were cut by us, or by the end of a network: that is nobody's failure.
    if (this.needs.interruptions.isRecent()) {
      await pause(this.needs.clock, AFTER_INTERRUPTION_MS, connection.signal);
      return !this.isOver && !connection.isEnded;
    }
    const { writtenBytes } = this.file.map;
    const hasGained = writtenBytes > this.bytesAtSetback;
    this.setbacks += 1;
    this.bytesAtSetback = writtenBytes;
    // Another connection may reach a server that honours ranges.
    this.isStream = false;
    this.noRangeStrikes = 0;
    if (cause.code === 'http.rateLimited' && others > 0) {
      this.ramp.limit(others);
      return false;
    }
    if (this.setbacks > MOST_SETBACKS || (!hasGained && others === 0 && !isFirstDoubt)) {
      this.fail(cause);
      return false;
    }
    const delayMs = retryDelayMs(this.setbacks - 1, cause.retryAfterMs, this.needs.chance.fraction());
    await pause(this.needs.clock, delayMs, connection.signal);
    return !this.isOver && !connection.isEnded;
  }

  private tick(): void {
    const nowMs = this.needs.clock.steadyMs();
    const bytesPerSecond =
      ((this.received - this.receivedAtTick) * 1000) / Math.max(1, nowMs - this.tickedAtMs);
    this.receivedAtTick = this.received;
    this.tickedAtMs = nowMs;
    this.ramp.limit(this.needs.connections());
    if (this.connections.size >= this.ramp.count) this.ramp.observe(bytesPerSecond, nowMs);
    this.batches.noteWritten();
    if (this.batches.failure !== null) this.fail(this.batches.failure);
    if (this.isOver) return;
    this.replaceSlow(nowMs);
    if (this.connections.size < this.allowed()) {
      this.staff();
      if (this.connections.size < this.allowed()) this.hedge();
    }
  }

  /** Gives the end of the run that everybody waits for to somebody who is free. */
  private hedge(): void {
    const { map } = this.file;
    const holder = [...this.connections].find(
      ({ lease }) => lease !== null && lease.position <= map.frontier,
    );
    const lease = holder?.lease;
    if (holder === undefined || lease === null || lease === undefined || holder.isHedged || this.isStream)
      return;
    const speeds = [...this.connections].map((each) => each.bytesPerSecond ?? 0);
    const free = Math.max(...speeds);
    const remainingBytes = lease.end - lease.reach;
    const keeps = hedgeAfter({ remainingBytes, bytesPerSecond: holder.bytesPerSecond ?? 0 }, free);
    if (keeps === null) return;
    holder.isHedged = true;
    map.shorten(lease, lease.reach + keeps);
    this.staff();
  }

  private replaceSlow(nowMs: number): void {
    const { map } = this.file;
    const isMoving = [...this.connections].some((each) => each.silentMs(nowMs) < TICK_MS * 2);
    for (const connection of this.connections) {
      const isFrontier = connection.lease !== null && connection.lease.position <= map.frontier;
      const blocks = isFrontier && isMoving && connection.silentMs(nowMs) > SILENT_FRONTIER_MS;
      if (blocks || connection.isTooSlow(nowMs)) connection.giveUp();
    }
  }
}
