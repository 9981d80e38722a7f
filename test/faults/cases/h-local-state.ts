import assert from 'node:assert/strict';
import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { NewerJournalError } from '../../../electron/adapters/journal-format';
import { type FaultCase, LARGE, MIB, PIECE, type Scenario, SMALL } from '../scenario';
import type { World } from '../world';
import { OTHER } from './bend';
import { askedBytes, keptAside, neverWaited } from './look';

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
          const content = () => Promise.all([readFile(path), readFile(`${path}-wal`)]);
          const before = await content();
          await assert.rejects(world.start(), NewerJournalError);
          assert.deepEqual(await content(), before, 'the journal was changed');
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
  {
    id: 104,
    fault: 'second instance, same queue',
    expect: 'refused by app lock; different part name + `O_EXCL` as second defence',
    note: 'The lock of the app is proven in test/e2e; here two profiles fetch one file into one folder.',
    scenarios: [
      {
        name: 'two of them, one folder',
        file: { size: LARGE },
        seeds: 16,
        storage: [{ answer: { bytesPerSecond: 8 * MIB } }],
        run: async (world) => {
          const second = await world.startSecond();
          world.add();
          const added = second.queue.add(world.target);
          assert.ok(added.ok);
          const isDone = () =>
            [world.engine, second].every(({ queue }) =>
              queue.snapshot().downloads.every(({ state }) => state.kind === 'completed'),
            );
          await world.drive.until('both are done', isDone);
        },
        ends: 'completed',
        check: async (world) => {
          const names = await world.names();
          assert.equal(names.length, 2, names.join(', '));
          for (const name of names)
            assert.ok((await world.readLora(name)).equals(world.file.slice(0, LARGE)));
          assert.equal(
            new Set(world.parts.writes.map(({ path }) => path)).size,
            2,
            'they shared a part file',
          );
        },
      },
    ],
  },
  {
    id: 105,
    fault: 'same file queued twice',
    expect: 'one transfer, two references',
    note: 'One entry stands for both wishes: the second one gets the first download.',
    scenarios: [
      {
        name: 'while it runs, waits and is paused',
        file: { size: LARGE },
        seeds: 16,
        storage: [{ answer: { bytesPerSecond: 8 * MIB } }],
        run: async (world) => {
          const first = world.add();
          assert.equal(world.add(), first);
          await world.drive.reaches('transferring');
          assert.equal(world.add(), first);
          world.engine.queue.pause(first);
          assert.equal(world.add(), first);
          await world.drive.settle();
        },
        ends: 'completed',
        check: async (world) => {
          assert.equal(world.engine.queue.snapshot().downloads.length, 1);
          assert.deepEqual(await world.names(), ['model.safetensors']);
          assert.ok(world.resolves.length <= 2);
        },
      },
    ],
  },
  {
    id: 106,
    fault: 'final name exists: same hash / other content',
    expect: 'same → done without download; other → suffix or ask, never overwrite',
    scenarios: [
      {
        name: 'the same file is there already',
        run: async (world) => {
          await world.putStranger('model.safetensors', world.file.slice(0, SMALL));
          world.add();
          await world.drive.settle();
        },
        ends: 'completed',
        check: async (world) => {
          assert.deepEqual(await world.names(), [], 'a second copy was made');
          assert.equal(world.asked.length, 0, 'it was downloaded');
        },
      },
      {
        name: 'another file has the name',
        run: async (world) => {
          await world.putStranger('model.safetensors', Buffer.from('somebody else made this'));
          world.add();
          await world.drive.settle();
        },
        ends: 'completed',
        check: async (world) => {
          const names = await world.names();
          assert.equal(names.length, 1);
          assert.notEqual(names[0], 'model.safetensors');
        },
      },
      {
        name: 'another file takes the name while it is fetched',
        file: { size: LARGE },
        storage: [{ answer: { bytesPerSecond: 8 * MIB } }],
        run: async (world) => {
          world.add();
          await world.drive.until('some of it came', () => world.parts.writes.length > 1);
          await world.putStranger('model.safetensors', Buffer.from('somebody else made this'));
          await world.drive.settle();
        },
        ends: 'completed',
        check: async (world) => assert.equal((await world.names()).length, 1),
      },
    ],
  },
  {
    id: 107,
    fault: 'last hash wrong',
    expect:
      'CRC scan tells disk from network; refetch only bad pieces; else 1 full refetch by another URL; then quarantine `.corrupt`, no loop',
    note: 'Civet calls what it puts aside `.damaged`.',
    scenarios: [
      {
        name: 'the disk kept something else than it was given',
        file: { size: LARGE },
        storage: [{ answer: { bytesPerSecond: 8 * MIB } }],
        run: async (world) => {
          world.parts.corruptAt(PIECE + 4_711);
          world.add();
          await world.drive.settle();
        },
        isLyingDisk: true,
        mayRefetch: true,
        ends: 'completed',
        check: (world) =>
          assert.ok(askedBytes(world) <= LARGE + PIECE + MIB, 'more than the bad piece was fetched again'),
      },
      {
        name: 'wrong bytes came over the line, once',
        file: { size: LARGE },
        storage: [
          { when: ({ range }) => range !== null && range.start >= PIECE, times: 1, answer: { bytesFrom: 0 } },
        ],
        isPoisoned: true,
        mayRefetch: true,
        ends: 'completed',
        check: (world) => {
          assert.equal(world.resolves.length, 2, 'not by another link');
          assert.ok(askedBytes(world) <= 2 * LARGE + MIB);
        },
      },
      {
        name: 'wrong for ever',
        file: { size: LARGE, hash: 'wrong' },
        mayRefetch: true,
        ends: { failed: 'integrity.hash' },
        check: async (world) => {
          assert.ok(askedBytes(world) <= 2 * LARGE + MIB, 'it was fetched more than twice');
          const names = await world.names();
          assert.ok(names.length === 1 && /\.(damaged|corrupt)$/.test(names[0] ?? ''), names.join(', '));
          await keptAside(world, world.file.slice(0, LARGE));
        },
      },
    ],
  },
  {
    id: 108,
    fault: 'all bytes there, size right, pieces still in flight (file length looks complete)',
    expect: 'size never proves completeness',
    scenarios: [
      {
        name: 'a hole at the beginning',
        file: { size: LARGE },
        disk: { claimed: [[PIECE, LARGE]] },
        ends: 'completed',
        check: (world) => assert.ok(askedBytes(world) >= PIECE),
      },
      {
        name: 'the whole length, and not a byte of it claimed',
        disk: { claimed: [], partBytes: SMALL },
        ends: 'completed',
        check: (world) => assert.ok(askedBytes(world) >= SMALL, 'the length was believed'),
      },
      {
        name: 'the whole length, a hole, and no hash to notice it',
        file: { size: LARGE, hash: 'none' },
        disk: {
          claimed: [
            [0, PIECE],
            [2 * PIECE, LARGE],
          ],
        },
        ends: 'unverified',
        check: async (world) => {
          neverWaited(world);
          assert.ok((await world.readLora('model.safetensors')).equals(world.file.slice(0, LARGE)));
        },
      },
    ],
  },
];
