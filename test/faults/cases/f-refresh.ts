import assert from 'node:assert/strict';
import { USER_AGENT } from '../engine';
import { FileBytes } from '../file-bytes';
import { type FaultCase, LARGE, MIB, PIECE, type Scenario, SMALL } from '../scenario';
import { Gate, type Rule } from '../server/answer';
import { targetOf } from '../target';
import { TOKEN, type World } from '../world';
import { diesAfterOne, EXPIRED, isOfLink } from './f-links';
import { claimedBytes, neverWaited } from './look';
import { reachMiddle, standsStill } from './middle';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OTHER_ID = 12;
const OTHER_LARGE = new FileBytes(LARGE, 73);

const json = (status: number, body: object): Rule['answer'] => ({ status, body: JSON.stringify(body) });
/** The first question gets a link, those after it get this. */
const refusesNewLinks = (answer: Rule['answer'], times = Number.POSITIVE_INFINITY): readonly Rule[] => [
  { times: 1, answer: {} },
  { times, answer },
];

/** It ended when the first link died; everything that had come is on disk. */
function keptFirstRun(world: World): void {
  assert.equal(claimedBytes(world), PIECE, 'bytes were lost');
}

/** The link of this file dies after its first run, and the API says this instead of a new one. */
function noNewLink(
  name: string,
  answer: Rule['answer'],
  more: Pick<Scenario, 'ends'> & Partial<Scenario>,
): Scenario {
  return {
    name,
    file: { size: LARGE },
    api: refusesNewLinks(answer),
    storage: diesAfterOne(EXPIRED),
    ...more,
  };
}

function messageOf(world: World): unknown {
  const { state } = world.view();
  return state.kind === 'failed' ? state.cause.params.message : state.kind;
}

