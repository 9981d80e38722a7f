import assert from 'node:assert/strict';
import { type FaultCase, LARGE, MIB, PIECE, SMALL } from '../scenario';
import { askedBytes, keptAside, neverWaited } from './look';

export const WHOLE_FILES: readonly FaultCase[] = [
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
          // The second to end finds the very file there; two names only when both end in one moment.
          assert.ok(names.length === 1 || names.length === 2, names.join(', '));
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
