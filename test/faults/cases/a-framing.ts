import assert from 'node:assert/strict';
import { type FaultCase, KIB, LARGE, MIB, OVERLAP, PIECE, type Scenario, SMALL } from '../scenario';
import { isRanged, isUnranged } from '../server/answer';
import type { World } from '../world';
import { always, OTHER, once, refusedOnce } from './bend';
import { askedOnce, connectionsOf, firstWritten, neverWaited, startsOf } from './look';

/** What came before the cut was kept: the next request asks for the rest, apart from the comparison. */
function wentOnAt(world: World, cutAt: number): void {
  const next = startsOf(world.asked)[1] ?? 0;
  assert.ok(next <= cutAt && next >= cutAt - OVERLAP, `cut at ${cutAt}, asked again from ${next}`);
}

function cutBody(by: 'fin' | 'rst', framing: 'length' | 'chunked'): Scenario {
  const cutAt = MIB + 777;
  return {
    name: `by ${by.toUpperCase()}, ${framing}`,
    storage: once({ cutAt, cutBy: by, framing }),
    ends: 'completed',
    check: (world) => {
      // A reset may throw away what had not been read; an orderly end may not.
      if (by === 'fin') wentOnAt(world, cutAt);
      assert.equal(world.resolves.length, 1, 'a cut line is no reason for another link');
    },
  };
}

/** The connection that a surplus came over is not trusted again. */
function surplusDropped(world: World): void {
  neverWaited(world);
  const [first, ...later] = world.asked;
  const isReused = later.some(({ seen }) => seen.connection === first?.seen.connection);
  assert.ok(!isReused, 'the connection with the surplus was used again');
}

