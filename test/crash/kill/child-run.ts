import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ChildOrders, READY } from './child-orders';
import type { PatternServer } from './pattern-server';

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface ChildRun {
  readonly child: ChildProcess;
  /** Also kept when the child ends before it is ready. */
  readonly isReady: Promise<void>;
  readonly ended: Promise<ChildEnd>;
}

export interface ChildStart {
  /** The bundled child. */
  readonly childFile: string;
  /** Where the orders are written, for the child to read. */
  readonly ordersFile: string;
  readonly orders: ChildOrders;
  readonly environment?: Readonly<Record<string, string>>;
  /** A program that runs the child, with its own arguments, such as strace. */
  readonly under?: readonly string[];
  readonly onLine?: (line: string) => void;
  /** It is made to fail, so its last words are of no interest. */
  readonly isQuiet?: boolean;
}

/** Starts the real engine as a program of its own. */
export function startChild(start: ChildStart): ChildRun {
  writeFileSync(start.ordersFile, JSON.stringify(start.orders));
  const { CIVET_CRASH_AT: _none, ...inherited } = process.env;
  const words = [...(start.under ?? []), process.execPath, start.childFile, start.ordersFile];
  const child = spawn(words[0] ?? process.execPath, words.slice(1), {
    stdio: ['ignore', 'pipe', start.isQuiet === true ? 'ignore' : 'inherit'],
    env: { ...inherited, ...start.environment },
  });
  let ready = () => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === READY) ready();
      start.onLine?.(line);
    });
  }
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('exit', (code, signal) => {
      ready();
      resolve({ code, signal });
    });
  });
  return { child, isReady, ended };
}

export type Home = Pick<ChildOrders, 'apiOrigin' | 'profile' | 'models' | 'files' | 'simultaneous'>;

/** Makes a fresh profile and models folder below `home`, and files that the server offers. */
export function makeOrders(
  server: PatternServer,
  home: string,
  files: readonly { readonly number: number; readonly bytes: number }[],
): Home {
  const profile = join(home, 'profile');
  const models = join(home, 'models');
  mkdirSync(profile, { recursive: true });
  mkdirSync(models, { recursive: true });
  const offered = files.map(({ number, bytes }) => ({
    number,
    bytes,
    sha256: server.offer(number, bytes).sha256(),
  }));
  return { apiOrigin: server.apiOrigin, profile, models, files: offered, simultaneous: 2 };
}
