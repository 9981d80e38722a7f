import assert from 'node:assert/strict';
import { type FaultCase, KIB, LARGE, MIB, OVERLAP, PIECE, type Scenario } from '../scenario';
import type { Answer, Rule, Seen } from '../server/answer';
import { generationOf } from '../server/links';
import { FILE_ID, VERSION_ID } from '../target';
import type { World } from '../world';
import { neverWaited, rangesOf, startsOf } from './look';
import { MIDDLE, reachMiddle, standsStill } from './middle';

export const EXPIRED: Answer = {
  status: 403,
  headers: { 'Content-Type': 'application/xml' },
  body: '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function isOfLink(generation: number): (seen: Seen) => boolean {
  return ({ target }) => generationOf(target) === generation;
}

/** The first link works for one request, and never again. */
export function diesAfterOne(answer: Answer, healthy: Answer = {}): readonly Rule[] {
  return [
    { when: isOfLink(1), times: 1, answer: healthy },
    { when: isOfLink(1), answer },
    { answer: healthy },
  ];
}

/** One more link, no pause, no failure counted. */
function renewedOnce(world: World): void {
  neverWaited(world);
  assert.equal(world.resolves.length, 2, 'not exactly one new link');
}

function dead(status: number, code: string): Scenario {
  const body = `<Error><Code>${code}</Code></Error>`;
  return {
    name: `${status} ${code}`.trim(),
    file: { size: LARGE },
    storage: diesAfterOne({ status, body }),
    ends: 'completed',
    check: renewedOnce,
  };
}

