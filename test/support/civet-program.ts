import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { expect } from 'vitest';
import { ensureCliBuilt } from '../../tools/lib/build.mjs';

const PROGRAM = resolve(import.meta.dirname, '../../bin/civet.mjs');

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly CivetEvent[];
}

/** One line of `--json`. */
export type CivetEvent = Readonly<Record<string, unknown>> & { readonly status: string };

export interface CivetOptions {
  readonly origin: string;
  /** Where its queue lives. */
  readonly home: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to its standard input, which is then closed. */
  readonly input?: string;
}

/** The built `civet` as a process of its own. */
export class CivetProcess {
  readonly ended: Promise<Ended>;
  private stdout = '';
  private stderr = '';

  private constructor(readonly child: ChildProcessByStdio<Writable, Readable, Readable>) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.ended = new Promise((done, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        const { stdout, stderr } = this;
        done({ code, signal, stdout, stderr, events: this.events() });
      });
    });
  }

  static async start(args: readonly string[], options: CivetOptions): Promise<CivetProcess> {
    await ensureCliBuilt();
    // Nothing of the developer's own environment gets in, but what a program needs to start.
    const { PATH = '', SystemRoot = '' } = process.env;
    const env = {
      PATH,
      SystemRoot,
      CIVET_API_ORIGIN: options.origin,
      CIVET_HOME: options.home,
      ...options.env,
    };
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: options.cwd ?? options.home,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined).end(options.input ?? '');
    return new CivetProcess(child);
  }

  /** Everything it has written so far, on both streams. */
  text(): string {
    return this.stdout + this.stderr;
  }

  events(): readonly CivetEvent[] {
    const lines = this.stdout.split('\n').slice(0, -1);
    return lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as CivetEvent] : []));
  }

  async says(words: RegExp): Promise<void> {
    await expect.poll(() => this.text(), { interval: 20 }).toMatch(words);
  }

  /** Waits until `--json` has told of so many bytes. */
  async hasReceived(bytes: number): Promise<void> {
    const most = () =>
      Math.max(
        0,
        ...this.events().map(({ receivedBytes }) => (typeof receivedBytes === 'number' ? receivedBytes : 0)),
      );
    await expect.poll(most, { interval: 20 }).toBeGreaterThanOrEqual(bytes);
  }
}
