import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildOrders } from './child-orders';
import { type ChildEnd, type ChildRun, type ChildStart, makeOrders, startChild } from './child-run';
import { inspectProfile, strangersIn } from './inspect-profile';
import { PatternServer } from './pattern-server';

const MIB = 1024 * 1024;

export interface ProofTools {
  /** The bundled child. */
  readonly childFile: string;
  readonly say: (line: string) => void;
}

/** What a proof on a real disk came to. */
export interface ProofOutcome {
  readonly runs: number;
  /** What went wrong, in words. */
  readonly problems: readonly string[];
}

/** One server and one folder for a number of lives of the child on real disks. */
export class ProofBench {
  readonly server: PatternServer;
  readonly folder = mkdtempSync(join(tmpdir(), 'civet-proof-'));
  private number = 0;

  constructor(
    private readonly tools: ProofTools,
    bytesPerSecond: () => number,
  ) {
    this.server = new PatternServer(bytesPerSecond);
  }

  /** @param home below it lie profile and models */
  orders(home: string, fileBytes: readonly number[], longestMs = 60_000): ChildOrders {
    const files = fileBytes.map((bytes) => {
      this.number += 1;
      return { number: this.number, bytes };
    });
    const settings = { pieceBytes: MIB / 4, timesFaster: 10, longestMs };
    return { ...makeOrders(this.server, home, files), ...settings };
  }

  start(orders: ChildOrders, more: Pick<ChildStart, 'under' | 'onLine' | 'isQuiet'> = {}): ChildRun {
    const ordersFile = join(this.folder, 'orders.json');
    // One thread for the disk, so that the n-th call of a kind is the n-th of the download.
    const environment = { UV_THREADPOOL_SIZE: '1' };
    return startChild({ childFile: this.tools.childFile, ordersFile, orders, environment, ...more });
  }

  /** What is wrong after a life that has come to its end by itself. */
  problems(orders: ChildOrders, end: ChildEnd): readonly string[] {
    const found = inspectProfile(orders.profile);
    const open = found.records.filter(({ state }) => state.kind !== 'completed');
    return [
      ...found.corrupt,
      ...strangersIn(orders.models, found.records).map((path) => `${path} is left over`),
      ...open.map(({ target, state }) => `file ${target.fileId} is ${state.kind}`),
      ...(end.code === 0 ? [] : [`the child ended with ${end.code ?? end.signal}`]),
    ];
  }

  say(line: string): void {
    this.tools.say(line);
  }

  async close(): Promise<void> {
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