export const REFRESHES: readonly FaultCase[] = [
  {
    id: 73,
    fault: 'refreshed URL gives **another file**',
    expect: 'size or overlap mismatch → stop, no write',
    scenarios: [OTHER_LARGE, new FileBytes(LARGE + MIB, 74)].map(
      (bytes): Scenario => ({
        name: bytes.size === LARGE ? 'of the same size' : 'of another size',
        file: { size: LARGE },
        links: { fileIdOf: (asked, generation) => (generation === 1 ? asked : OTHER_ID) },
        storage: (world) => {
          world.origins.keep(OTHER_ID, bytes, '"another"');
          return diesAfterOne(EXPIRED);
        },
        ends: { failed: 'http.remoteChanged' },
        check: keptFirstRun,
      }),
    ),
  },
  {
    id: 74,
    fault: 'refresh 401 (token revoked)',
    expect: 'state "sign in needed"; all tasks of the token pause; bytes kept',
    scenarios: [
      noNewLink('one download', json(401, { error: 'Unauthorized' }), {
        ends: { failed: 'access.loginNeeded' },
        check: keptFirstRun,
      }),
      noNewLink('two downloads, until somebody signs in', json(401, { error: 'Unauthorized' }), {
        simultaneous: 1,
        run: async (world) => {
          const first = world.add();
          const bytes = new FileBytes(SMALL, 75);
          world.files.set(OTHER_ID, bytes);
          world.origins.keep(OTHER_ID, bytes);
          const second = world.add(
            targetOf({ name: 'second.safetensors' }, bytes, { fileId: OTHER_ID, versionId: 2 }),
          );
          await world.drive.settle();
          for (const id of [first, second]) {
            const { state } = world.view(id);
            assert.equal(state.kind === 'failed' ? state.cause.code : state.kind, 'access.loginNeeded');
          }
          world.origins.api.setRules([]);
          world.engine.queue.retryAfterLogin();
          await world.drive.settle();
          assert.equal(world.view(second).state.kind, 'completed');
        },
        ends: 'completed',
      }),
    ],
  },
  {
    id: 75,
    fault: 'refresh 403 "early access"/no permission',
    expect: 'final message from API; bytes kept',
    scenarios: [
      noNewLink('no permission', json(403, { error: 'You are not allowed to have this file.' }), {
        ends: { failed: 'access.noPermission' },
        check: (world) => {
          keptFirstRun(world);
          assert.equal(messageOf(world), 'You are not allowed to have this file.');
          assert.equal(world.resolves.length, 2, 'it was asked again');
        },
      }),
      noNewLink(
        'early access',
        json(403, { error: 'This model is in Early Access.', deadline: '2031-01-01T00:00:00.000Z' }),
        { ends: { failed: 'access.earlyAccess' }, check: keptFirstRun },
      ),
    ],
  },
  {
    id: 76,
    fault: 'refresh 404/410 while the old URL still works',
    expect: 'go on with the old URL; fail only when it dies',
    scenarios: ([404, 410, 403] as const).map((status): Scenario => {
      const gate = new Gate();
      return {
        name: `${status}, shortly before the end of the link`,
        file: { size: LARGE },
        links: { lifeMs: HOUR },
        api: refusesNewLinks(json(status, { error: 'Not found' })),
        storage: standsStill(gate),
        run: async (world) => {
          await reachMiddle(world);
          await world.clock.advance(HOUR - 100_000);
          gate.open();
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.ok(world.asked.every(({ seen, status: was }) => isOfLink(1)(seen) && was === 206));
        },
      };
    }),
  },
  {
    id: 77,
    fault: 'refresh 404 transient',
    expect: 'retry ×3 with back-off before believing it',
    scenarios: [
      noNewLink('twice', json(404, { error: 'Not found' }), {
        api: refusesNewLinks(json(404, { error: 'Not found' }), 2),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(world.resolves.length, 4);
        },
      }),
      noNewLink('for ever', json(404, { error: 'Not found' }), {
        ends: { failed: 'http.notFound' },
        check: (world) => {
          keptFirstRun(world);
          assert.equal(world.resolves.length, 1 + 4, 'not three more tries');
          const times = world.resolves.slice(1).map(({ seen }) => seen.atMs);
          assert.ok((times.at(-1) ?? 0) - (times[0] ?? 0) >= 1_000, 'without a pause');
        },
      }),
    ],
  },
  {
    id: 78,
    fault: 'refresh 429, no `Retry-After`',
    expect: 'API gate 1→30→60 s; running transfers untouched',
    scenarios: [
      {
        ...noNewLink('three times', json(429, { error: 'Too many requests' }), { ends: 'completed' }),
        api: refusesNewLinks(json(429, { error: 'Too many requests' }), 3),
        check: (world) => {
          const times = world.resolves.slice(1).map(({ seen }) => seen.atMs);
          const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
          for (const [index, least] of [1_000, 30_000, 60_000].entries()) {
            assert.ok((pauses[index] ?? 0) >= least, `pauses of ${pauses.join(', ')} ms`);
          }
        },
      },
      {
        name: 'while another download runs',
        file: { size: LARGE },
        api: [
          {
            when: ({ target }) => target.includes(`fileId=${OTHER_ID}`),
            times: 3,
            answer: json(429, { error: 'Too many requests' }),
          },
        ],
        storage: [{ answer: { bytesPerSecond: 256 * 1024 } }],
        run: async (world) => {
          const first = world.add();
          const bytes = new FileBytes(SMALL, 78);
          world.files.set(OTHER_ID, bytes);
          world.origins.keep(OTHER_ID, bytes);
          world.add(targetOf({ name: 'second.safetensors' }, bytes, { fileId: OTHER_ID, versionId: 2 }));
          await world.drive.settle();
          neverWaited(world, first);
        },
        ends: 'completed',
      },
    ],
  },
  {
    id: 79,
    fault: 'endless refresh (URL always 403)',
    expect: 'at most 3 refreshes without progress, then fail',
    scenarios: [
      {
        name: 'from the first request on',
        storage: [{ answer: EXPIRED }],
        ends: { failed: ['http.rejected', 'http.linkExpired'] },
        check: (world) =>
          assert.ok(world.resolves.length <= 4, `${world.resolves.length} links were asked for`),
      },
      {
        name: 'after a first run',
        file: { size: LARGE },
        storage: [{ times: 1, answer: {} }, { answer: EXPIRED }],
        ends: { failed: ['http.rejected', 'http.linkExpired'] },
        check: (world) => {
          assert.ok(world.resolves.length <= 5, `${world.resolves.length} links were asked for`);
          keptFirstRun(world);
        },
      },
    ],
  },
  {
    id: 80,
    fault: '`Authorization` reaches storage',
    expect: 'test asserts the header is absent at the storage server',
    scenarios: [
      {
        name: 'signed in',
        file: { size: LARGE },
        connections: 4,
        storage: diesAfterOne(EXPIRED),
        ends: 'completed',
        check: (world) => {
          assert.ok(world.resolves.every(({ seen }) => seen.headers.authorization === `Bearer ${TOKEN}`));
          for (const { seen } of world.asked) {
            assert.equal(seen.headers.authorization, undefined);
            assert.ok(
              !`${seen.target}${JSON.stringify(seen.headers)}`.includes(TOKEN),
              'the token reached the storage',
            );
          }
        },
      },
    ],
  },
  {
    id: 81,
    fault: 'wrong local clock',
    expect: 'expiry = resolver `Date` + `X-Amz-Expires`, measured on a monotonic clock',
    scenarios: [-DAY, DAY].flatMap((serverAheadMs): Scenario[] => {
      const name = serverAheadMs > 0 ? 'a day behind' : 'a day ahead';
      return [
        {
          name: `${name}: one link is enough`,
          file: { size: LARGE },
          links: { serverAheadMs, lifeMs: HOUR },
          ends: 'completed',
          check: (world) => {
            neverWaited(world);
            assert.equal(world.resolves.length, 1, 'a good link was taken for a dead one');
          },
        },
        {
          name: `${name}: a link that has ended is not used`,
          file: { size: LARGE },
          links: { serverAheadMs, lifeMs: 10 * MINUTE },
          storage: () => standsStill(),
          run: async (world) => {
            await reachMiddle(world);
            world.engine.queue.pause(world.id);
            await world.drive.pass(11 * MINUTE);
            world.engine.queue.resume(world.id);
            await world.drive.settle();
          },
          ends: 'completed',
          check: (world) => {
            neverWaited(world);
            assert.equal(world.resolves.length, 2);
            assert.ok(
              world.asked.every(({ status }) => status === 206),
              'a dead link was used',
            );
          },
        },
      ];
    }),
  },
  {
    id: 82,
    fault: 'no or library `User-Agent`',
    expect: 'fixed product UA, otherwise WAF 403',
    scenarios: [
      {
        name: 'at the API and at the storage',
        ends: 'completed',
        check: (world) => {
          for (const { seen } of [...world.resolves, ...world.asked]) {
            assert.equal(seen.headers['user-agent'], USER_AGENT);
          }
        },
      },
    ],
  },
  {
    id: 83,
    fault: 'HEAD gives 401/403/405 while GET works',
    expect: 'never use HEAD; first ranged GET is the probe',
    scenarios: [
      {
        name: 'a fresh and a begun file',
        file: { size: LARGE },
        disk: { claimed: MIB },
        api: [{ when: ({ method }) => method !== 'GET', answer: { status: 405 } }],
        storage: [{ when: ({ method }) => method !== 'GET', answer: { status: 403, body: '' } }],
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.ok([...world.resolves, ...world.asked].every(({ seen }) => seen.method === 'GET'));
          assert.ok(world.asked[0]?.seen.range !== null);
        },
      },
    ],
  },
  {
    id: 84,
    fault: 'token or signature in log, journal, Zone.Identifier, error text',
    expect: 'must not appear (grep test over all outputs)',
    note: 'I8 looks through journal, queue, messages to the page and names after every scenario; here they are provoked.',
    scenarios: [
      {
        name: 'the storage repeats the address in its message',
        storage: [
          {
            answer: ({ target }) => ({
              status: 400,
              body: JSON.stringify({ error: `Bad address http://storage${target}` }),
            }),
          },
        ],
        ends: 'any',
      },
      {
        name: 'the API repeats the token in its message',
        api: [
          {
            answer: ({ headers }) => ({
              status: 403,
              body: JSON.stringify({ error: `No permission for ${headers.authorization}` }),
            }),
          },
        ],
        ends: { failed: 'access.noPermission' },
      },
      {
        name: 'a redirect that is refused',
        storage: [
          {
            answer: ({ target }) => ({
              status: 302,
              body: '',
              headers: { Location: `http://other.test${target}` },
            }),
          },
        ],
        ends: { failed: 'network.redirectRefused' },
      },
      {
        name: 'a line that breaks, and a link that dies',
        file: { size: LARGE },
        storage: [{ times: 1, answer: { cutAt: MIB, cutBy: 'rst' } }, ...diesAfterOne(EXPIRED)],
        ends: 'completed',
      },
    ],
  },
];
