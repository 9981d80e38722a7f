import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExpendableDatabase } from '../../../electron/adapters/expendable-database';
import { openJournal } from '../../../electron/adapters/journal';
import { type KeptLayout, openKept } from '../../../electron/adapters/kept-database';
import { temporaryFolder } from '../../support/rig';

const LAYOUT: KeptLayout = {
  format: 3,
  schema: 'CREATE TABLE things (name TEXT, note TEXT)',
  name: 'The things',
  synchronous: 'NORMAL',
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder('damaged');
  path = join(folder.path, 'things.db');
});
afterEach(() => folder.remove());

/** Files of the folder that this process has open; on Windows none of them could get another name. */
function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return target.startsWith(folder.path) ? [target.slice(folder.path.length + 1)] : [];
    } catch {
      // The one that reads this list.
      return [];
    }
  });
}

/** Without a statement, so that nothing of it stays open. */
function fill(format = 3): void {
  const database = new Database(path);
  database.exec(LAYOUT.schema);
  database.exec('CREATE INDEX by_name ON things (name)');
  database.exec('BEGIN');
  for (let at = 0; at < 400; at += 1)
    database.exec(`INSERT INTO things VALUES ('thing ${at}', '${'x'.repeat(200)}')`);
  database.exec('COMMIT');
  database.exec(`PRAGMA user_version = ${format}`);
  database.close();
}

function damage(kind: string): void {
  if (kind === 'no database') writeFileSync(path, 'rubbish '.repeat(1_000));
  const bytes = readFileSync(path);
  if (kind === 'a hole') writeFileSync(path, bytes.fill(0xff, 3 * 4_096, 8 * 4_096));
  if (kind === 'a short end') writeFileSync(path, bytes.subarray(0, 5 * 4_096));
}

const kinds = ['no database', 'a hole', 'a short end'];

describe.runIf(process.platform === 'linux')('a damaged file is closed before it gets another name', () => {
  it.each(kinds)('what is kept: %s', (kind) => {
    fill();
    damage(kind);
    const opened = openKept(path, LAYOUT, 7, () => undefined);
    expect(opened.keeping).toEqual({ kind: 'putAside', fileName: 'things.db.unreadable-7' });
    expect(openFiles().filter((name) => name.includes('unreadable'))).toEqual([]);
    opened.database.close();
  });

  it.each(kinds)('the queue: %s', (kind) => {
    fill(1);
    damage(kind);
    const { journal, putAside } = openJournal(path, 7);
    expect(putAside).toBe(`${path}.unreadable-7`);
    expect(openFiles().filter((name) => name.includes('unreadable'))).toEqual([]);
    journal.close();
  });

  it('what can be had again', () => {
    writeFileSync(path, 'rubbish '.repeat(1_000));
    const reports: string[] = [];
    const store = new ExpendableDatabase(path, LAYOUT, (what) => reports.push(what));
    expect(reports).toHaveLength(1);
    expect(existsSync(`${path}.unreadable`)).toBe(true);
    expect(openFiles().filter((name) => name.includes('unreadable'))).toEqual([]);
    store.close();
  });

  it('one of a later version is not even left open', () => {
    fill(9);
    const before = readFileSync(path);
    const opened = openKept(path, LAYOUT, 7, () => undefined);
    expect(opened.keeping).toEqual({ kind: 'memory' });
    expect(openFiles()).toEqual([]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('a file that is found damaged while it is used, and cannot be put aside then', () => {
  it('is put aside with the next start', () => {
    fill();
    // A folder that holds something takes no file in its place, as little as Windows lets go of an open one.
    const obstacle = `${path}.unreadable`;
    mkdirSync(obstacle);
    writeFileSync(join(obstacle, 'x'), 'x');
    const reports: string[] = [];
    const first = new ExpendableDatabase(path, LAYOUT, (what) => reports.push(what));
    damage('a hole');
    expect(first.ask((database) => database.prepare('SELECT note FROM things').all())).toBeNull();
    expect(reports).toMatchObject([expect.stringContaining('in memory')]);
    first.close();
    rmSync(obstacle, { recursive: true });

    const second = new ExpendableDatabase(path, LAYOUT, (what) => reports.push(what));
    expect(reports[1]).toContain('put aside');
    expect(existsSync(obstacle)).toBe(true);
    expect(
      second.ask((database) => database.prepare('SELECT count(*) AS n FROM things').get()),
    ).toMatchObject({ n: 0 });
    second.close();
    const third = new ExpendableDatabase(path, LAYOUT, (what) => reports.push(what));
    expect(reports).toHaveLength(2);
    third.close();
  });
});
