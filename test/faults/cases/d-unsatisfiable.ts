import assert from 'node:assert/strict';
import { FileBytes } from '../file-bytes';
import { type FaultCase, MIB, SMALL } from '../scenario';
import { isRanged, isUnranged, type Rule } from '../server/answer';
import type { World } from '../world';
import { once } from './bend';
import { claimedBytes, firstWritten, keptAside } from './look';

const PAGE = `<html><body>${'Requested range not satisfiable. '.repeat(4_000)}</body></html>`;
/** What an earlier run has fetched more of than there is now. */
const LONGER = new FileBytes(2 * SMALL, 31);

const REFUSED = { status: 416, body: '', contentRange: `bytes */${SMALL}` } as const;
/** Refuses every range but the smallest, and still knows the file. */
const REFUSES_RANGES: readonly Rule[] = [
  { when: ({ range }) => range !== null && range.end !== 0, answer: REFUSED },
];

/** Asked anew for the link once, for one byte once, and then for everything without a range. */
function fellBackToStream(world: World): void {
  assert.equal(world.resolves.length, 2, 'the link was not asked for anew, once');
  const refused = world.asked.filter(({ status }) => status === 416);
  assert.ok(refused.length <= 4, `${refused.length} times the same refusal`);
  assert.equal(
    world.asked.filter(({ seen }) => isUnranged(seen)).length,
    1,
    'not one request without a range',
  );
  const again = world.parts.writes.filter(({ offset }) => offset < MIB);
  assert.deepEqual(again, [], 'bytes that were there were written again');
}

export const UNSATISFIABLE: readonly FaultCase[] = [
  {
    id: 38,
    fault: '416 `bytes */N`, all N bytes on disk',
    expect: 'go to *verify*; success only by hash',
    scenarios: [
      {
        name: 'the hash is right',
        disk: { claimed: SMALL, totalBytes: null },
        ends: 'completed',
        check: (world) => {
          // The bytes on disk may be compared with the storage's before.
          assert.ok(world.asked.length <= 2, `${world.asked.length} requests`);
          assert.deepEqual(world.parts.writes, []);
        },
      },
      {
        name: 'the hash is wrong',
        file: { hash: 'wrong' },
        disk: { claimed: SMALL, totalBytes: null },
        mayRefetch: true,
        ends: { failed: 'integrity.hash' },
      },
    ],
  },
  {
    id: 39,
    fault: '416, disk has more than N',
    expect: 'identity problem → re-resolve → new part',
    note: 'Civet stops and says so; the user starts over, and the longer part is kept.',
    scenarios: [
      {
        name: 'the file is shorter now',
        disk: { claimed: SMALL + MIB, totalBytes: null, bytesOf: LONGER },
        run: async (world) => {
          world.engine.queue.resume(world.id);
          await world.drive.settle();
          const { state } = world.view();
          assert.equal(state.kind === 'failed' ? state.cause.code : state.kind, 'http.remoteChanged');
          assert.ok([2, 3].includes(world.resolves.length), `${world.resolves.length} links were asked for`);
          world.engine.queue.retry(world.id, world.target);
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => keptAside(world, LONGER.slice(0, SMALL + MIB)),
      },
    ],
  },
  {
    id: 40,
    fault: '416, disk has less than N',
    expect: 're-resolve once, probe `bytes=0-0`, then latch',
    scenarios: [
      {
        name: 'once',
        disk: { claimed: MIB },
        storage: once(REFUSED),
        ends: 'completed',
        check: (world) => {
          assert.equal(world.resolves.length, 2, 'the link was not asked for anew');
          assert.equal(firstWritten(world), MIB);
        },
      },
      {
        name: 'for every range',
        disk: { claimed: MIB },
        storage: REFUSES_RANGES,
        mayRefetch: true,
        ends: 'completed',
        check: fellBackToStream,
      },
    ],
  },
  {
    id: 41,
    fault: '416 with a body',
    expect: 'body never reaches the part file',
    scenarios: [
      {
        name: 'a page, less on disk than there is',
        disk: { claimed: MIB },
        storage: once({ ...REFUSED, body: PAGE, headers: { 'Content-Type': 'text/html' } }),
        ends: 'completed',
        check: (world) => assert.equal(firstWritten(world), MIB),
      },
      {
        name: 'a page, everything on disk',
        disk: { claimed: SMALL, totalBytes: null },
        storage: once({ ...REFUSED, body: PAGE, headers: { 'Content-Type': 'text/html' } }),
        ends: 'completed',
        check: (world) => assert.deepEqual(world.parts.writes, []),
      },
    ],
  },
  {
    id: 42,
    fault: '416 without `Content-Range`',
    expect: 'as 40',
    scenarios: [
      {
        name: 'once',
        disk: { claimed: MIB },
        storage: once({ status: 416, body: '' }),
        ends: 'completed',
        check: (world) => {
          assert.equal(world.resolves.length, 2, 'the link was not asked for anew');
          assert.equal(firstWritten(world), MIB);
        },
      },
      {
        name: 'for every range',
        disk: { claimed: MIB },
        storage: [
          { when: (seen) => isRanged(seen) && seen.range?.end !== 0, answer: { status: 416, body: '' } },
        ],
        mayRefetch: true,
        ends: 'completed',
        check: fellBackToStream,
      },
    ],
  },
  {
    id: 43,
    fault: 'Resume of a part already complete',
    expect: 'no request at all; verify',
    scenarios: [
      {
        name: 'everything is claimed',
        disk: { claimed: SMALL },
        ends: 'completed',
        check: (world) => {
          assert.equal(world.resolves.length, 0, 'Civitai was asked');
          assert.equal(world.asked.length, 0, 'the storage was asked');
        },
      },
      {
        name: 'and the disk has lost some of it',
        disk: { claimed: SMALL, damagedAt: [MIB] },
        ends: 'completed',
        check: (world) => assert.ok(world.asked.length >= 1 && claimedBytes(world) >= 0),
      },
    ],
  },
];