export const FRAMED_RANGES: readonly FaultCase[] = [
  {
    id: 11,
    fault: '206 chunked, no `Content-Length`',
    expect: 'allowed; byte count decides',
    scenarios: [
      {
        name: 'a whole body',
        storage: always({ framing: 'chunked' }),
        ends: 'completed',
        check: neverWaited,
      },
      {
        name: 'closed by the end of the connection',
        storage: always({ framing: 'close' }),
        ends: 'completed',
        check: neverWaited,
      },
    ],
  },
  {
    id: 12,
    fault: '206 body cut by FIN / RST',
    expect: 'keep counted bytes, re-ask the rest, transient',
    scenarios: [
      cutBody('fin', 'length'),
      cutBody('rst', 'length'),
      {
        name: 'again and again, over several connections',
        file: { size: LARGE },
        connections: 4,
        seeds: 64,
        storage: always((seen) => ({
          bytesPerSecond: 4 * MIB,
          ...(seen.number % 3 === 0
            ? {}
            : { cutAt: 300 * KIB + seen.number * 7_001, cutBy: seen.number % 2 === 0 ? 'fin' : 'rst' }),
        })),
        ends: 'completed',
      },
    ],
  },
  {
    id: 13,
    fault: '206 chunked cut without last chunk',
    expect: 'same as 12',
    scenarios: [
      cutBody('fin', 'chunked'),
      cutBody('rst', 'chunked'),
      {
        name: 'behind the last byte, before the last chunk',
        storage: once({ framing: 'chunked', cutAt: SMALL }),
        ends: 'completed',
        check: (world) => assert.equal(world.asked.length, 1, 'everything was there already'),
      },
    ],
  },
  {
    id: 14,
    fault: 'body longer than `Content-Length`',
    expect: 'ignore surplus, destroy socket',
    scenarios: [
      {
        name: 'at the end of the file',
        storage: once({ trailer: 'x'.repeat(5_000) }),
        ends: 'completed',
        check: surplusDropped,
      },
      {
        name: 'in the middle of the file',
        file: { size: LARGE },
        storage: once({ trailer: 'HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nwrong' }),
        ends: 'completed',
        check: (world) => {
          const [first, ...later] = world.asked;
          assert.ok(
            later.every(({ seen }) => seen.connection !== first?.seen.connection),
            'the connection was used again',
          );
        },
      },
    ],
  },
  {
    id: 15,
    fault: 'body longer than `Content-Range` (chunked)',
    expect: 'cut at end, destroy socket',
    scenarios: [
      {
        name: 'at the end of the file',
        storage: once({ framing: 'chunked', extraBytes: 300_000 }),
        ends: 'completed',
        check: surplusDropped,
      },
      {
        name: 'in the middle of the file',
        file: { size: LARGE },
        disk: {
          claimed: [
            [0, PIECE],
            [2 * PIECE, LARGE],
          ],
        },
        storage: once({ framing: 'chunked', extraBytes: 6 * MIB }),
        ends: 'completed',
        check: surplusDropped,
      },
    ],
  },
  {
    id: 16,
    fault: '`multipart/byteranges` for one range',
    expect: 'refuse, retry, then latch',
    scenarios: [
      refusedOnce('once', { multipart: true }),
      {
        name: 'for every range',
        storage: always({ multipart: true }),
        ends: 'completed',
        check: (world) => {
          assert.equal(world.asked.filter(({ seen }) => isRanged(seen)).length, 2, 'not exactly two strikes');
          assert.equal(world.asked.filter(({ seen }) => isUnranged(seen)).length, 1);
        },
      },
    ],
  },
  {
    id: 17,
    fault: '206 although no Range was sent',
    expect: 'refuse unless it covers 0–(N-1)',
    note: 'Civet asks without a range only once a storage has twice ignored one, so the scenarios begin there.',
    scenarios: [
      {
        name: 'a part of the file',
        storage: [
          ...always(
            { status: 200, bytesOf: OTHER, contentLength: SMALL },
            ({ range }) => range !== null && range.start > 0,
          ),
          {
            when: isUnranged,
            times: 1,
            answer: { status: 206, slice: { start: 100, end: SMALL - 1 }, bytesOf: OTHER },
          },
        ],
        disk: { claimed: MIB },
        mayRefetch: true,
        ends: 'completed',
      },
      {
        name: 'the whole file',
        storage: [
          ...always({ status: 200, bytesOf: OTHER }, ({ range }) => range !== null && range.start > 0),
          ...always({ status: 206, slice: { start: 0, end: SMALL - 1 } }, isUnranged),
        ],
        disk: { claimed: MIB },
        mayRefetch: true,
        ends: 'completed',
        check: neverWaited,
      },
    ],
  },
  {
    id: 18,
    fault: '`Content-Range` correct, **bytes wrong** (file from 0)',
    expect: 'overlap probe fails → refuse, re-resolve, do not write',
    scenarios: [
      {
        name: 'once, for a begun file',
        disk: { claimed: MIB },
        storage: once(() => ({ bytesFrom: 0 })),
        ends: 'completed',
        check: (world) => {
          assert.equal(world.resolves.length, 2, 'the link was not asked for anew');
          assert.equal(firstWritten(world), MIB);
        },
      },
      {
        name: 'at every host and for ever',
        disk: { claimed: MIB },
        storage: always(() => ({ bytesFrom: 0 })),
        ends: { failed: 'http.remoteChanged' },
        check: (world) => assert.deepEqual(world.parts.writes, []),
      },
    ],
  },
  {
    id: 19,
    fault: '200 **with** `Content-Range` and slice body',
    expect: 'accept only if start, end and `Content-Length` all match the slice; otherwise as 20',
    scenarios: [
      {
        name: 'everything fits',
        disk: { claimed: MIB },
        storage: always(({ range }) => ({
          status: 200,
          slice: { start: range?.start ?? 0, end: SMALL - 1 },
          contentRange: `bytes ${range?.start}-${SMALL - 1}/${SMALL}`,
        })),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          askedOnce(world);
        },
      },
      {
        name: 'without a length',
        disk: { claimed: MIB },
        storage: once(({ range }) => ({
          status: 200,
          bytesOf: OTHER,
          slice: { start: range?.start ?? 0, end: SMALL - 1 },
          contentRange: `bytes ${range?.start}-${SMALL - 1}/${SMALL}`,
          framing: 'chunked',
        })),
        ends: 'completed',
        check: (world) => assert.ok(connectionsOf(world.asked).size >= 2),
      },
      {
        name: 'another slice than was asked for',
        disk: { claimed: MIB },
        storage: once(({ range }) => ({
          status: 200,
          bytesOf: OTHER,
          slice: { start: (range?.start ?? 0) + 64, end: SMALL - 1 },
          contentRange: `bytes ${(range?.start ?? 0) + 64}-${SMALL - 1}/${SMALL}`,
        })),
        ends: 'completed',
        check: (world) => assert.ok(connectionsOf(world.asked).size >= 2),
      },
    ],
  },
];
