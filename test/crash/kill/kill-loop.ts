import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SeededChance } from '../chance';
import { ADDED, type ChildOrders } from './child-orders';
import { type ChildEnd, type ChildRun, makeOrders, startChild } from './child-run';
import { CRASH_POINTS, type CrashPoint, crashPointNames } from './crash-point-names';
import { type Inspection, inspectProfile, strangersIn } from './inspect-profile';
import type { KillManner } from './kill-manner';
import { PatternServer } from './pattern-server';

export interface KillLoopOptions {
  readonly kills: number;
  readonly seed: number;
  /** The bundled child. */
  readonly childFile: string;
  /** How the rounds are played, in turn. */
  readonly manners: readonly KillManner[];
  /** Only at these; otherwise at all of them, and at random moments. */
  readonly points?: readonly CrashPoint[];
  readonly say: (line: string) => void;
}

export interface KillLoopOutcome {
  readonly kills: number;
  /** Claimed or finished bytes that are not what the server has, and strangers in the folder. */
  readonly corrupt: number;
  /** Downloads that were acknowledged, or finished, and are not there any more. */
  readonly lost: number;
  readonly refetchedBytesMax: number;
  /** Kills after which more was fetched again than a batch and the window. */
  readonly tooDear: number;
}

const CHILD_STARTS_MS = 700;
const LONGEST_LIFE_MS = 120_000;
/** When nobody is killed any more, nobody need wait either. */
const FAST_BYTES_PER_SECOND = 200 * 1024 * 1024;

/** Kills the real engine again and again, and looks each time at what is left. */
export class KillLoop {
  private readonly chance: SeededChance;
  private readonly server: PatternServer;
  private readonly folder = mkdtempSync(join(tmpdir(), 'civet-kills-'));
  private kills = 0;
  private readonly corrupt: string[] = [];
  private readonly lost: string[] = [];
  private readonly tooDear: string[] = [];
  private refetchedBytesMax = 0;
  private round = 0;
  private orders: ChildOrders | null = null;
  /** Files of this round that the child has said it has added. */
  private readonly acknowledged = new Set<number>();
  /** Files of this round that were once found complete. */
  private readonly completed = new Set<number>();
  private manner: KillManner;
  private isKilling = true;

  constructor(private readonly options: KillLoopOptions) {
    this.chance = new SeededChance(options.seed);
    const [first] = options.manners;
    if (first === undefined) throw new Error('There is no manner to kill in.');
    this.manner = first;
    this.server = new PatternServer(() =>
      this.isKilling ? this.manner.bytesPerSecond : FAST_BYTES_PER_SECOND,
    );
  }

  async run(): Promise<KillLoopOutcome> {
    await this.server.start();
    try {
      while (this.kills < this.options.kills) await this.live(true);
      this.isKilling = false;
      if (this.orders !== null) await this.live(false);
    } finally {
      await this.server.close();
      rmSync(this.folder, { recursive: true, force: true });
    }
    for (const problem of [...this.corrupt, ...this.lost, ...this.tooDear]) this.options.say(problem);
    return {
      kills: this.kills,
      corrupt: this.corrupt.length,
      lost: this.lost.length,
      refetchedBytesMax: this.refetchedBytesMax,
      tooDear: this.tooDear.length,
    };
  }

  /** One life of the child, from its start to its end, and a look at what it left. */
  private async live(mayBeKilled: boolean): Promise<void> {
    const orders = this.orders ?? this.newRound();
    const isAtPoint = mayBeKilled && (this.options.points !== undefined || this.chance.happens(0.45));
    const point = isAtPoint ? this.choosePoint() : null;
    this.server.beginLife();
    const { child, isReady, ended } = this.start(orders, point);
    if (mayBeKilled && point === null) {
      void this.killAtRandom(child, isReady);
    }
    const limit = new AbortController();
    void pause(LONGEST_LIFE_MS, null, { signal: limit.signal }).then(
      () => {
        this.lost.push(`Life ${this.round}/${this.kills} hung.`);
        child.kill('SIGKILL');
      },
      () => undefined,
    );
    const end = await ended;
    limit.abort();
    this.judge(orders, end, point);
  }

