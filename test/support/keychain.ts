import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { chromium, type Page } from 'playwright';
import { electronCommand } from './electron-app';
import { expect } from './patient-expect';

/** A real keychain for a test: Debian's gnome-keyring on a session bus of its own. */

const PACKAGES: Readonly<Record<string, string>> = {
  'dbus-run-session': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
};

const isThere = (program: string) => spawnSync('which', [program]).status === 0;

/**
 * Makes sure that this machine can run a keyring. As root on Debian or Ubuntu it installs what is missing.
 *
 * @throws with the command to type when it may not, because a test of the keychain is never skipped
 */
export function ensureKeyring(): void {
  if (process.platform !== 'linux') throw new Error('This test brings its keychain along on Linux only.');
  const missing = Object.keys(PACKAGES).filter((program) => !isThere(program));
  if (missing.length === 0) return;
  const packages = missing.map((program) => PACKAGES[program] ?? program);
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const command = `apt-get ${install.join(' ')}`;
  const needs = `The keychain test needs ${missing.join(' and ')}`;
  if (!isThere('apt-get')) throw new Error(`${needs}. On Debian: ${command}`);
  if (process.getuid?.() !== 0) throw new Error(`${needs}. Run: sudo ${command}`);
  process.stdout.write(`${needs}; installing ${packages.join(' and ')} with apt-get.\n`);
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: 'pipe' as const,
    timeout: 10 * 60_000,
  };
  execFileSync('apt-get', ['-qq', 'update'], options);
  execFileSync('apt-get', ['-qq', ...install], options);
  const still = missing.filter((program) => !isThere(program));
  if (still.length > 0) throw new Error(`${needs}, and they are still missing after ${command}`);
}

export interface Keyring {
  /** A home of its own; the keyring's files lie in it. */
  readonly home: string;
  /** What a program needs to know to find the session bus with the keyring on it. */
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** Says on which bus it is, then keeps the bus up until the end of its standard input. */
const SESSION = `
printf 'test password' | gnome-keyring-daemon --daemonize --unlock --components=secrets >/dev/null
echo "bus=$DBUS_SESSION_BUS_ADDRESS"
read -r _
`;

/** Starts a session bus with an unlocked keyring on it, in a home where nothing was before. */
export async function startKeyring(home: string): Promise<Keyring> {
  ensureKeyring();
  // A folder of its own each time, or a new keyring would find the socket of one that is still ending.
  const runtime = await mkdtemp(join(home, 'run-'));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_CURRENT_DESKTOP: 'GNOME',
  };
  delete env.DBUS_SESSION_BUS_ADDRESS;
  const session = spawn('dbus-run-session', ['--', 'bash', '-c', SESSION], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((done) => session.once('exit', () => done()));
  const address = await firstMatch(session, session.stdout, /^bus=(.+)$/m);
  return {
    home,
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: address },
    close: async () => {
      session.stdin.end();
      await gone;
    },
  };
}

export interface BareCivet {
  readonly page: Page;
  readonly complaints: string[];
  /** Everything it wrote to the terminal. */
  readonly output: () => string;
  quit(): Promise<void>;
}

/**
 * Starts the built Civet as a user does, without Playwright's launcher, because that one asks for a
 * store of passwords that protects nothing.
 */
export async function startBareCivet(options: {
  readonly keyring: Keyring;
  readonly data: string;
  readonly origin: string;
}): Promise<BareCivet> {
  const command = electronCommand(options.data);
  const args = ['--password-store=gnome-libsecret', '--remote-debugging-port=0', ...command.args];
  const civet = spawn(command.executable, args, {
    env: { ...options.keyring.env, CIVET_API_ORIGIN: options.origin, CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((done) => civet.once('exit', () => done()));
  let output = '';
  for (const stream of [civet.stdout, civet.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const endpoint = await firstMatch(civet, civet.stderr, /^DevTools listening on (ws:\S+)$/m);
  // Whoever attaches to a window that is just being made may never get an answer from it.
  const list = `http://${new URL(endpoint).host}/json/list`;
  await expect.poll(async () => (await fetch(list)).text()).toContain('app://bundle/index.html');
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('Civet has no window.');
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    page,
    complaints,
    output: () => output,
    quit: async () => {
      if (civet.exitCode === null && civet.signalCode === null) civet.kill('SIGTERM');
      await gone;
      await browser.close();
    },
  };
}

/** What the first group matches in a program's output, or why it ended before. */
function firstMatch(program: ChildProcess, stream: Readable, pattern: RegExp): Promise<string> {
  return new Promise((found, failed) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const match = pattern.exec(text)?.[1];
      if (match !== undefined) found(match.trim());
    });
    program.once('error', failed);
    program.once('exit', (code) => failed(new Error(`${program.spawnfile} ended with ${code}: ${text}`)));
  });
}
