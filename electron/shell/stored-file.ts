import {
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { StoredNotice } from '../../shared/entry/entry';
import { isMembers, judgeStored, STORED_VERSION, type StoredMembers } from '../core/settings/stored-versions';

/** The settings were written by a later Civet, which this one would not understand. */
export class NewerSettingsError extends Error {
  override readonly name = 'NewerSettingsError';

  constructor(
    readonly path: string,
    version: number,
  ) {
    super(
      `The settings in ${path} were written by a newer Civet (version ${version}, this one reads ${STORED_VERSION}).`,
    );
  }
}

/** Older copies are of no use to anybody, and hold what the user has long changed. */
const MOST_COPIES = 3;

/**
 * Makes sure that the settings file is there, and is one of today's version. What cannot be read is put aside under
 * another name; of what is of an earlier version a copy is kept, and all is written anew, whole or not at all.
 *
 * @returns what was done, in words for the log
 * @throws NewerSettingsError when a later Civet wrote it; what the system says when it cannot be read
 */
export function prepareStoredFile(path: string, nowMs: number): readonly string[] {
  const text = readIfThere(path);
  if (text === null) {
    writeWhole(path, { version: STORED_VERSION });
    return [];
  }
  const file = parse(text);
  const judged = judgeStored(file);
  switch (judged.kind) {
    case 'current':
      return [];
    case 'newer':
      throw new NewerSettingsError(path, judged.version);
    case 'strange':
      return putAside(path, nowMs);
    case 'migrated': {
      const kept = `${path}.before-${nowMs}`;
      keepCopy(path, kept, file);
      dropOldCopies(path, 'before');
      writeWhole(path, judged.members);
      return [`The settings were brought from version ${judged.from} to ${STORED_VERSION}. See ${kept}.`];
    }
  }
}

/** Keeps a copy of a file in which some settings are wrong. */
export function keepWrongFile(path: string, wrong: readonly string[], nowMs: number): StoredNotice {
  const keptPath = `${path}.wrong-${nowMs}`;
  keepCopy(path, keptPath, parse(readFileSync(path, 'utf8')));
  dropOldCopies(path, 'wrong');
  return { kind: 'wrong', keptPath, wrong };
}

function putAside(path: string, nowMs: number): readonly string[] {
  const keptPath = `${path}.unreadable-${nowMs}`;
  renameSync(path, keptPath);
  dropOldCopies(path, 'unreadable');
  const notice: StoredNotice = { kind: 'unreadable', keptPath, wrong: [] };
  // Who had settings is nobody new, whatever has become of them.
  writeWhole(path, { version: STORED_VERSION, firstStart: 'over', notice });
  return [`The settings could not be read and were kept as ${keptPath}.`];
}

/** What the keychain has encrypted. */
const SECRETS = ['encryptedToken', 'furtherTokens', 'proxyLogins'] as const;
const isSecret = (name: string) => SECRETS.some((each) => each === name);

/** A copy, byte by byte; but never of tokens and logins, because forgetting them has to hold everywhere. */
function keepCopy(path: string, keptPath: string, file: unknown): void {
  if (!isMembers(file) || !SECRETS.some((name) => Object.hasOwn(file, name))) {
    copyFileSync(path, keptPath);
    return;
  }
  writeWhole(keptPath, Object.fromEntries(Object.entries(file).filter(([name]) => !isSecret(name))));
}

/** Keeps the newest few files that stand beside `path` as `<name>.<kind>-<number>`, and removes the older ones. */
function dropOldCopies(path: string, kind: string): void {
  const start = `${basename(path)}.${kind}-`;
  const numbered = readdirSync(dirname(path)).flatMap((name) => {
    const digits = name.startsWith(start) ? name.slice(start.length) : '';
    return /^\d+$/.test(digits) ? [{ name, at: Number(digits) }] : [];
  });
  const old = numbered.toSorted((a, b) => b.at - a.at).slice(MOST_COPIES);
  for (const { name } of old) rmSync(join(dirname(path), name), { force: true });
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function writeWhole(path: string, members: StoredMembers): void {
  const beside = `${path}.new`;
  writeFileSync(beside, JSON.stringify(members, null, '\t'), { mode: 0o600 });
  const file = openSync(beside, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(beside, path);
}
