import assert from 'node:assert/strict';
import { FileBytes } from '../file-bytes';
import { type FaultCase, KIB, LARGE, MIB, type Scenario, SMALL } from '../scenario';
import type { World } from '../world';
import { always, OTHER, once, refusedOnce } from './bend';
import { connectionsOf, neverWaited } from './look';

/** For ever refused: it waits for better times and writes nothing. */
export function refusedForEver(
  name: string,
  storage: Scenario['storage'],
  more: Partial<Scenario> = {},
): Scenario {
  return {
    name,
    ...(storage === undefined ? {} : { storage }),
    run: async (world) => {
      world.add();
      await world.drive.reaches('waiting');
      world.engine.queue.pause(world.id);
    },
    ends: 'paused',
    check: wroteNothing,
    ...more,
  };
}

export function wroteNothing(world: World): void {
  assert.deepEqual(world.parts.writes, [], 'something was written');
}

const TINY = new FileBytes(40_000, 57);

export const FRAMING: readonly FaultCase[] = [
  {
    id: 44,
    fault: '`Content-Encoding: gzip` despite identity',
    expect: 'refuse, do not inflate, do not write',
    scenarios: [
      refusedOnce('gzip', { gzip: true }),
      refusedOnce('br, by name alone', { headers: { 'Content-Encoding': 'br' } }),
      refusedOnce('gzip, of a begun file', { gzip: true }, { disk: { claimed: MIB } }),
      refusedForEver(
        'gzip for ever',
        always({ gzip: true, bytesOf: OTHER }, () => true),
      ),
    ],
  },
  {
    id: 45,
    fault: '`Content-Encoding: identity` / empty / `aws-chunked`',
    expect:
      'identity and empty ok; `aws-chunked` accepted only if length equals size (stored metadata quirk)',
    scenarios: [
      {
        name: 'identity',
        storage: always({ headers: { 'Content-Encoding': 'identity' } }),
        ends: 'completed',
        check: neverWaited,
      },
      {
        name: 'empty',
        storage: always({ headers: { 'Content-Encoding': '' } }),
        ends: 'completed',
        check: neverWaited,
      },
      {
        name: 'aws-chunked, of the right length',
        storage: always({ headers: { 'Content-Encoding': 'aws-chunked' } }),
        ends: 'completed',
        check: neverWaited,
      },
      refusedOnce('aws-chunked, longer than the range', {
        headers: { 'Content-Encoding': 'aws-chunked', 'Content-Length': String(SMALL + 90) },
        extraBytes: 90,
      }),
      refusedOnce('aws-chunked, with no length to go by', {
        headers: { 'Content-Encoding': 'aws-chunked' },
        framing: 'chunked',
        extraBytes: 90,
      }),
    ],
  },
  {
    id: 46,
    fault: '`Content-Length` + `Transfer-Encoding`',
    expect: 'parser rejects → transient',
    scenarios: [
      refusedOnce('both', { framing: 'chunked', contentLength: SMALL }),
      refusedOnce(
        'both, of a begun file',
        { framing: 'chunked', contentLength: 5 },
        { disk: { claimed: MIB } },
      ),
    ],
  },
  {
    id: 47,
    fault: 'two different `Content-Length`',
    expect: 'rejected → transient',
    scenarios: [
      refusedOnce('the right one last', { headers: { 'Content-Length': ['100', String(SMALL)] } }),
      refusedOnce('the right one first', { headers: { 'Content-Length': [String(SMALL), '100'] } }),
    ],
  },
  {
    id: 48,
    fault: 'no length, close-delimited or chunked without a known size, cut short',
    expect: 'caught by byte count; unknown size → probe `bytes=0-0` first',
    scenarios: [
      { name: '206, closed too early', storage: once({ framing: 'close', cutAt: MIB }), ends: 'completed' },
      {
        name: '200 without a length, closed too early, the size known from Civitai',
        storage: once({ status: 200, framing: 'close', cutAt: MIB }, () => true),
        mayRefetch: true,
        ends: 'completed',
      },
      {
        name: '200 without a length, closed too early, neither size nor hash known',
        file: { approximateBytes: null, hash: 'none' },
        storage: once(
          { status: 200, framing: 'close', cutAt: MIB },
          ({ range }) => range === null || range.end !== 0,
        ),
        mayRefetch: true,
        ends: 'unverified',
        check: async (world) => {
          const [name = ''] = await world.names();
          assert.equal((await world.readLora(name)).length, SMALL, 'half a file is called whole');
        },
      },
      {
        name: '200 without a length, always, and whole',
        storage: always({ status: 200, framing: 'chunked' }, () => true),
        mayRefetch: true,
        ends: 'completed',
      },
    ],
  },
  {
    id: 49,
    fault: 'HTTP/1.0 206 keep-alive confusion',
    expect: 'one response per socket',
    scenarios: [
      {
        name: 'kept alive, with another answer behind it',
        file: { size: LARGE },
        storage: always({
          version: '1.0',
          headers: { Connection: 'keep-alive' },
          trailer:
            'HTTP/1.0 206 Partial Content\r\nContent-Range: bytes 0-4/5\r\nContent-Length: 5\r\n\r\nwrong',
        }),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(connectionsOf(world.asked).size, world.asked.length, 'a connection was used again');
        },
      },
      {
        name: 'closed by the end of the connection',
        storage: always({ version: '1.0', contentLength: null }),
        ends: 'completed',
        check: neverWaited,
      },
    ],
  },
  {
    id: 50,
    fault: '100 / 103 interim responses first',
    expect: 'ignored',
    scenarios: [
      { name: '100', storage: always({ interim: [100] }), ends: 'completed', check: neverWaited },
      {
        name: '103, 103, 100',
        storage: always({ interim: [103, 103, 100] }),
        ends: 'completed',
        check: neverWaited,
      },
    ],
  },
  {
    id: 51,
    fault: '`Content-Length: 0` or empty 200',
    expect: 'transient ×2, then fail "server sent an empty file"',
    scenarios: [
      {
        name: 'a length of 0, always',
        storage: always({ status: 200, body: '' }, () => true),
        ends: { failed: 'content.empty' },
        check: (world) => assert.equal(world.asked.length, 3, 'not three tries'),
      },
      {
        name: 'no length and no byte, always',
        storage: always({ status: 200, body: '', framing: 'chunked' }, () => true),
        ends: { failed: 'content.empty' },
        check: (world) => assert.equal(world.asked.length, 3, 'not three tries'),
      },
      { name: 'once', storage: once({ status: 200, body: '' }, () => true), ends: 'completed' },
    ],
  },
  {
    id: 52,
    fault: '204, 205, 304 to a Range request',
    expect: 'refuse; never "complete"',
    scenarios: [
      ...[204, 205, 304].flatMap((status) => [
        refusedOnce(`${status}, once`, { status, body: '' }),
        refusedForEver(
          `${status}, for ever`,
          always({ status, body: '' }, () => true),
        ),
      ]),
      refusedOnce('304, of a begun file', { status: 304, body: '' }, { disk: { claimed: MIB } }),
    ],
  },
  {
    id: 57,
    fault: 'body delivered in 1-byte chunks',
    expect: 'same result, CPU bounded by coalescing',
    scenarios: [
      {
        name: 'chunked, a byte a chunk',
        file: { bytes: TINY },
        storage: always({ framing: 'chunked', stepBytes: 1 }),
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.ok(
            world.parts.writes.length <= 4,
            `${world.parts.writes.length} writes for ${TINY.size} bytes`,
          );
        },
      },
      {
        name: 'with a length, a byte a packet',
        file: { bytes: TINY },
        storage: always({ stepBytes: 1 }),
        ends: 'completed',
        check: (world) => assert.ok(world.parts.writes.length <= 4 + TINY.size / (256 * KIB)),
      },
    ],
  },
];