export const EXPIRED_LINKS: readonly FaultCase[] = [
  {
    id: 66,
    fault: 'signed URL expired → 403 XML',
    expect: 'refresh once for all workers; no retry budget',
    scenarios: [
      {
        name: 'one connection',
        file: { size: LARGE },
        storage: diesAfterOne(EXPIRED),
        ends: 'completed',
        check: renewedOnce,
      },
      {
        name: 'a link of an earlier run, at 98 %',
        file: { size: LARGE },
        storage: diesAfterOne(EXPIRED, { cutAt: 400 * KIB }),
        disk: { claimed: LARGE - 600 * KIB },
        ends: 'completed',
        check: (world) => assert.ok(world.ledger.refetchedBytes <= 2 * OVERLAP, 'bytes were thrown away'),
      },
      {
        name: 'several connections',
        file: { size: LARGE },
        connections: 4,
        seeds: 64,
        storage: [
          { when: (seen) => isOfLink(1)(seen) && seen.number > 3, answer: EXPIRED },
          { answer: { bytesPerSecond: 6 * MIB } },
        ],
        ends: 'completed',
        check: renewedOnce,
      },
    ],
  },
  {
    id: 67,
    fault: 'expired → 400 / 401 / 404 / 410',
    expect: 'same class when URL is signed **and** older than first use or past expiry',
    scenarios: [
      dead(400, 'ExpiredToken'),
      dead(400, 'AuthorizationQueryParametersError'),
      dead(401, ''),
      dead(404, 'NoSuchKey'),
      dead(410, ''),
      {
        name: '404 from a link that was made just now, for ever',
        storage: [{ answer: { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' } }],
        ends: { failed: ['http.notFound', 'http.rejected'] },
        check: (world) =>
          assert.ok(world.resolves.length <= 4, `${world.resolves.length} links were asked for`),
      },
    ],
  },
  {
    id: 68,
    fault: 'expiry in mid-body',
    expect: 'let the body run; next request refreshes',
    scenarios: [
      {
        name: 'the link lives shorter than its first body',
        file: { size: LARGE },
        links: { lifeMs: 3_000 },
        storage: [{ answer: { bytesPerSecond: MIB } }],
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.ok(
            world.asked.every(({ state }) => state === 'sent'),
            'a body was given up',
          );
          assert.ok(
            world.asked.every(({ status }) => status === 206),
            'a dead link was used',
          );
        },
      },
    ],
  },
  {
    id: 69,
    fault: '8 workers get 403 at once',
    expect: '**exactly 1** API call (counter asserted)',
    note: 'As many workers as there are by then, at least 3; and eight askers at the port that hands out links.',
    scenarios: [
      {
        name: 'all lines are cut, and every link is dead',
        file: { size: LARGE },
        connections: 8,
        seeds: 64,
        storage: [{ answer: { bytesPerSecond: 4 * MIB } }],
        run: async (world) => {
          world.add();
          const open = () => world.origins.storage.openExchanges().length;
          await world.drive.until('several connections are open', () => open() >= 3);
          world.origins.storage.setRules([
            { when: isOfLink(1), answer: EXPIRED },
            { answer: { bytesPerSecond: 8 * MIB } },
          ]);
          world.origins.storage.resetAll();
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => {
          assert.equal(world.resolves.length, 2, 'not exactly one new link for all');
          neverWaited(world);
        },
      },
      {
        name: 'eight askers, before and after the link has died',
        run: async (world) => {
          const { links } = world.engine;
          const address = {
            versionId: VERSION_ID,
            fileId: FILE_ID,
            fileType: 'Model',
            format: null,
            precision: null,
            canBeProven: true,
          };
          const askAll = () =>
            Promise.all(
              Array.from({ length: 8 }, () => links.resolve(address, new AbortController().signal)),
            );
          for (const calls of [1, 2]) {
            const answers = await askAll();
            const urls = new Set(answers.map((answer) => (answer.ok ? answer.value.url : answer.error.code)));
            assert.equal(urls.size, 1, 'they got different links');
            assert.equal(world.resolves.length, calls);
            const [url = ''] = urls;
            for (let worker = 0; worker < 8; worker += 1) links.forget(address, url);
          }
          world.add();
          await world.drive.settle();
        },
        ends: 'completed',
      },
    ],
  },
  {
    id: 70,
    fault: 'paused 3 days, then resume',
    expect: 'refresh before the first byte request',
    scenarios: [
      {
        name: 'in one session',
        file: { size: LARGE },
        storage: () => standsStill(),
        run: async (world) => {
          await reachMiddle(world);
          world.engine.queue.pause(world.id);
          await world.drive.quiet();
          await world.drive.pass(3 * DAY);
          world.engine.queue.resume(world.id);
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => {
          renewedOnce(world);
          assert.deepEqual(
            world.asked.slice(1).filter(({ seen }) => isOfLink(1)(seen)),
            [],
            'the dead link was tried',
          );
          const next = startsOf(world.asked)[1] ?? 0;
          assert.ok(
            next >= MIDDLE - OVERLAP,
            `what had come was lost in the pause: asked again from ${next}`,
          );
        },
      },
    ],
  },
  {
    id: 71,
    fault: 'one-time URL (second GET 403), or 1 connection per link and the probe eats it',
    expect: 'no separate probe request; fall to 1 connection, single long run',
    scenarios: [
      {
        name: 'every link works once',
        file: { size: LARGE },
        connections: 4,
        storage: () => {
          const used = new Set<number>();
          return [
            {
              when: ({ target }) =>
                used.has(generationOf(target)) || used.add(generationOf(target)).size === 0,
              answer: EXPIRED,
            },
            { answer: { bytesPerSecond: 8 * MIB } },
          ];
        },
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.ok(world.resolves.length <= 4, `${world.resolves.length} links for one file`);
          const last = rangesOf(world.asked).at(-1);
          assert.equal(last?.end, LARGE - 1, 'the last run does not reach to the end');
        },
      },
      {
        name: 'every link bears one connection',
        file: { size: LARGE },
        connections: 4,
        storage: [
          { when: ({ openOthers }) => openOthers > 0, answer: { status: 403, body: 'One connection only' } },
          { answer: { bytesPerSecond: 8 * MIB } },
        ],
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          // Two strikes, each with the link that was known and with a new one.
          assert.ok(world.resolves.length <= 5, `${world.resolves.length} links for one file`);
        },
      },
      {
        name: 'a fresh file asks once',
        ends: 'completed',
        check: (world) => assert.equal(rangesOf(world.asked)[0]?.start, 0, 'a request only to look'),
      },
    ],
  },
  {
    id: 72,
    fault: 'refreshed URL on another host',
    expect: 'per-host validators reset, size re-checked, overlap probe',
    scenarios: [
      {
        name: 'the second link leads to the mirror',
        file: { size: LARGE },
        links: { leadTo: (generation) => (generation === 1 ? 'storage' : 'mirror') },
        storage: diesAfterOne(EXPIRED),
        ends: 'completed',
        check: (world) => {
          renewedOnce(world);
          const [first] = world.origins.mirror.exchanges;
          assert.equal(first?.seen.headers['if-match'], undefined, 'the tag of another host was sent');
          assert.equal(first?.seen.range?.start, PIECE - OVERLAP, 'the bytes on disk were not compared');
        },
      },
      {
        name: 'where the file has another size',
        file: { size: LARGE },
        links: { leadTo: (generation) => (generation === 1 ? 'storage' : 'mirror') },
        storage: diesAfterOne(EXPIRED),
        mirror: [
          {
            answer: ({ range }) => ({
              slice: { start: range?.start ?? 0, end: LARGE - 1 },
              contentRange: `bytes ${range?.start}-${LARGE - 1}/${LARGE + 5}`,
            }),
          },
        ],
        ends: { failed: 'http.remoteChanged' },
        check: (world) => assert.ok(world.parts.writes.every(({ offset }) => offset < PIECE)),
      },
    ],
  },
];
