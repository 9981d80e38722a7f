// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './folder-lock.mjs';
import { run } from './processes.mjs';
import { inProject, packageScript, projectRoot, readJson } from './project.mjs';
import { formatDuration, say, ToolError } from './say.mjs';

const STAMP_FILE = inProject('out', '.civet-build-stamp');
/** In the folder that its build empties first. */
const CLI_STAMP_FILE = inProject('out', 'cli', '.civet-build-stamp');
const BUILD_LIMIT_MS = 10 * 60_000;

/** What the built app is made of. */
const SOURCE_FOLDERS = ['electron', 'renderer', 'shared', 'resources'];
const SOURCE_FILES =
  /^((electron\.vite|vite\.cli)\.config\.ts|tsconfig[\w.]*\.json|package\.json|package-lock\.json)$/;

/** Builds the app into out/, unless what is there was built from these very sources. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await withBuildLock(async () => {
    if (!isBuilt()) await build([]);
  });
}

/**
 * Builds the app, whatever is there already.
 * @param {readonly string[]} extraArgs handed on to electron-vite
 */
export async function buildApp(extraArgs) {
  await withBuildLock(() => build(extraArgs));
}

/** Builds `civet` for terminals alone, unless what is there was built from these very sources. */
export async function ensureCliBuilt() {
  const isCliBuilt = () => isStamped(CLI_STAMP_FILE, sourceHash(projectRoot));
  if (isCliBuilt()) return;
  await withBuildLock(async () => {
    if (!isCliBuilt()) await buildCli(sourceHash(projectRoot));
  });
}

/** @param {string} hash of the sources, taken before */
async function buildCli(hash) {
  const args = [packageScript('vite'), 'build', '-c', inProject('vite.cli.config.ts')];
  await runBuilder('civet for terminals', args);
  writeFileSync(CLI_STAMP_FILE, hash);
}

/** @param {readonly string[]} extraArgs */
async function build(extraArgs) {
  // Taken before the build: what is saved meanwhile may come too late for it.
  const hash = sourceHash(projectRoot);
  forgetBuild();
  say('Building the app.');
  const startedAt = Date.now();
  await runBuilder('The app', [packageScript('electron-vite'), 'build', ...extraArgs]);
  await buildCli(hash);
  // Another mode or config is another app: the next command builds its own.
  if (extraArgs.length === 0) writeFileSync(STAMP_FILE, hash);
  say(`Built in ${formatDuration(Date.now() - startedAt)}.`);
}

/**
 * @param {string} what
 * @param {readonly string[]} args
 */
async function runBuilder(what, args) {
  const result = await run(process.execPath, args, {
    cwd: projectRoot,
    output: 'capture',
    timeoutMs: BUILD_LIMIT_MS,
  });
  if (result.code === 0) return;
  process.stderr.write(result.text);
  throw new ToolError(`${what} could not be built.`, 'mend what the lines above name.');
}

/** @param {() => Promise<void>} action */
async function withBuildLock(action) {
  mkdirSync(inProject('out'), { recursive: true });
  await withLock(inProject('out', '.civet-build-lock'), 'builds the app', action);
}

/** Says that out/ no longer holds a build of the sources: the development server writes there too. */
export function forgetBuild() {
  rmSync(STAMP_FILE, { force: true });
}

function isBuilt() {
  if (!existsSync(inProject(String(readJson(inProject('package.json')).main)))) return false;
  const hash = sourceHash(projectRoot);
  return isStamped(STAMP_FILE, hash) && isStamped(CLI_STAMP_FILE, hash);
}

/**
 * @param {string} stampFile
 * @param {string} hash
 */
function isStamped(stampFile, hash) {
  try {
    return readFileSync(stampFile, 'utf8') === hash;
  } catch {
    return false;
  }
}

/**
 * One hash over the names and contents of all sources, and the Electron they are built for.
 * @param {string} root
 */
export function sourceHash(root) {
  const files = readdirSync(root).filter((name) => SOURCE_FILES.test(name));
  for (const folder of SOURCE_FOLDERS.filter((name) => existsSync(path.join(root, name)))) {
    const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (entry.isFile()) files.push(path.relative(root, path.join(entry.parentPath, entry.name)));
    }
  }
  const hash = createHash('sha256').update(`electron ${process.env.ELECTRON_MAJOR_VER ?? ''}\n`);
  for (const file of files.sort()) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file.replaceAll(path.sep, '/')}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
