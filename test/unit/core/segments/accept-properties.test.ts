import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  type Asked,
  acceptStorageHead,
  parseContentRange,
  type StorageHead,
} from '../../../../electron/core/segments/accept';

// Thousands of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** The grammar of RFC 9110 §14.4 once more, letter by letter and without a regular expression. */
function readContentRange(value: string) {
  const unit = 'bytes ';
  if (!value.startsWith(unit)) return null;
  const [range, total, ...more] = value.slice(unit.length).split('/');
  const [start, end, ...rest] = (range ?? '').split('-');
  if (more.length + rest.length > 0) return null;
  const isNumber = (text: string | undefined) =>
    text !== undefined &&
    text.length > 0 &&
    text.length <= 16 &&
    [...text].every((char) => char >= '0' && char <= '9');
  if (!isNumber(start) || !isNumber(end) || !(isNumber(total) || total === '*')) return null;
  const numbers = { start: Number(start), end: Number(end), total: total === '*' ? null : Number(total) };
  const isCountable = [numbers.start, numbers.end, numbers.total ?? 0].every(
    (each) => each <= Number.MAX_SAFE_INTEGER,
  );
  if (!isCountable || numbers.start > numbers.end) return null;
  return numbers.total !== null && numbers.end >= numbers.total ? null : numbers;
}

const digits = fc.oneof(
  fc.nat({ max: 9 }).map(String),
  fc.nat({ max: 300 }).map(String),
  fc.constantFrom(
    '',
    '00',
    '9007199254740991',
    '9007199254740992',
    '99999999999999999',
    '-1',
    '1.5',
    '1e3',
    '0x1',
    '٣',
    ' 1',
  ),
);
/** Nearly what a server would send; often exactly that. */
const rangeText = fc
  .tuple(
    fc.constantFrom(
      'bytes ',
      'bytes ',
      'bytes ',
      'bytes ',
      'bytes',
      'Bytes ',
      'items ',
      'bytes  ',
      'bytes=',
      '',
    ),
    digits,
    fc.constantFrom('-', '-', '-', '--', '/', ''),
    digits,
    fc.constantFrom('/', '/', '/', '//', '-', ''),
    fc.oneof(digits, fc.constant('*')),
    fc.constantFrom('', '', '', ', bytes 0-1/2', ';', 'x', '\n', '\0'),
  )
  .map((words) => words.join(''));

describe('parseContentRange', () => {
  it('reads every range that can be written', () => {
    const range = fc
      .tuple(fc.maxSafeNat(), fc.maxSafeNat(), fc.maxSafeNat())
      .map((numbers) => numbers.sort((a, b) => a - b) as [number, number, number])
      .filter(([, end, total]) => end < total);
    fc.assert(
      fc.property(range, fc.boolean(), ([start, end, total], isKnown) => {
        const text = `bytes ${start}-${end}/${isKnown ? total : '*'}`;
        expect(parseContentRange(text)).toEqual({ start, end, total: isKnown ? total : null });
      }),
    );
  });

  it('reads of anything else what the grammar says, and mostly that is nothing', () => {
    fc.assert(
      fc.property(fc.oneof(rangeText, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(parseContentRange(text)).toEqual(readContentRange(text.trim()));
      }),
      { numRuns: 3_000 },
    );
    expect(parseContentRange(undefined)).toBe(null);
  });
});

const SIZES = [1, 200, 300, 301];
const asked: fc.Arbitrary<Asked> = fc
  .record({
    start: fc.nat({ max: 299 }),
    length: fc.option(fc.integer({ min: 1, max: 300 })),
    totalBytes: fc.option(fc.constantFrom(...SIZES)),
  })
  .map(({ start, length, totalBytes }) => {
    if (length === null) return { start: 0, end: null, totalBytes };
    const from = Math.min(start, (totalBytes ?? 300) - 1);
    return { start: from, end: Math.min(from + length, totalBytes ?? 600), totalBytes };
  });

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const headers = fc.record({
  'content-range': some(
    fc.oneof(
      rangeText,
      fc
        .tuple(fc.nat(300), fc.nat(300), fc.constantFrom(...SIZES, '*'))
        .map(([a, b, total]) => `bytes ${a}-${b}/${total}`),
    ),
  ),
  'content-length': some(
    fc.oneof(fc.nat({ max: 301 }).map(String), fc.constantFrom('300, 300', '300, 1', 'x', '-1', '')),
  ),
  'content-encoding': some(fc.constantFrom('', 'identity', 'gzip', 'aws-chunked', 'GZIP', 'br')),
  'content-type': some(fc.constantFrom('application/octet-stream', 'multipart/byteranges; boundary=a')),
  etag: some(fc.constantFrom('"a"', 'W/"a"', 'a', '""')),
});
const head: fc.Arbitrary<StorageHead> = fc.record({
  status: fc.constantFrom(200, 200, 206, 206, 206, 204, 301, 304, 403, 416, 500),
  headers,
});

