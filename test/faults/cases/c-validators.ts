import assert from 'node:assert/strict';
import { FileBytes } from '../file-bytes';
import { ETAG, MIRROR_ETAG } from '../origins';
import { type FaultCase, MIB, OVERLAP, type Scenario, SMALL } from '../scenario';
import type { World } from '../world';
import { always, OTHER, once, refusedOnce } from './bend';
import { askedOnce, firstWritten, hasConditions, keptAside, neverWaited, startsOf } from './look';

const LAST_MODIFIED = 'Tue, 01 Jan 2030 00:00:00 GMT';
/** What a creator uploads later under the same version: another length, too. */
const REPLACED = new FileBytes(SMALL + 4_096, 777);

/** Bytes that were there before were neither fetched nor written again. */
function keptBytes(world: World): void {
  neverWaited(world);
  assert.equal(firstWritten(world), MIB, 'what was there was written again');
  askedOnce(world);
}

/** No request trusts a validator; the first one reaches back to compare. */
function probedWithoutConditions(world: World): void {
  keptBytes(world);
  assert.ok(
    world.asked.every(({ seen }) => !hasConditions(seen)),
    'a condition was sent',
  );
  assert.equal(startsOf(world.asked)[0], MIB - OVERLAP, 'the bytes on disk were not compared');
}

/** The user has read that the file is another one now, and wants it from the beginning. */
async function startOverWith(world: World, bytes: FileBytes): Promise<void> {
  world.engine.queue.resume(world.id);
  await world.drive.settle();
  const { state } = world.view();
  assert.equal(state.kind === 'failed' ? state.cause.code : state.kind, 'http.remoteChanged');
  assert.deepEqual(world.parts.writes, [], 'bytes of another file were written');
  const fresh = world.replaceFile(bytes);
  world.origins.storage.setRules([]);
  world.engine.queue.retry(world.id, fresh);
  await world.drive.settle();
}

const NEW_CONTENT: Scenario = {
  name: 'other bytes: the user starts over with what Civitai says now',
  disk: { claimed: MIB },
  storage: always({ status: 206, bytesOf: OTHER, headers: { ETag: '"v2"' } }),
  run: (world) => startOverWith(world, OTHER),
  ends: 'completed',
  check: (world) => keptAside(world, world.firstFile.slice(0, MIB)),
};

