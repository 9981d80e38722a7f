import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type Browser, chromium, type Page } from 'playwright';
import { z } from 'zod';
import { expect, PATIENCE_MS } from './patient-expect';

/** A start reads the whole of Electron from a disk that others may be using. */
const START_MS = 2 * PATIENCE_MS;

const targetsSchema = z.array(z.object({ type: z.string(), url: z.string() }));

/** The unpacked program that `npm run test:packaged` has made. */
export function packagedExecutable(): string {
  const path = process.env.CIVET_PACKAGED;
  if (path === undefined) throw new Error('CIVET_PACKAGED names no program: start npm run test:packaged.');
  return path;
}

/** How the packaged program is started on a profile. As root, Chromium refuses to start with its sandbox. */
export function packagedArgs(profileData: string): string[] {
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${profileData}`];
}

export interface PackagedStart {
  readonly executable?: string;
  readonly profileData: string;
  readonly origin: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A packaged Civet as its users start it. Its main process takes no inspector, which is one of the things that are
 * tested, so that its page alone is driven, over Chromium's own protocol.
 */
export class PackagedCivet {
  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    private readonly gone: Promise<void>,
    private readonly browser: Browser,
    readonly page: Page,
    /** What it has written to its terminal so far. */
    readonly said: () => string,
  ) {}

  static async start({
    executable,
    profileData,
    origin,
    args = [],
    env = {},
  }: PackagedStart): Promise<PackagedCivet> {
    const child = spawn(
      executable ?? packagedExecutable(),
      [...packagedArgs(profileData), '--remote-debugging-port=0', ...args],
      {
        env: { ...process.env, CI: 'true', CIVET_API_ORIGIN: origin, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    const gone = new Promise<void>((done) => child.once('close', () => done()));
    try {
      const address = await endpoint(child, () => said);
      // Before there is a window, a connection may wait for one in vain.
      await expect.poll(() => pagesAt(address)).toEqual(['app://bundle/index.html']);
      const browser = await chromium.connectOverCDP(address);
      const [context] = browser.contexts();
      if (context === undefined) throw new Error('The packaged program has no window.');
      const [page] = context.pages();
      if (page === undefined) throw new Error('The window of the packaged program has no page.');
      page.setDefaultTimeout(PATIENCE_MS);
      return new PackagedCivet(child, gone, browser, page, () => said);
    } catch (error) {
      child.kill('SIGKILL');
      await gone;
      throw error;
    }
  }

  /** Quits it as the system does when a session ends, and waits until it has gone. */
  async quit(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.gone;
    await this.browser.close();
  }
}

/** The addresses of what it shows. */
async function pagesAt(address: string): Promise<string[]> {
  const response = await fetch(`http://${new URL(address).host}/json/list`);
  const targets = targetsSchema.parse(await response.json());
  return targets.filter(({ type }) => type === 'page').map(({ url }) => url);
}

/** Where Chromium listens, which it says on its terminal. */
async function endpoint(
  child: ChildProcessByStdio<null, Readable, Readable>,
  said: () => string,
): Promise<string> {
  return await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`The program did not start:\n${said()}`)), START_MS);
    const look = () => {
      const address = /DevTools listening on (ws:\S+)/.exec(said())?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      done(address);
    };
    child.stderr.on('data', look);
    child.once('close', (code) => {
      clearTimeout(late);
      fail(new Error(`The program ended with ${code} before it opened a window:\n${said()}`));
    });
  });
}
