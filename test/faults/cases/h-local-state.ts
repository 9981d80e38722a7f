import assert from 'node:assert/strict';
import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { NewerJournalError } from '../../../electron/adapters/journal-format';
import { type FaultCase, LARGE, MIB, PIECE, type Scenario, SMALL } from '../scenario';
import type { World } from '../world';
import { OTHER } from './bend';
import { askedBytes, keptAside, rangesOf } from './look';

/** @returns the format the journal had */
function changeFormat(path: string, change: (known: number) => number): number {
  const database = new Database(path);
  try {
    const row: unknown = database.prepare('PRAGMA user_version').get();
    const format = z.object({ user_version: z.number() }).parse(row).user_version;
    database.exec(`PRAGMA user_version = ${change(format)}`);
    return format;
  } finally {
    database.close();
  }
}

/**
 * All that a database says: its format, its tables and their rows. Its files cannot be compared: the database
 * closes a connection, and empties its log into the file, whenever the engine collects the last statement.
 */
function contentOf(path: string): unknown {
  const database = new Database(path);
  try {
    const tables = z
      .array(z.object({ name: z.string(), sql: z.string() }))
      .parse(
        database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").all(),
      );
    return {
      format: database.prepare('PRAGMA user_version').all(),
      tables: tables.map(({ name, sql }) => ({
        sql,
        rows: database.prepare(`SELECT * FROM "${name}"`).all(),
      })),
    };
  } finally {
    database.close();
  }
}

/** Civet was closed; somebody did something to its journal; Civet is started again. */
async function betweenRuns(world: World, damage: (database: string) => Promise<unknown>): Promise<void> {
  await world.stop();
  await damage(join(world.profile, 'civet.db'));
  await world.start();
}

/** The user sees an empty queue, or not, and wants the file. */
async function addAgain(world: World): Promise<void> {
  world.add();
  await world.drive.settle();
}

function damagedJournal(
  name: string,
  damage: (database: string) => Promise<unknown>,
  mustKeep: boolean,
): Scenario {
  return {
    name,
    disk: { claimed: MIB },
    run: async (world) => {
      await betweenRuns(world, damage);
      await addAgain(world);
    },
    ends: 'completed',
    check: async (world) => {
      if (mustKeep) assert.ok(askedBytes(world) < SMALL, 'what the journal still knew was fetched again');
      else await keptAside(world, world.file.slice(0, MIB));
    },
  };
}

