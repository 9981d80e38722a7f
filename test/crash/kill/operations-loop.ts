import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeededChance } from '../chance';
import type { ChildEnd } from './child-run';
import type { OperationOrders } from './operations-orders';
import { COPY_POINTS, OPERATION_POINTS, operationPoints } from './operations-points';
import { hasOtherVolume, isSameTree, OperationsRound, SCENARIOS, type Scenario } from './operations-round';

export interface OperationsLoopOptions {
  readonly kills: number;
  readonly seed: number;
  /** The bundled child. */
  readonly childFile: string;
  readonly say: (line: string) => void;
}

export interface OperationsLoopOutcome {
  readonly kills: number;
  /** Folders that were neither wholly as before nor wholly as they should be, once the next start had looked at them. */
  readonly torn: number;
  /** Files that were neither where they were nor where they should be, by name and by hash. */
  readonly lost: number;
  /** How often each point was hit. */
  readonly points: Readonly<Record<string, number>>;
}

interface Life extends ChildEnd {
  readonly state: string;
}

const LONGEST_LIFE_MS = 60_000;

/** Kills operations again and again, and looks each time where every file is. */
export class OperationsKillLoop {
  private readonly chance: SeededChance;
  private readonly points: Record<string, number> = {};
  private readonly lost: string[] = [];
  private readonly torn: string[] = [];
  private kills = 0;
  private rounds = 0;

  constructor(private readonly options: OperationsLoopOptions) {
    this.chance = new SeededChance(options.seed);
  }

  async run(): Promise<OperationsLoopOutcome> {
    while (this.kills < this.options.kills && this.lost.length + this.torn.length < 10)
      await this.playRound();
    for (const problem of [...this.lost, ...this.torn]) this.options.say(problem);
    return { kills: this.kills, torn: this.torn.length, lost: this.lost.length, points: this.points };
  }

  private async playRound(): Promise<void> {
    const scenarios = SCENARIOS.filter((scenario) => hasOtherVolume() || scenario !== 'move across volumes');
    const scenario = scenarios[this.rounds % scenarios.length] ?? 'move';
    const isUndo = Math.floor(this.rounds / scenarios.length) % 2 === 1;
    this.rounds += 1;
    const round = new OperationsRound(scenario, this.chance);
    const where = `round ${this.rounds} (${isUndo ? 'undo of ' : ''}${scenario})`;
    try {
      if (isUndo) await this.live(round, round.wish, null);
      const start = isUndo ? round.after : round.before;
      const goal = isUndo ? round.before : round.after;
      if (!isSameTree(round.tree(), start)) this.torn.push(`${where}: it did not even begin as it should`);
      let life = await this.live(round, isUndo ? { kind: 'undo' } : round.wish, this.choosePoint(scenario));
      // What is left in the middle is taken up by the next life, which may be killed as well.
      while (life.signal === 'SIGKILL') {
        this.judgeKilled(round, where);
        const mayKill = this.kills < this.options.kills && this.chance.happens(0.4);
        life = await this.live(round, { kind: 'nothing' }, mayKill ? this.choosePoint(scenario) : null);
      }
      const tree = round.tree();
      const isWhole = isSameTree(tree, start) || isSameTree(tree, goal);
      if (life.code !== 0) this.torn.push(`${where}: the child ended with ${life.code ?? life.signal}`);
      if (!isWhole) this.torn.push(`${where}: ${describe(tree, start, goal)}`);
      const isDone = isSameTree(tree, round.after);
      if (isWhole && life.state !== 'none' && (life.state === 'done') !== isDone)
        this.torn.push(`${where}: the journal says ${life.state}`);
      this.options.say(`${where}: ${life.state}, ${this.kills} kills`);
    } finally {
      round.remove();
    }
  }

  private judgeKilled(round: OperationsRound, where: string): void {
    this.kills += 1;
    for (const hash of round.lost(round.tree()))
      this.lost.push(`${where}, kill ${this.kills}: the file with ${hash} is nowhere it may be`);
  }

  private choosePoint(scenario: Scenario): string {
    // Bytes are copied in one of the scenarios only, and that is where the most may go wrong.
    const isOfCopy = scenario === 'move across volumes' && this.chance.happens(0.4);
    const points = operationPoints.filter((point) => COPY_POINTS.includes(point) === isOfCopy);
    const point = points[this.chance.between(0, points.length - 1)] ?? 'after mark';
    return `${point}:${this.chance.between(1, OPERATION_POINTS[point])}`;
  }

  private async live(
    { profile, roots }: OperationsRound,
    wish: OperationOrders['wish'],
    point: string | null,
  ): Promise<Life> {
    const ordersFile = join(profile, 'orders.json');
    writeFileSync(ordersFile, JSON.stringify({ profile, roots, wish }));
    const { CIVET_CRASH_AT: _none, ...inherited } = process.env;
    const child = spawn(process.execPath, [this.options.childFile, ordersFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...inherited, ...(point === null ? {} : { CIVET_CRASH_AT: point }) },
    });
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
    });
    const limit = setTimeout(() => child.kill('SIGABRT'), LONGEST_LIFE_MS);
    const end = await new Promise<ChildEnd>((resolve) =>
      child.once('close', (code, signal) => resolve({ code, signal })),
    );
    clearTimeout(limit);
    const [name = ''] = (point ?? '').split(':');
    if (end.signal === 'SIGKILL') this.points[name] = (this.points[name] ?? 0) + 1;
    return { ...end, state: /state (\w+)/.exec(said)?.[1] ?? 'none' };
  }
}

function describe(
  tree: ReadonlyMap<string, string>,
  start: ReadonlyMap<string, string>,
  goal: ReadonlyMap<string, string>,
): string {
  const strange = [...tree.keys()].filter((path) => !start.has(path) && !goal.has(path));
  const left = [...start.keys()].filter((path) => tree.has(path)).length;
  const come = [...goal.keys()].filter((path) => tree.has(path)).length;
  return `${left} of ${start.size} as before, ${come} of ${goal.size} as wanted, strange: ${strange.join(', ')}`;
}
