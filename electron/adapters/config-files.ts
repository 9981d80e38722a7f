import { open, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { ConfigFiles, ReadConfig } from '../core/program-ports';

/** Few anchors are repeated in a list of folders; more of them are there to grow without end. */
const MOST_ALIASES = 50;

/** The configuration of other programs, which Civet reads and never writes. */
export const nodeConfigFiles: ConfigFiles = {
  async readYaml(path, mostBytes) {
    const read = await readText(path, mostBytes);
    if (typeof read !== 'string') return read;
    return parseYaml(read);
  },
  stamp: (path) =>
    stat(path).then(
      ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
      () => null,
    ),
  absolute: (base, path) => resolve(base, path),
  expanded,
};

async function readText(path: string, mostBytes: number): Promise<ReadConfig | string> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) return { kind: 'problem', problem: 'unreadable' };
    if (facts.size > mostBytes) return { kind: 'problem', problem: 'tooLarge' };
    const file = await open(path, 'r');
    try {
      // A file that has grown since, or a device that never ends, is not read further either.
      const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes + 1), 0, mostBytes + 1, 0);
      if (bytesRead > mostBytes) return { kind: 'problem', problem: 'tooLarge' };
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && isNowhere(error.code);
    return isMissing ? { kind: 'none' } : { kind: 'problem', problem: 'unreadable' };
  }
}

function isNowhere(code: unknown): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** As PyYAML reads it, which most such files are written for: YAML 1.1 with merge keys. */
function parseYaml(text: string): ReadConfig {
  try {
    const value: unknown = parse(text, {
      version: '1.1',
      maxAliasCount: MOST_ALIASES,
      logLevel: 'error',
      prettyErrors: false,
    });
    return { kind: 'value', value };
  } catch {
    // Also of a nesting that is too deep, and of aliases that multiply.
    return { kind: 'problem', problem: 'notYaml' };
  }
}

/** `~` and variables of the environment, as Python's expanduser and expandvars take them. */
function expanded(path: string): string {
  const fromHome = path === '~' || /^~[/\\]/.test(path) ? `${homedir()}${path.slice(1)}` : path;
  const isWindows = process.platform === 'win32';
  const known = (whole: string, name: string) => process.env[name] ?? whole;
  const named = fromHome.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced, bare) =>
    known(whole, braced ?? bare),
  );
  return isWindows ? named.replace(/%(\w+)%/g, known) : named;
}