export const LOCAL_STATE: readonly FaultCase[] = [
  {
    id: 99,
    fault: '`.part` missing, journal present',
    expect: 'reset journal, start at 0, tell user',
    scenarios: [
      {
        name: 'the user has deleted it',
        disk: { claimed: MIB, partBytes: null },
        run: async (world) => {
          world.engine.queue.resume(world.id);
          await world.drive.settle();
          const { state } = world.view();
          // Told first, begun anew when the user says so: the drive may only not be plugged in.
          assert.equal(state.kind === 'failed' ? state.cause.code : state.kind, 'disk.fileVanished');
          world.engine.queue.retry(world.id);
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => assert.ok(askedBytes(world) >= SMALL),
      },
    ],
    note: 'Civet tells first and begins anew when the user says so, because the drive may only not be plugged in.',
  },
  {
    id: 100,
    fault: '`.part` shorter than claimed',
    expect: 'drop claims past EOF (and the straddling piece)',
    scenarios: [
      {
        name: 'in the middle of a piece',
        file: { size: LARGE },
        disk: { claimed: 2 * PIECE, partBytes: PIECE + 5 * MIB },
        ends: 'completed',
        check: (world) => {
          const bytes = askedBytes(world);
          assert.ok(bytes >= LARGE - PIECE && bytes <= LARGE - PIECE + MIB, `${bytes} bytes were asked for`);
        },
      },
      {
        name: 'to nothing',
        disk: { claimed: 2 * MIB, partBytes: 0 },
        ends: 'completed',
        check: (world) => assert.ok(askedBytes(world) >= SMALL),
      },
    ],
  },
  {
    id: 101,
    fault: '`.part` same length, bytes damaged',
    expect: 'CRC scan at resume drops bad pieces',
    scenarios: [
      {
        name: 'one byte in the second of three pieces',
        file: { size: LARGE },
        disk: { claimed: 3 * PIECE, damagedAt: [PIECE + 1_234_567] },
        ends: 'completed',
        check: (world) => {
          const bytes = askedBytes(world);
          const needed = LARGE - 3 * PIECE + PIECE;
          assert.ok(
            bytes >= needed && bytes <= needed + MIB,
            `${bytes} bytes were asked for, ${needed} needed`,
          );
        },
      },
      {
        name: 'found while the rest is still coming',
        file: { size: LARGE },
        disk: { claimed: 2 * PIECE, damagedAt: [PIECE + 1_234_567] },
        storage: [{ answer: { bytesPerSecond: 4 * MIB } }],
        ends: 'completed',
        check: (world) => {
          const mends = rangesOf(world.asked).findIndex(({ start }) => start < PIECE + 1_234_567);
          const later = rangesOf(world.asked).slice(mends + 1);
          assert.ok(
            mends >= 0 && later.some(({ start }) => start >= 2 * PIECE),
            'the damage was found only at the end',
          );
        },
      },
      {
        name: 'the first and the last byte',
        file: { size: LARGE },
        disk: { claimed: LARGE, damagedAt: [0, LARGE - 8] },
        ends: 'completed',
        check: (world) => assert.ok(askedBytes(world) <= PIECE + (LARGE - 3 * PIECE) + MIB),
      },
    ],
  },
  {
    id: 102,
    fault: 'journal torn, garbage tail, zero-filled',
    expect: 'valid prefix is used; rest re-fetched',
    note: 'The journal is a database: a torn or false tail of its log is left out, an unreadable one is kept aside.',
    scenarios: [
      damagedJournal(
        'rubbish behind its log',
        (database) => appendFile(`${database}-wal`, Buffer.alloc(40_000, 0xa5)),
        true,
      ),
      damagedJournal(
        'zeros behind its log',
        (database) => appendFile(`${database}-wal`, Buffer.alloc(40_000)),
        true,
      ),
      damagedJournal(
        'nothing but zeros',
        async (database) => {
          const { length } = await readFile(database);
          await writeFile(database, Buffer.alloc(length));
          await writeFile(`${database}-wal`, '');
        },
        false,
      ),
      damagedJournal(
        'torn in the middle',
        async (database) => {
          const { length } = await readFile(database);
          await truncate(database, Math.floor(length / 2) + 100);
          await writeFile(`${database}-wal`, '');
        },
        false,
      ),
      damagedJournal(
        'rubbish',
        async (database) => {
          await writeFile(database, Buffer.alloc(50_000, 0x5a));
          await writeFile(`${database}-wal`, '');
        },
        false,
      ),
    ],
  },
  {
    id: 103,
    fault: 'journal belongs to another file, or a newer format',
    expect: 'not used, not deleted',
    scenarios: [
      {
        name: 'a newer format',
        disk: { claimed: MIB },
        run: async (world) => {
          await world.stop();
          const path = join(world.profile, 'civet.db');
          const format = changeFormat(path, (known) => known + 1_000);
          const before = contentOf(path);
          await assert.rejects(world.start(), NewerJournalError);
          assert.deepEqual(contentOf(path), before, 'the journal was changed');
          assert.ok(
            (await world.names()).some((name) => name.endsWith('.part')),
            'the part is gone',
          );
          changeFormat(path, () => format);
          await world.start();
          world.engine.queue.resume(world.id);
          await world.drive.settle();
        },
        ends: 'completed',
      },
      {
        name: 'the part file is of another file',
        disk: { claimed: MIB, bytesOf: OTHER },
        ends: { failed: 'http.remoteChanged' },
        check: async (world) => {
          assert.deepEqual(world.parts.writes, []);
          await keptAside(world, OTHER.slice(0, MIB));
        },
      },
    ],
  },
];
