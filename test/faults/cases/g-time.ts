import assert from 'node:assert/strict';
import { type FaultCase, LARGE, MIB, type Scenario } from '../scenario';
import { Gate } from '../server/answer';
import type { World } from '../world';
import { isOfLink } from './f-links';
import { claimedBytes, firstWritten, neverWaited } from './look';
import { MIDDLE, reachMiddle, standsStill } from './middle';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long the storage was left alone after it had asked for it. */
function pauseOf(world: World): number {
  const [first, second] = world.asked.map(({ seen }) => seen.atMs);
  return (second ?? 0) - (first ?? 0);
}

interface Wish {
  readonly name: string;
  readonly status: number;
  readonly retryAfter: string | ((world: World) => string);
  readonly leastMs: number;
  readonly mostMs: number;
}

/** The storage asks for a pause, once. */
function asksForPause({ name, status, retryAfter, leastMs, mostMs }: Wish): Scenario {
  return {
    name: `${status}, ${name}`,
    disk: { claimed: MIB },
    storage: (world) => [
      {
        times: 1,
        answer: () => {
          const value = typeof retryAfter === 'string' ? retryAfter : retryAfter(world);
          return { status, body: 'Slow down', headers: { 'Retry-After': value } };
        },
      },
    ],
    ends: 'completed',
    check: (world) => {
      assert.equal(firstWritten(world), MIB, 'bytes were thrown away');
      const ms = pauseOf(world);
      assert.ok(ms >= leastMs && ms <= mostMs, `asked again after ${ms} ms`);
    },
  };
}

const inSeconds = (seconds: number) => (world: World) =>
  new Date(world.clock.nowMs() + seconds * SECOND).toUTCString();

const WISHES: readonly Wish[] = [429, 503].flatMap((status) => [
  { name: '5 seconds', status, retryAfter: '5', leastMs: 5 * SECOND, mostMs: 15 * SECOND },
  { name: 'a date', status, retryAfter: inSeconds(90), leastMs: 89 * SECOND, mostMs: 200 * SECOND },
  { name: 'a date of yesterday', status, retryAfter: inSeconds(-86_400), leastMs: 0, mostMs: 60 * SECOND },
  { name: '0', status, retryAfter: '0', leastMs: 50, mostMs: 60 * SECOND },
  { name: 'a negative number', status, retryAfter: '-5', leastMs: 50, mostMs: 60 * SECOND },
  { name: 'rubbish', status, retryAfter: 'soon, perhaps', leastMs: 50, mostMs: 60 * SECOND },
  { name: 'half an hour', status, retryAfter: '1800', leastMs: 1_800 * SECOND, mostMs: 3_600 * SECOND },
]);

/** The user sees until when Civet waits, when that is long. */
function showsTime(name: string, seconds: number, leastMs: number): Scenario {
  return {
    name,
    storage: [{ times: 1, answer: { status: 429, body: '', headers: { 'Retry-After': String(seconds) } } }],
    run: async (world) => {
      world.add();
      const state = await world.drive.reaches('waiting');
      const untilMs = state.kind === 'waiting' ? state.untilMs : null;
      assert.ok(untilMs !== null && untilMs - world.clock.nowMs() >= leastMs, `it waits until ${untilMs}`);
      assert.equal(world.asked.length, 1);
      world.engine.queue.pause(world.id);
    },
    ends: 'paused',
  };
}

/** What sleep must not do: count as a failure, lose bytes, or use what was open before. */
function sleptWell(world: World): void {
  neverWaited(world);
  const [before, ...after] = world.asked;
  assert.ok(after.length > 0);
  assert.ok(
    after.every(({ seen }) => seen.connection !== before?.seen.connection),
    'an old connection was used',
  );
  assert.ok(
    world.asked.every(({ status }) => status === 206),
    'a dead link was used',
  );
  assert.equal(world.record().failedAttempts, 0);
}

export const TIME: readonly FaultCase[] = [
  {
    id: 93,
    fault: '429/503 + `Retry-After`: 5, HTTP-date, 0, negative, garbage, 10^9',
    expect: 'honour; garbage → own back-off; cap 1 h and show the time',
    note: 'What a server asks for is never shortened (3.2); above an hour the user sees the time and may try at once.',
    scenarios: [
      ...WISHES.map(asksForPause),
      showsTime('two hours', 7_200, 2 * HOUR),
      showsTime('10^9 seconds', 1_000_000_000, HOUR),
    ],
  },
  {
    id: 94,
    fault: 'sleep 8 h in mid-body',
    expect: 'on wake drop all sockets, new agents, refresh URL if needed, zero failures counted',
    scenarios: [
      {
        name: 'the system says so, the link outlives the night',
        file: { size: LARGE },
        storage: () => standsStill(),
        run: async (world) => {
          await reachMiddle(world);
          await world.drive.whileTimePasses(world.engine.queue.onSleep());
          assert.equal(claimedBytes(world), MIDDLE, 'not everything was made durable before the sleep');
          world.clock.leap(8 * HOUR);
          world.engine.queue.onWake();
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => {
          sleptWell(world);
          assert.equal(world.resolves.length, 1);
        },
      },
      {
        name: 'the system says so, the link does not outlive the night',
        file: { size: LARGE },
        links: { lifeMs: HOUR },
        storage: () => standsStill(),
        run: async (world) => {
          await reachMiddle(world);
          await world.drive.whileTimePasses(world.engine.queue.onSleep());
          world.clock.leap(8 * HOUR);
          world.engine.queue.onWake();
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => {
          sleptWell(world);
          assert.equal(world.resolves.length, 2);
          assert.ok(
            world.asked.slice(1).every(({ seen }) => isOfLink(2)(seen)),
            'a dead link was used',
          );
        },
      },
      {
        name: 'nobody says so, the machine just stood still',
        file: { size: LARGE },
        links: { lifeMs: HOUR },
        storage: () => standsStill(),
        run: async (world) => {
          await reachMiddle(world);
          world.clock.leap(8 * HOUR);
          world.origins.storage.resetAll();
          await world.drive.settle();
        },
        ends: 'completed',
        check: sleptWell,
      },
    ],
  },
  {
    id: 96,
    fault: 'wall clock jumps ±1 day',
    expect: 'nothing: monotonic time only',
    scenarios: [-DAY, DAY].map((jumpMs): Scenario => {
      const gate = new Gate();
      return {
        name: jumpMs > 0 ? 'forward' : 'back',
        file: { size: LARGE },
        links: { lifeMs: HOUR },
        storage: standsStill(gate),
        run: async (world) => {
          await reachMiddle(world);
          // The storage's clock is right: it is ours that jumps.
          world.clock.jumpWall(jumpMs);
          gate.open();
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(world.resolves.length, 1, 'a good link was taken for a dead one');
          assert.ok(
            world.asked.every(({ state }) => state === 'sent'),
            'a body was given up',
          );
        },
      };
    }),
  },
];