export const VALIDATORS: readonly FaultCase[] = [
  {
    id: 28,
    fault: 'strong ETag unchanged',
    expect: 'accept',
    scenarios: [
      {
        name: 'a begun file',
        disk: { claimed: MIB },
        ends: 'completed',
        check: (world) => {
          keptBytes(world);
          assert.ok(world.asked.every(({ seen }) => seen.headers['if-match'] === ETAG));
          assert.ok(world.asked.every(({ seen }) => seen.headers['if-range'] === undefined));
        },
      },
    ],
  },
  {
    id: 29,
    fault: 'strong ETag changed, same host, same size',
    expect:
      'stop, re-resolve, overlap probe; equal + API hash unchanged → adopt new ETag and continue; else restart in a *new* part',
    note: 'Civet asks before it starts over: it stops, says that the file is another one now, and keeps the old part.',
    scenarios: [
      {
        name: 'the same bytes, from a storage that does not heed If-Match',
        file: { etag: '"v2"' },
        disk: { claimed: MIB, etag: '"v1"' },
        storage: always({ status: 206 }),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(firstWritten(world), MIB);
          assert.equal(world.resolves.length, 2, 'the link was not asked for anew');
          const last = world.asked.at(-1)?.seen.headers['if-match'];
          assert.ok(last === '"v2"' || last === undefined, `the new tag was not adopted: ${last}`);
        },
      },
      NEW_CONTENT,
    ],
  },
  {
    id: 30,
    fault: 'ETag changed because host changed (R2 → B2)',
    expect: 'not a change: validators are per host',
    scenarios: [
      {
        name: 'the link leads to the mirror now',
        disk: { claimed: MIB },
        links: { leadTo: () => 'mirror' },
        ends: 'completed',
        check: (world) => {
          keptBytes(world);
          const [first] = world.origins.mirror.exchanges;
          assert.equal(first?.seen.headers['if-match'], undefined, 'the tag of another host was sent');
          assert.equal(first?.seen.range?.start, MIB - OVERLAP);
          assert.equal(world.resolves.length, 1);
        },
      },
      {
        name: 'and the mirror has told its own tag before',
        disk: { claimed: MIB },
        links: { leadTo: () => 'mirror' },
        mirror: [{ times: 1, answer: { cutAt: MIB } }],
        ends: 'completed',
        check: (world) => {
          const last = world.origins.mirror.exchanges.at(-1);
          assert.equal(last?.seen.headers['if-match'], MIRROR_ETAG);
        },
      },
    ],
  },
  {
    id: 31,
    fault: 'weak `W/"x"`',
    expect: 'never used in If-Match/If-Range; recorded only',
    scenarios: [
      {
        name: 'a line that is cut',
        file: { etag: 'W/"v1"' },
        storage: once({ cutAt: MIB }),
        ends: 'completed',
        check: (world) => assert.ok(world.asked.every(({ seen }) => !hasConditions(seen))),
      },
    ],
  },
  {
    id: 32,
    fault: 'ETag with `-gzip` / `;gzip` suffix',
    expect: 'different representation → refuse if encoded',
    scenarios: [
      refusedOnce('-gzip, encoded', { gzip: true, headers: { ETag: '"v1-gzip"' } }),
      refusedOnce(
        ';gzip, encoded',
        { gzip: true, headers: { ETag: '"v1;gzip"' } },
        { disk: { claimed: MIB } },
      ),
      {
        name: '-gzip, not encoded',
        disk: { claimed: MIB },
        storage: once({ status: 206, headers: { ETag: '"v1-gzip"' } }),
        ends: 'completed',
        check: (world) => assert.equal(firstWritten(world), MIB),
      },
    ],
  },
  {
    id: 33,
    fault: 'Last-Modified only',
    expect: 'not used as condition; RFC 9110 makes it strong only with care about `Date`; probe instead',
    scenarios: [
      {
        name: 'a begun file',
        file: { etag: null, lastModified: LAST_MODIFIED },
        disk: { claimed: MIB, etag: null },
        ends: 'completed',
        check: probedWithoutConditions,
      },
    ],
  },
  {
    id: 34,
    fault: 'no validator at all',
    expect: 'allowed: size + overlap + SHA-256',
    scenarios: [
      {
        name: 'the same file',
        file: { etag: null },
        disk: { claimed: MIB, etag: null },
        ends: 'completed',
        check: probedWithoutConditions,
      },
      {
        name: 'another file of the same size',
        file: { etag: null },
        disk: { claimed: MIB, etag: null },
        storage: always({ bytesOf: OTHER }),
        ends: { failed: 'http.remoteChanged' },
        check: (world) => assert.deepEqual(world.parts.writes, []),
      },
    ],
  },
  {
    id: 35,
    fault: '412',
    expect: 'path 29 without any body',
    scenarios: [
      {
        name: 'the tag changed, the bytes did not',
        file: { etag: '"v2"' },
        disk: { claimed: MIB, etag: '"v1"' },
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(firstWritten(world), MIB);
          assert.equal(world.resolves.length, 2, 'the link was not asked for anew');
          assert.deepEqual(
            world.asked.slice(0, 2).map(({ status, sentBytes }) => (status === 412 ? sentBytes : status)),
            [0, 206],
          );
        },
      },
      {
        name: 'whatever is asked',
        disk: { claimed: MIB },
        storage: always({ status: 412, body: '' }),
        ends: { failed: ['http.remoteChanged', 'http.rejected'] },
        check: (world) => {
          assert.ok(world.asked.length <= 4, `${world.asked.length} requests`);
          assert.deepEqual(world.parts.writes, []);
        },
      },
    ],
  },
  {
    id: 36,
    fault: 'API now gives another sha256/size for the version',
    expect: 'new identity; old part kept and listed, never mixed',
    note: 'Kept beside the new file under a name that nothing takes for a model; the user is told before it starts over.',
    scenarios: [
      {
        name: 'another size, found by the storage',
        disk: { claimed: MIB },
        storage: always({
          status: 206,
          bytesOf: REPLACED,
          contentRange: `bytes ${MIB - OVERLAP}-${SMALL - 1}/${REPLACED.size}`,
          slice: { start: MIB - OVERLAP, end: SMALL - 1 },
        }),
        run: (world) => startOverWith(world, REPLACED),
        ends: 'completed',
        check: (world) => keptAside(world, world.firstFile.slice(0, MIB)),
      },
      {
        name: 'another hash, told when the file is added again',
        disk: { claimed: MIB },
        run: async (world) => {
          const fresh = world.replaceFile(REPLACED);
          world.add(fresh);
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => keptAside(world, world.firstFile.slice(0, MIB)),
      },
    ],
  },
  {
    id: 37,
    fault: 'API gives no hash (scan pending)',
    expect: 'finish as **"unverified"**, poll for the hash later and verify then',
    scenarios: [
      { name: 'no hash', file: { hash: 'none' }, ends: 'unverified', check: neverWaited },
      {
        name: 'the hash is published a day later',
        file: { hash: 'none' },
        run: async (world) => {
          world.add();
          await world.drive.settle();
          world.publishHash();
          await world.drive.pass(86_400_000);
        },
        ends: 'completed',
      },
    ],
  },
];
