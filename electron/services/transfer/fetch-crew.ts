import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { retryDelayMs } from '../../core/download/retry';
import { ConnectionRamp } from '../../core/segments/connection-ramp';
import { type Lease, PIECE_BYTES } from '../../core/segments/piece-map';
import { pause } from '../pause';
import { Connection } from './connection';
import type { EngineNeeds, FileContext } from './file-context';
import { expectedSpeed, giveUpBlockers, Patience, SpeedMemory, shortenFrontier } from './hedging';
import { type Ahead, doubtIslands, lendRun } from './lend-run';
import type { OpenedRun } from './opened-run';
import { RunBody } from './run-body';
import { isNotYet, Setbacks } from './setbacks';
import { type Opened, StorageRequests } from './storage-requests';
import type { SyncBatches } from './sync-batches';

const TICK_MS = 250;
const AFTER_INTERRUPTION_MS = 500;
const BUSY_HOST_MS = 500;
/** Runs asked for ahead that may be refused before that is left alone. */
const MOST_REFUSED_AHEAD = 3;
/** Below this wait for a first byte, asking ahead wins nothing. */
const WORTH_ASKING_AHEAD_MS = 4;

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
  private readonly setbacks: Setbacks;
  private isStream = false;
  private noRangeStrikes = 0;
  private refusedAhead = 0;
  private readonly patience = { heads: new Patience(), bodies: new Patience() };
  /** How bodies ended that we gave up ourselves, for the sake of others. */
  private readonly ownEnds = new WeakSet<Failure>();
  private firstByteMs = 0;
  /** Since the last tick. */
  private received = 0;
  private tickedAtMs: number;
  private serial = 0;
  private readonly gone: SpeedMemory;
  private wasWhole = false;
  private finished: (() => void) | null = null;

  constructor(
    private readonly needs: EngineNeeds,
    private readonly file: FileContext,
    private readonly batches: SyncBatches,
    private readonly onWritten: () => void,
  ) {
    this.requests = new StorageRequests(needs, file, this.stop.signal);
    this.setbacks = new Setbacks(file.map.writtenBytes, needs.pieceBytes ?? PIECE_BYTES);
    this.tickedAtMs = needs.clock.steadyMs();
    this.gone = new SpeedMemory(needs.clock);
    this.ramp = new ConnectionRamp(needs.connections(), this.tickedAtMs);
  }

  /**
   * Ends when every byte is written, or with the failure that nobody here can do anything about. Damage that
   * is found at the very end is left to the next crew.
   */
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
    return this.wasWhole || this.file.map.isWhole ? ok(null) : err(failure('network.reset'));
  }

  private get isOver(): boolean {
    const isWhole = this.wasWhole || this.file.map.isWhole;
    return this.bug !== null || this.failure !== null || this.file.signal.aborted || isWhole;
  }

  private fail(cause: Failure): void {
    this.failure ??= cause;
    this.stop.abort();
  }

  /** Puts as many connections to work as there is work and leave for. */
  private staff(): void {
    while (!this.isOver && this.connections.size < this.allowed() && this.hire()) {}
    if (this.connections.size === 0) this.finished?.();
  }

  /** @returns whether there was something to do for one more */
  private hire(): boolean {
    const lease = this.lend(null);
    if (lease === null) return false;
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
        this.gone.note(connection.bytesPerSecond ?? 0);
        if (this.isOver) this.stopWhenEmpty();
        else this.staff();
      });
    return true;
  }

  private stopWhenEmpty(): void {
    this.wasWhole ||= this.file.map.isWhole;
    this.stop.abort();
    if (this.connections.size === 0) this.finished?.();
  }

  /** All there is has to come in one body. */
  private get isOneRun(): boolean {
    return this.isStream || this.requests.isSingleUse;
  }

  private allowed(): number {
    return this.isOneRun ? 1 : this.ramp.count;
  }

  private lend(connection: Connection | null): Lease | null {
    const { map } = this.file;
    if (this.isStream) {
      if (map.openLeases.size > 0) return null;
      return map.lendStream(0);
    }
    // One long run makes the most of a link that works only once.
    if (this.requests.isSingleUse) return map.lend(Number.MAX_SAFE_INTEGER / 2, Number.MAX_SAFE_INTEGER);
    const bytesPerSecond = connection?.bytesPerSecond ?? expectedSpeed(this.connections, this.gone);
    return lendRun(map, { bytesPerSecond, firstByteMs: this.firstByteMs, connections: this.allowed() });
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
      else if (opened.ok || opened.error.params.status !== undefined) this.refusedAhead += 1;
      this.file.map.giveBack(asked.lease);
    }
    if (!goesOn || this.connections.size > this.allowed()) return null;
    const lease = this.lend(connection);
    return lease === null ? null : { lease, opened: this.open(connection, lease) };
  }

  private askAhead(connection: Connection, leftBytes: number): Ahead | null {
    const speed = connection.bytesPerSecond;
    if (this.refusedAhead >= MOST_REFUSED_AHEAD || this.isOver || this.isOneRun || speed === null)
      return null;
    if (this.connections.size > this.allowed()) return null;
    if (this.firstByteMs < WORTH_ASKING_AHEAD_MS || leftBytes > (speed * this.firstByteMs * 2) / 1000)
      return null;
    const lease = this.lend(connection);
    return lease === null ? null : { lease, opened: this.open(connection, lease) };
  }

  private async open(connection: Connection, lease: Lease): Promise<Result<Opened, Failure>> {
    const isOnly = this.others(connection) === 0;
    const asking = connection.ask(lease);
    const onAsked = () => {
      asking.askedAtMs = this.needs.clock.steadyMs();
    };
    const { serial } = connection;
    const { signal } = asking.controller;
    return this.requests
      .open(lease, { isStream: this.isStream, isOnly, connection: { serial, signal }, onAsked })
      .finally(() => connection.settled(asking));
  }

  /** How many others work just now. */
  private others(connection: Connection): number {
    return [...this.connections].filter((each) => each !== connection && each.isWorking).length;
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
        return this.strike(connection, opened.value.isCertain);
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
    let cause: Failure | null = null;
    try {
      if (run.head.kind === 'range') this.noRangeStrikes = 0;
      else this.beginStream(lease, run);
      const { firstByteMs } = run;
      this.firstByteMs = this.firstByteMs === 0 ? firstByteMs : (this.firstByteMs * 3 + firstByteMs) / 4;
      this.patience.heads.note(firstByteMs);
      connection.begin(lease, run.answer);
      let isDelivered = false;
      const body = new RunBody(this.needs, this.file, run, lease, {
        onProven: () => this.adopt(run, lease),
        onWanted: () => connection.want(),
        onReceived: (bytes) => {
          if (!isDelivered) {
            run.delivered();
            this.patience.bodies.note(connection.bodyMs);
          }
          isDelivered = true;
          connection.count(bytes);
          this.received += bytes;
        },
        onWritten: () => this.noteWritten(run),
        onRemaining,
      });
      const ended = await body.takeAll(connection.signal);
      const isOurs = connection.wasGivenUp || body.isOurFault;
      if (!ended.ok && !isOurs) cause = ended.error;
      if (!ended.ok && connection.wasGivenUpForOthers && ended.error.code === 'network.reset')
        this.ownEnds.add(ended.error);
      // Two connections that hear of one change have heard of it once.
      if (cause?.code === 'http.remoteChanged' && !this.requests.giveUp(run.linkUrl, run.generation)) {
        return err(failure('network.reset', { host: run.host }));
      }
      return ended.ok ? ok(null) : ended;
    } finally {
      connection.finish();
      run.end(cause);
    }
  }

  private beginStream(lease: Lease, { linkUrl }: OpenedRun): void {
    if (!this.file.proven.has(linkUrl)) doubtIslands(this.file.map);
    if (this.isStream) return;
    this.isStream = true;
    this.file.map.widen(lease);
  }

  /** What an answer says of the file is believed once its first bytes are, and not before. */
  private async adopt({ head, host, linkUrl }: OpenedRun, lease: Lease): Promise<Result<null, Failure>> {
    const { map, validators, proven } = this.file;
    const agreed = await this.file.accept(head.totalBytes);
    if (!agreed.ok) return agreed;
    if (map.writtenBytes === 0) proven.add(linkUrl);
    // Another link was faster with the first bytes: this one has to show first that it knows them.
    if (head.kind === 'range' && !proven.has(linkUrl)) return err(failure('network.reset', { host }));
    this.file.observer.onResumable(head.kind === 'range');
    if (head.etag !== null) validators.set(host, head.etag);
    if (map.totalBytes !== null) lease.end = Math.min(lease.end, map.totalBytes);
    return ok(null);
  }

  private noteWritten(run: OpenedRun): void {
    const { writtenBytes } = this.file.map;
    if (this.setbacks.noteWritten(writtenBytes)) this.requests.onProgress(run);
    this.file.observer.onReceived(writtenBytes, this.connections.size);
    this.batches.noteWritten();
    if (this.batches.failure !== null) this.fail(this.batches.failure);
    this.onWritten();
  }

  /**
   * Two answers that ignore the range, and the file is fetched from its beginning over one connection; but
   * not while another connection shows that ranges are honoured.
   */
  private strike(connection: Connection, isCertain: boolean): Result<null, Failure> {
    const others = [...this.connections].filter((each) => each !== connection && each.lease !== null);
    if (others.length > 0) {
      this.ramp.refused(others.length, this.needs.clock.steadyMs());
      connection.end();
      return ok(null);
    }
    this.noRangeStrikes += isCertain ? 2 : 1;
    if (this.noRangeStrikes >= 2) this.isStream = true;
    return ok(null);
  }

  /** @returns whether this connection goes on */
  private async recover(connection: Connection, cause: Failure): Promise<boolean> {
    if (cause.code === 'input.cancelled' || connection.isEnded) return false;
    if (this.ownEnds.has(cause)) return this.rest(connection, 0);
    if (isNotYet(cause)) return this.rest(connection, BUSY_HOST_MS);
    if (this.requests.isOutOfLinks) {
      // Every new link counts as a download at Civitai, so a storage that refuses them is not asked for ever.
      this.fail(cause.code === 'http.linkExpired' ? failure('http.rejected', cause.params) : cause);
      return false;
    }
    const isFirstDoubt = this.setbacks.doubt(cause);
    if (isFirstDoubt) this.requests.doubt();
    const next = this.setbacks.judge(cause, isFirstDoubt, {
      nowMs: this.needs.clock.steadyMs(),
      writtenBytes: this.file.map.writtenBytes,
      others: this.others(connection),
      isInterrupted: this.needs.interruptions.isRecent(),
    });
    switch (next.kind) {
      case 'fail':
        this.fail(cause);
        return false;
      case 'retire':
        // Without a status it was our own gate: other downloads use the host, and soon somebody has done.
        if (cause.params.status === undefined) return this.rest(connection, BUSY_HOST_MS);
        this.ramp.refused(this.others(connection), this.needs.clock.steadyMs());
        return false;
      case 'wait':
        return this.rest(connection, AFTER_INTERRUPTION_MS);
      case 'retry': {
        // Another connection may reach a server that honours ranges.
        this.isStream = false;
        this.noRangeStrikes = 0;
        const random = this.needs.chance.fraction();
        return this.rest(connection, retryDelayMs(next.setbacks - 1, cause.retryAfterMs, random));
      }
    }
  }

  /** @returns whether this connection goes on afterwards */
  private async rest(connection: Connection, pauseMs: number): Promise<boolean> {
    await pause(this.needs.clock, pauseMs, connection.signal);
    return !this.isOver && !connection.isEnded;
  }

  private tick(): void {
    const nowMs = this.needs.clock.steadyMs();
    const bytesPerSecond = (this.received * 1000) / Math.max(1, nowMs - this.tickedAtMs);
    this.received = 0;
    this.tickedAtMs = nowMs;
    this.ramp.limit(this.needs.connections());
    this.ramp.observe(bytesPerSecond, this.connections.size, nowMs);
    this.batches.noteWritten();
    if (this.batches.failure !== null) this.fail(this.batches.failure);
    if (this.isOver) return;
    const wereServed = this.gone.bytesPerSecond > 0;
    giveUpBlockers(this.file.map, this.connections, this.patience, wereServed, nowMs);
    this.staff();
    // Also when more connections made nothing faster: this one is there because another is slow.
    if (this.isOneRun || this.connections.size >= this.needs.connections()) return;
    if (shortenFrontier(this.file.map, this.connections, this.gone.bytesPerSecond)) this.hire();
  }
}
