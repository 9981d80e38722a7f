import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { greeted } from '../../tools/lib/greeted-profile.mjs';
import { PATIENCE_MS } from './patient-expect';

/** A start reads the whole of Electron from a disk that others may be using. */
const START_MS = 2 * PATIENCE_MS;

const APP = resolve(import.meta.dirname, '../..');

/** The runtime that tools/ found; without tools, what the electron package itself knows. */
function executable(): string {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder !== undefined) return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
  const found: unknown = createRequire(import.meta.url)('electron');
  return String(found);
}

export interface Profile {
  /** Where Civet keeps its settings and its queue. */
  readonly data: string;
  /** A folder that looks like a ComfyUI installation. */
  readonly comfy: string;
  readonly remove: () => Promise<void>;
}

/**
 * A fresh profile and a fresh ComfyUI folder of its own for one test.
 *
 * @param isNew greeted with the first start, as somebody is who has never opened Civet
 */
export async function freshProfile(isNew = false): Promise<Profile> {
  const base = await mkdtemp(join(tmpdir(), 'civet-e2e-'));
  const comfy = join(base, 'ComfyUI');
  await mkdir(join(comfy, 'comfy'), { recursive: true });
  await mkdir(join(comfy, 'models', 'checkpoints'), { recursive: true });
  const data = join(base, 'profile');
  if (!isNew) greeted(data);
  return { data, comfy, remove: () => removeWhenLeft(base) };
}

/** Chromium's other processes end after the one that was waited for, and write into the profile until they do. */
export function removeWhenLeft(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 100, retryDelay: 20 });
}

export interface RunningCivet {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the page wrote to its console as errors or warnings, and what it threw. */
  readonly complaints: string[];
}

/** How the built Civet is started on a profile, with further arguments such as a link. */
export function electronCommand(
  profileData: string,
  more: readonly string[] = [],
): {
  readonly executable: string;
  readonly args: string[];
} {
  const args = [APP, `--user-data-dir=${profileData}`, ...more];
  // As root, Chromium refuses to start with its sandbox.
  if (process.getuid?.() === 0) args.unshift('--no-sandbox');
  return { executable: executable(), args };
}

/** Starts the built Civet on a profile, talking to `origin`; `developmentServer` gives it another page, `brought` are links, files and switches. */
export async function startCivet(
  profile: Profile,
  origin: string,
  developmentServer?: string,
  ...brought: readonly string[]
): Promise<RunningCivet> {
  // Without `executablePath` Playwright loads its own loader first and connects before a window opens;
  // it finds the runtime through ELECTRON_OVERRIDE_DIST_PATH, which tools/ have set.
  const app = await _electron.launch({
    timeout: START_MS,
    args: electronCommand(profile.data, brought).args,
    env: {
      ...(process.env as Record<string, string>),
      CIVET_API_ORIGIN: origin,
      CI: 'true',
      ...(developmentServer === undefined ? {} : { ELECTRON_RENDERER_URL: developmentServer }),
    },
  });
  const page = await app.firstWindow({ timeout: START_MS });
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { app, page, complaints };
}

/** Answers the system's folder dialog, as a user would, for as long as this Civet runs. */
export async function answerFolderDialog(app: ElectronApplication, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
}

/** Closes Civet as a user does, and waits until it has gone. */
export async function quit(civet: RunningCivet): Promise<void> {
  await civet.app.close();
}

/** Ends Civet as a power cut does: at once, without a chance to save. */
export async function killHard(civet: RunningCivet): Promise<void> {
  const child = civet.app.process();
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGKILL');
  await gone;
}
