import assert from 'node:assert/strict';
import { type FaultCase, LARGE, MIB, OVERLAP, PIECE } from '../scenario';
import { isRanged, isResuming, isUnranged, type Rule, type Seen } from '../server/answer';
import type { World } from '../world';
import { always, once } from './bend';
import { neverWaited, rangesOf } from './look';

/** Answers every range with the whole file, as a server that has never heard of them. */
const IGNORES_RANGES: readonly Rule[] = always({ status: 200, headers: { 'Accept-Ranges': null } });

/** Nothing that was on disk was written a second time, and nothing was cut off. */
function keptBeginning(world: World, bytes: number): void {
  const again = world.parts.writes.filter(({ offset }) => offset < bytes);
  assert.deepEqual(again, [], 'bytes that were there were written again');
  assert.deepEqual(
    world.ledger.truncations.filter(({ length }) => length < bytes),
    [],
    'the part file was cut',
  );
}

function strikesOf(world: World): readonly Seen[] {
  return world.asked.filter(({ seen, status }) => isRanged(seen) && status === 200).map(({ seen }) => seen);
}

export const RANGE_IGNORED: readonly FaultCase[] = [
  {
    id: 20,
    fault: '200 + whole body, asked offset > 0',
    expect: 'write nothing; close; retry once with fresh connection; then latch `noRange`',
    scenarios: [
      {
        name: 'once',
        disk: { claimed: MIB },
        storage: once({ status: 200 }),
        ends: 'completed',
        check: (world) => {
          keptBeginning(world, MIB);
          assert.equal(strikesOf(world).length, 1);
          const [struck, next] = world.asked;
          assert.notEqual(
            struck?.seen.connection,
            next?.seen.connection,
            'not asked over a fresh connection',
          );
          assert.ok(world.asked.every(({ seen }) => isRanged(seen)));
        },
      },
      {
        name: 'always',
        disk: { claimed: MIB },
        storage: IGNORES_RANGES,
        mayRefetch: true,
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          keptBeginning(world, MIB);
          const strikes = strikesOf(world);
          assert.equal(strikes.length, 2, 'not exactly two strikes');
          assert.equal(new Set(strikes.map(({ connection }) => connection)).size, 2);
          assert.equal(world.asked.filter(({ seen }) => isUnranged(seen)).length, 1);
        },
      },
    ],
  },
  {
    id: 21,
    fault: 'HEAD/first answer says `Accept-Ranges: bytes`, ranged GET gives 200',
    expect: 'believe only a real 206; single stream, tell user "cannot resume", pause asks first',
    scenarios: [
      {
        name: 'the claim stands in every answer',
        file: { size: LARGE },
        connections: 4,
        storage: always({ status: 200, headers: { 'Accept-Ranges': 'bytes' }, bytesPerSecond: 8 * MIB }),
        run: async (world) => {
          world.add();
          await world.drive.reaches('transferring');
          await world.drive.pass(1_500);
          assert.match(JSON.stringify(world.told), /"canResume":false/, 'the page is not told');
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => {
          assert.equal(world.asked.length, 1, 'more than one stream');
          assert.ok(world.asked.every(({ seen }) => seen.method === 'GET'));
        },
      },
    ],
  },
  {
    id: 22,
    fault: 'Range honoured, then ignored mid-download',
    expect: 'only the affected request fails; finished pieces stay',
    scenarios: [
      {
        name: 'one request of several',
        file: { size: LARGE },
        connections: 4,
        seeds: 64,
        storage: [
          {
            when: ({ range }) => range !== null && range.start >= 2 * PIECE,
            times: 1,
            answer: { status: 200 },
          },
          { answer: { bytesPerSecond: 8 * MIB } },
        ],
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(strikesOf(world).length, 1);
          assert.ok(
            world.asked.every(({ seen }) => isRanged(seen)),
            'one strike was enough for a single stream',
          );
          assert.equal(world.ledger.refetchedBytes <= OVERLAP, true, 'finished pieces were fetched again');
        },
      },
    ],
  },
  {
    id: 23,
    fault: 'In `noRange` mode with 15 GB on disk',
    expect: 'stream from 0, compare against disk and overwrite only on difference; keep `.part`',
    note: 'Fewer bytes: what matters is which of them are written.',
    scenarios: [
      {
        name: 'what is on disk is right',
        disk: { claimed: 2 * MIB },
        storage: IGNORES_RANGES,
        mayRefetch: true,
        ends: 'completed',
        check: (world) => keptBeginning(world, 2 * MIB),
      },
      {
        name: 'some of it is damaged',
        file: { size: LARGE },
        disk: { claimed: 2 * PIECE, damagedAt: [PIECE + 4_711] },
        storage: IGNORES_RANGES,
        mayRefetch: true,
        ends: 'completed',
        check: (world) => {
          const again = world.parts.writes.filter(({ offset }) => offset < PIECE);
          assert.deepEqual(again, [], 'a sound piece was written again');
          assert.deepEqual(world.ledger.truncations, [], 'the part file was cut');
        },
      },
    ],
  },
  {
    id: 24,
    fault: '`noRange` latch set, then the stream drops or the host changes',
    expect:
      'keep the prefix; latch is per host; ask for the rest with Range again, accept on a valid 206 + overlap',
    scenarios: [
      {
        name: 'the stream drops',
        disk: { claimed: MIB },
        mayRefetch: true,
        storage: [
          { when: isRanged, times: 2, answer: { status: 200 } },
          { when: isUnranged, times: 1, answer: { cutAt: 2 * MIB } },
        ],
        ends: 'completed',
        check: (world) => {
          keptBeginning(world, MIB);
          const last = rangesOf(world.asked).at(-1);
          assert.ok(
            last !== undefined && last.start >= 2 * MIB - OVERLAP,
            'the rest was not asked for with a range',
          );
        },
      },
      {
        name: 'the host changes',
        disk: { claimed: MIB },
        mayRefetch: true,
        links: { leadTo: (generation) => (generation === 1 ? 'storage' : 'mirror') },
        storage: [
          { when: isRanged, times: 2, answer: { status: 200 } },
          { when: isUnranged, times: 1, answer: { cutAt: 2 * MIB } },
          { answer: { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' } },
        ],
        ends: 'completed',
        check: (world) => {
          const { exchanges } = world.origins.mirror;
          assert.ok(
            exchanges.length >= 1 && exchanges.every(({ seen }) => isResuming(seen)),
            'the mirror was not asked with a range',
          );
        },
      },
    ],
  },
  {
    id: 25,
    fault: 'Edge A honours Range, edge B does not (same name)',
    expect: 'latch needs 2 strikes from 2 connections',
    scenarios: [
      {
        name: 'every second connection leads to the edge that does not',
        file: { size: LARGE },
        connections: 4,
        seeds: 64,
        storage: [
          { when: ({ connection, range }) => connection === 2 && range !== null, answer: { status: 200 } },
          { answer: { bytesPerSecond: 8 * MIB } },
        ],
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.ok(
            world.asked.every(({ seen }) => isRanged(seen)),
            'strikes of one connection were enough',
          );
        },
      },
    ],
  },
  {
    id: 26,
    fault: '3rd parallel connection refused / 429 / 503',
    expect: 'lower the host limit, requeue the run, no failure counted',
    scenarios: (['429', '503', 'refused'] as const).map((how) => ({
      name: how,
      file: { size: LARGE },
      connections: 4,
      seeds: 8,
      storage: [
        {
          when: ({ openOthers }) => openOthers >= 2,
          answer:
            how === 'refused' ? { hangUp: 'rst' } : { status: Number(how), body: 'Too many connections' },
        },
        { answer: { bytesPerSecond: 6 * MIB } },
      ] satisfies Rule[],
      ends: 'completed',
      check: (world: World) => {
        neverWaited(world);
        const refused = world.asked.filter(({ status }) => status !== 206);
        assert.ok(refused.length >= 1, 'a third connection was never tried');
        assert.ok(refused.length <= 3, `the host's limit was run into ${refused.length} times`);
      },
    })),
  },
  {
    id: 27,
    fault: 'Proxy strips `Range`',
    expect: 'as 20',
    scenarios: [
      {
        name: 'the proxy says so',
        disk: { claimed: MIB },
        mayRefetch: true,
        storage: always({ status: 200, headers: { Via: '1.1 squid', 'Accept-Ranges': null } }),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          keptBeginning(world, MIB);
        },
      },
      {
        name: 'a fresh file of several pieces',
        file: { size: LARGE },
        connections: 4,
        storage: always({ status: 200, headers: { Via: '1.1 squid' }, bytesPerSecond: 20 * MIB }),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(world.asked.length, 1, 'the whole file was sent more than once');
        },
      },
    ],
  },
];