describe('acceptStorageHead, whatever a server answers', () => {
  it('lets only those answers pass that prove which bytes they carry', () => {
    let taken = 0;
    fc.assert(
      fc.property(head, asked, (given, wanted) => {
        const accepted = acceptStorageHead(given, wanted);
        if (!accepted.ok) {
          expect(['http.badAnswer', 'http.remoteChanged', 'content.empty']).toContain(accepted.error.code);
          return;
        }
        taken += 1;
        const { kind, bodyOffset, bodyEnd, totalBytes, etag } = accepted.value;
        const range = readContentRange(given.headers['content-range']?.trim() ?? '');
        const length = /^\d+$/.test(given.headers['content-length'] ?? '')
          ? Number(given.headers['content-length'])
          : null;
        expect([200, 206]).toContain(given.status);
        expect(['', 'identity', 'aws-chunked', undefined]).toContain(given.headers['content-encoding']);
        if (given.headers['content-encoding'] === 'aws-chunked') expect(length).not.toBe(null);
        expect(given.headers['content-type'] ?? '').not.toContain('multipart');
        expect(etag === null || etag.startsWith('"')).toBe(true);
        if (wanted.totalBytes !== null) expect(totalBytes).toBe(wanted.totalBytes);
        if (length !== null) expect(bodyEnd).toBe(bodyOffset + length);
        if (kind === 'whole') {
          expect(given.status).toBe(200);
          expect({ bodyOffset, bodyEnd }).toEqual({ bodyOffset: 0, bodyEnd: totalBytes });
          // Nothing in it says that it is something else.
          if (range !== null) expect(range).toMatchObject({ start: 0, end: (range.total ?? 0) - 1 });
          return;
        }
        expect(range).toMatchObject({ start: bodyOffset, end: (bodyEnd ?? 0) - 1 });
        expect(bodyOffset).toBeLessThanOrEqual(wanted.start);
        expect(bodyEnd).toBeGreaterThan(wanted.start);
        expect(bodyEnd).toBeLessThanOrEqual(totalBytes ?? 0);
        if (range?.total != null) expect(totalBytes).toBe(range.total);
        if (wanted.end === null)
          expect({ bodyOffset, bodyEnd }).toEqual({ bodyOffset: 0, bodyEnd: totalBytes });
      }),
      { numRuns: 20_000 },
    );
    expect(taken, 'the answers that pass are among those tried').toBeGreaterThan(200);
  });

  it('takes every range that is what was asked for, shorter, longer or from earlier on', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(299), fc.nat(299), fc.nat(299)).map((numbers) => numbers.sort((a, b) => a - b)),
        fc.boolean(),
        fc.boolean(),
        ([from = 0, start = 0, last = 0], isTotalTold, isLengthTold) => {
          const wanted = { start, end: 300, totalBytes: isTotalTold ? null : 300 };
          const accepted = acceptStorageHead(
            {
              status: 206,
              headers: {
                'content-range': `bytes ${from}-${last}/${isTotalTold ? 300 : '*'}`,
                ...(isLengthTold ? { 'content-length': String(last + 1 - from) } : {}),
              },
            },
            wanted,
          );
          expect(accepted).toMatchObject({
            ok: true,
            value: { kind: 'range', bodyOffset: from, bodyEnd: last + 1, totalBytes: 300 },
          });
        },
      ),
    );
  });
});
