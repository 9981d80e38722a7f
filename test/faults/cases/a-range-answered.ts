import assert from 'node:assert/strict';
import { FileBytes } from '../file-bytes';
import { type FaultCase, KIB, LARGE, MIB, PIECE, SMALL } from '../scenario';
import { type Answer, isRanged, isUnranged, type Seen } from '../server/answer';
import { always, OTHER, once, refusedOnce } from './bend';
import { claimedBytes, connectionsOf, firstWritten, neverWaited, rangesOf } from './look';

/** Another file's bytes, and not a word about how many there are. */
function withoutTotal({ range }: Seen): Answer {
  const end = Math.min(range?.end ?? SMALL, SMALL - 1);
  return { bytesOf: OTHER, contentRange: `bytes ${range?.start}-${end}/*` };
}

export const RANGE_ANSWERED: readonly FaultCase[] = [
  {
    id: 1,
    fault: '206, exact range, right total',
    expect: 'accept',
    scenarios: [
      {
        name: 'a fresh file',
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(world.resolves.length, 1);
          for (const { seen } of world.asked) {
            assert.match(seen.headers.range ?? '', /^bytes=\d+-\d+$/, 'a range without an end');
          }
        },
      },
      { name: 'a begun file', disk: { claimed: MIB }, ends: 'completed', check: neverWaited },
      {
        name: 'several pieces, one connection',
        file: { size: LARGE },
        ends: 'completed',
        check: neverWaited,
      },
      {
        name: 'several pieces, several connections',
        file: { size: LARGE },
        connections: 4,
        seeds: 64,
        storage: always({ bytesPerSecond: 4 * MIB }),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.ok(connectionsOf(world.asked).size > 1, 'only one connection was used');
        },
      },
      {
        name: 'offsets behind 2 GiB and 4 GiB, in a file of 30 GB',
        isVirtual: true,
        file: { size: 30_000_000_000 + 77, hash: 'none' },
        disk: {
          claimed: [
            [0, 2 ** 31 - 3 * MIB],
            [2 ** 31 + 5 * MIB, 2 ** 32 - 3 * MIB],
            [2 ** 32 + 5 * MIB, 30_000_000_000 - 3 * MIB],
          ],
        },
        ends: 'unverified',
        check: (world) => {
          for (const border of [2 ** 31, 2 ** 32, 30_000_000_000]) {
            const crosses = rangesOf(world.asked).some(({ start, end }) => start < border && end >= border);
            assert.ok(crosses, `no request went over ${border}`);
          }
        },
      },
    ],
  },
  {
    id: 2,
    fault: '206, `bytes a-b/*`',
    expect: 'accept only when size is known from API or an earlier 206; never learn size from it',
    scenarios: [
      {
        name: 'the size is known from an earlier 206',
        disk: { claimed: MIB, totalBytes: SMALL },
        storage: always(({ range }) => ({
          contentRange: `bytes ${range?.start}-${Math.min(range?.end ?? SMALL, SMALL - 1)}/*`,
        })),
        ends: 'completed',
        check: neverWaited,
      },
      {
        name: 'the size is told by the answer to a request without a range',
        file: { approximateBytes: null },
        storage: always(withoutTotal),
        ends: 'completed',
      },
      {
        name: 'nobody ever tells the size',
        file: { approximateBytes: null },
        storage: [...always(withoutTotal), { answer: { status: 503, body: '' } }],
        run: async (world) => {
          world.add();
          await world.drive.reaches('waiting');
          world.engine.queue.pause(world.id);
        },
        ends: 'paused',
        check: (world) => assert.deepEqual(world.parts.writes, []),
      },
    ],
  },
  {
    id: 3,
    fault: '206 without `Content-Range`',
    expect: 'refuse, no write; retry once on a fresh connection; then single-stream latch',
    scenarios: [
      {
        ...refusedOnce('once', { contentRange: null }),
        check: (world) =>
          assert.equal(connectionsOf(world.asked).size, 2, 'not asked over a fresh connection'),
      },
      {
        name: 'for every range',
        storage: always({ contentRange: null, bytesOf: OTHER }),
        ends: 'completed',
        check: (world) => {
          assert.equal(world.asked.filter(({ seen }) => isRanged(seen)).length, 2, 'not exactly two strikes');
          assert.equal(world.asked.filter(({ seen }) => isUnranged(seen)).length, 1);
        },
      },
    ],
  },
  {
    id: 4,
    fault: '`Content-Range` malformed: reversed, negative, `items 0-1/2`, > 2^53, duplicate header',
    expect: 'refuse',
    scenarios: [
      refusedOnce('reversed', { contentRange: `bytes ${SMALL - 1}-0/${SMALL}` }),
      refusedOnce('negative', { contentRange: `bytes -1-${SMALL - 1}/${SMALL}` }),
      refusedOnce('another unit', { contentRange: `items 0-${SMALL - 1}/${SMALL}` }),
      refusedOnce('larger than a double holds', { contentRange: `bytes 0-${SMALL - 1}/9007199254740993` }),
      refusedOnce('no numbers', { contentRange: 'bytes from the start' }),
      refusedOnce('the end behind the total', { contentRange: `bytes 0-${SMALL}/${SMALL}` }),
      refusedOnce('twice', {
        headers: { 'Content-Range': [`bytes 0-${SMALL - 1}/${SMALL}`, `bytes 0-${SMALL - 1}/${SMALL}`] },
      }),
      refusedOnce('twice, with two meanings', {
        headers: { 'Content-Range': [`bytes 0-${SMALL - 1}/${SMALL}`, `bytes 5-${SMALL - 1}/${SMALL}`] },
      }),
    ],
  },
  {
    id: 5,
    fault: '206 start later than asked',
    expect: 'refuse',
    scenarios: [
      {
        name: 'a fresh file, from 64 KiB on',
        storage: once({ slice: { start: 64 * KIB, end: SMALL - 1 }, bytesOf: OTHER }),
        ends: 'completed',
      },
      {
        name: 'a begun file, a piece too late',
        disk: { claimed: MIB },
        storage: once({ slice: { start: 2 * MIB, end: SMALL - 1 }, bytesOf: OTHER }),
        ends: 'completed',
      },
    ],
  },
  {
    id: 6,
    fault: '206 start earlier than asked (aligned down, or 0)',
    expect: 'compare the overlap with disk and discard it; mismatch → refuse',
    scenarios: [
      {
        name: 'aligned down',
        disk: { claimed: MIB + 77 },
        storage: once(({ range }) => ({
          slice: { start: Math.floor((range?.start ?? 0) / 4_096) * 4_096, end: SMALL - 1 },
        })),
        ends: 'completed',
        check: neverWaited,
      },
      {
        name: 'from the beginning',
        disk: { claimed: MIB },
        storage: once({ slice: { start: 0, end: SMALL - 1 } }),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(firstWritten(world), MIB, 'what was compared was written again');
        },
      },
      {
        name: 'from the beginning, with other bytes',
        disk: { claimed: MIB },
        storage: once({ slice: { start: 0, end: SMALL - 1 }, bytesOf: OTHER }),
        ends: 'completed',
      },
      {
        name: 'into bytes that nobody has',
        file: { size: LARGE },
        disk: { claimed: [[0, PIECE]] },
        // Asked behind a hole, it answers from inside the hole.
        storage: [
          {
            when: ({ range }) => range !== null && range.start >= PIECE,
            times: 1,
            answer: ({ range }) => ({
              slice: { start: Math.max(0, (range?.start ?? 0) - 4 * MIB), end: LARGE - 1 },
            }),
          },
        ],
        ends: 'completed',
      },
    ],
  },
  {
    id: 7,
    fault: '206 end earlier than asked (legal short range)',
    expect: 'take it, ask for the rest; not a failure',
    scenarios: [
      {
        name: 'never more than 700 KiB at a time',
        storage: always(({ range }) => ({
          slice: {
            start: range?.start ?? 0,
            end: Math.min(SMALL, (range?.start ?? 0) + 700 * KIB, (range?.end ?? SMALL) + 1) - 1,
          },
        })),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(world.resolves.length, 1);
          assert.ok(world.asked.length >= 5);
        },
      },
      {
        name: 'more often than a budget of failures allows',
        storage: always(({ range }) => ({
          slice: {
            start: range?.start ?? 0,
            end: Math.min(SMALL, (range?.start ?? 0) + 100 * KIB, (range?.end ?? SMALL) + 1) - 1,
          },
        })),
        ends: 'completed',
        check: neverWaited,
      },
    ],
  },
  {
    id: 8,
    fault: '206 end later than asked',
    expect: 'write up to asked end, destroy socket',
    scenarios: [
      {
        name: 'a hole between two claims',
        file: { size: LARGE },
        disk: {
          claimed: [
            [0, PIECE],
            [PIECE + 2 * MIB, LARGE],
          ],
        },
        storage: once(({ range }) => ({
          slice: { start: range?.start ?? 0, end: LARGE - 1 },
        })),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          const end = Math.max(...world.parts.writes.map(({ offset, length }) => offset + length));
          assert.equal(end, PIECE + 2 * MIB, 'wrote behind the end that was asked for');
          assert.notEqual(world.asked[0]?.state, 'sent', 'the whole of the surplus was taken');
        },
      },
    ],
  },
  {
    id: 9,
    fault: 'total differs from expected size',
    expect: 'stop all connections of the task, re-resolve, identity check',
    scenarios: [
      {
        name: 'one answer of many',
        file: { size: LARGE },
        connections: 4,
        seeds: 64,
        storage: [
          {
            when: ({ range }) => range !== null && range.start >= PIECE,
            times: 1,
            answer: ({ range }) => ({
              bytesPerSecond: 4 * MIB,
              bytesOf: new FileBytes(LARGE + 100, 666),
              contentRange: `bytes ${range?.start}-${Math.min(range?.end ?? 0, LARGE - 1)}/${LARGE + 100}`,
            }),
          },
          { answer: { bytesPerSecond: 4 * MIB } },
        ],
        ends: 'completed',
        check: (world) => assert.equal(world.resolves.length, 2, 'the link was not asked for anew, once'),
      },
      {
        name: 'every answer from now on',
        disk: { claimed: MIB },
        storage: always(({ range }) => ({
          bytesOf: OTHER,
          contentRange: `bytes ${range?.start}-${Math.min(range?.end ?? 0, SMALL - 1)}/${SMALL + 100}`,
        })),
        ends: { failed: 'http.remoteChanged' },
        check: async (world) => {
          assert.equal(claimedBytes(world), MIB, 'bytes were dropped');
          assert.ok(world.resolves.length >= 2, 'the link was not asked for anew');
        },
      },
    ],
  },
  {
    id: 10,
    fault: '`Content-Length` ≠ range length',
    expect: 'refuse before the first write',
    scenarios: [
      refusedOnce('shorter', { contentLength: SMALL - 1_000 }),
      refusedOnce('longer', { contentLength: SMALL + 1_000, extraBytes: 1_000 }),
    ],
  },
];
