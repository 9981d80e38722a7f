import assert from 'node:assert/strict';
import { FileBytes } from '../file-bytes';
import { type FaultCase, LARGE, MIB, PIECE, type Scenario, SMALL } from '../scenario';
import { always } from './bend';
import { wroteNothing } from './e-encoding';
import { neverWaited } from './look';

const PAGE = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>';
const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A file that begins with these bytes, under the name of a safetensors file. */
function beginningWith(name: string, head: Buffer): Scenario {
  return {
    name,
    file: { bytes: new FileBytes(LARGE, 55, head) },
    ends: { failed: 'content.notTheFormat' },
    check: (world) => {
      const written = world.parts.writes.reduce((sum, { length }) => sum + length, 0);
      assert.ok(written < PIECE, `${written} bytes were written`);
      assert.equal(world.asked.length, 1, 'it was tried again');
    },
  };
}

function headerOf(length: bigint, text: string): Buffer {
  const head = Buffer.alloc(64, 0x20);
  head.writeBigUInt64LE(length);
  head.write(text, 8, 'latin1');
  return head;
}

function isPage(name: string, storage: Scenario['storage'], more: Partial<Scenario> = {}): Scenario {
  return {
    name,
    ...(storage === undefined ? {} : { storage }),
    ends: { failed: 'content.webPage' },
    check: wroteNothing,
    ...more,
  };
}

export const CONTENT: readonly FaultCase[] = [
  {
    id: 53,
    fault: '200/206 `text/html` login or block page',
    expect: 'refuse by type **and** by first bytes; name the cause',
    scenarios: [
      isPage(
        '200, by its type',
        always({ status: 200, body: PAGE, headers: HTML }, () => true),
      ),
      isPage(
        '200, by its first bytes',
        always({ status: 200, body: PAGE }, () => true),
      ),
      isPage(
        '206 with the right range, by its type',
        always({ status: 206, headers: HTML }, () => true),
      ),
      {
        ...isPage('206 with the right range, by its first bytes', undefined),
        file: { bytes: new FileBytes(SMALL, 53, Buffer.from(PAGE)) },
      },
      isPage('206 for a begun file, by its type', always({ headers: HTML }), { disk: { claimed: MIB } }),
    ],
  },
  {
    id: 54,
    fault: '200 JSON error',
    expect: 'parse and show message',
    scenarios: [
      {
        name: 'with a message',
        storage: always(
          { status: 200, headers: JSON_TYPE, body: '{"error":"The file is being scanned."}' },
          () => true,
        ),
        ends: { failed: 'content.message' },
        check: (world) => {
          wroteNothing(world);
          const { state } = world.view();
          const message = state.kind === 'failed' ? state.cause.params.message : null;
          assert.equal(message, 'The file is being scanned.');
        },
      },
    ],
  },
  {
    id: 55,
    fault: '`.safetensors` whose first 8 bytes are not a sane header length followed by `{`',
    expect: 'stop within the first piece',
    scenarios: [
      beginningWith('a length of exabytes', headerOf(0xffff_ffff_ffff_ffn, '{"a":1}')),
      beginningWith('a length of nothing', headerOf(0n, '{"a":1}')),
      beginningWith('no brace', headerOf(64n, 'PK\u0003\u0004')),
      beginningWith('a header longer than the file', headerOf(BigInt(LARGE), '{"a":1}')),
      beginningWith('a pickle', Buffer.from('\u0080\u0002}q\u0000(X\n', 'latin1')),
    ],
  },
  {
    id: 56,
    fault: 'API `sizeKB` rounded, real size off by a few bytes',
    expect: 'size := first `Content-Range` total; API size only a ±1 KiB sanity check',
    scenarios: [
      {
        name: 'a few too many',
        file: { approximateBytes: SMALL + 900 },
        ends: 'completed',
        check: neverWaited,
      },
      {
        name: 'a few too few',
        file: { approximateBytes: SMALL - 900 },
        ends: 'completed',
        check: neverWaited,
      },
      {
        name: 'a few too few, and no hash',
        file: { approximateBytes: SMALL - 900, hash: 'none' },
        ends: 'unverified',
      },
      {
        name: 'another size altogether, and no hash that could prove it',
        file: { approximateBytes: SMALL - MIB, hash: 'none' },
        ends: { failed: 'integrity.size' },
      },
    ],
  },
];