  private newRound(): ChildOrders {
    this.round += 1;
    const { manners } = this.options;
    this.manner = manners[this.round % manners.length] ?? this.manner;
    const { fileBytes, pieceBytes, timesFaster } = this.manner;
    const files = Array.from({ length: this.manner.files }, (_, index) => ({
      number: this.round * 10 + index,
      bytes: fileBytes + this.chance.between(-200_000, 200_000),
    }));
    this.orders = {
      ...makeOrders(this.server, join(this.folder, `round-${this.round}`), files),
      pieceBytes,
      timesFaster,
      longestMs: LONGEST_LIFE_MS,
    };
    return this.orders;
  }

  private choosePoint(): string {
    const names = this.options.points ?? crashPointNames;
    const name = names[this.chance.between(0, names.length - 1)] ?? 'after sync';
    return `${name}:${this.chance.between(1, CRASH_POINTS[name])}`;
  }

  private start(orders: ChildOrders, point: string | null): ChildRun {
    return startChild({
      childFile: this.options.childFile,
      ordersFile: join(this.folder, 'orders.json'),
      orders,
      environment: point === null ? {} : { CIVET_CRASH_AT: point },
      onLine: (line) => {
        if (line.startsWith(ADDED)) this.acknowledged.add(Number(line.slice(ADDED.length)));
      },
    });
  }

  private async killAtRandom(child: ChildProcess, isReady: Promise<void>): Promise<void> {
    // A tenth of the kills hits the start itself: the recovery of the journal, the opening of the books.
    if (this.chance.happens(0.1)) await pause(this.chance.between(0, CHILD_STARTS_MS));
    else {
      const delayMs = this.chance.between(0, this.manner.latestKillMs);
      await isReady;
      await pause(delayMs);
    }
    child.kill('SIGKILL');
  }

  private judge(orders: ChildOrders, end: ChildEnd, point: string | null): void {
    const found = inspectProfile(orders.profile);
    const where = `round ${this.round} (${this.manner.name}), kill ${this.kills}, ${point ?? 'at random'}`;
    const { sentAgainBytes } = this.server;
    this.refetchedBytesMax = Math.max(this.refetchedBytesMax, sentAgainBytes);
    if (sentAgainBytes > this.manner.allowedRefetchBytes) {
      this.tooDear.push(`${where}: ${sentAgainBytes} bytes were fetched again`);
    }
    for (const problem of [...found.corrupt, ...strangersIn(orders.models, found.records)]) {
      this.corrupt.push(`${where}: ${problem}`);
    }
    this.judgeLosses(found, where);
    if (end.signal === 'SIGKILL') this.kills += 1;
    else if (end.code !== 0) this.lost.push(`${where}: the child ended with ${end.code ?? end.signal}`);
    else this.judgeFinished(found, orders, where);
    this.options.say(
      `${where}: ${end.signal ?? `exit ${end.code}`}, ${found.claims} claims, ` +
        `${(found.claimedBytes / 1024 / 1024).toFixed(1)} MiB claimed, ` +
        `${(sentAgainBytes / 1024).toFixed(0)} KiB sent again`,
    );
  }

  private judgeLosses(found: Inspection, where: string): void {
    const stateOf = (number: number) =>
      found.records.find(({ target }) => target.fileId === number)?.state.kind ?? null;
    for (const number of this.acknowledged) {
      if (stateOf(number) === null) this.lost.push(`${where}: file ${number} was added and is forgotten`);
      if (stateOf(number) === 'completed') this.completed.add(number);
    }
    for (const number of this.completed) {
      if (stateOf(number) !== 'completed') this.lost.push(`${where}: file ${number} was complete and is not`);
    }
  }

  private judgeFinished(found: Inspection, orders: ChildOrders, where: string): void {
    const done = found.records.filter(({ state }) => state.kind === 'completed');
    for (const { number } of orders.files) {
      if (done.some(({ target }) => target.fileId === number)) continue;
      this.lost.push(`${where}: file ${number} never came to its end`);
    }
    this.orders = null;
    this.acknowledged.clear();
    this.completed.clear();
    rmSync(join(this.folder, `round-${this.round}`), { recursive: true, force: true });
  }
}
