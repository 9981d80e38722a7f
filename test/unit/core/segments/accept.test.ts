import { describe, expect, it } from 'vitest';
import {
  type Asked,
  acceptStorageHead,
  parseContentRange,
  parseUnsatisfiedRange,
  strongEtag,
} from '../../../../electron/core/segments/accept';

const SIZE = 1_000;
/** A run in the middle of a file of a known length. */
const run: Asked = { start: 100, end: 300, totalBytes: SIZE };
/** The first request of all. */
const first: Asked = { start: 0, end: 200, totalBytes: null };
/** The whole file, without a range. */
const stream: Asked = { start: 0, end: null, totalBytes: SIZE };

type Headers = Readonly<Record<string, string>>;
const head = (status: number, headers: Headers = {}) => ({ status, headers });
const part = (range: string, more: Headers = {}) => head(206, { 'content-range': range, ...more });
const answer = (given: ReturnType<typeof head>, asked: Asked) => {
  const accepted = acceptStorageHead(given, asked);
  return accepted.ok ? accepted.value : accepted.error.code;
};

describe('acceptStorageHead', () => {
  // The numbers are those of the cases in the transfer notes, 1.3.
  it.each([
    ['1: exactly what was asked for', part('bytes 100-299/1000', { 'content-length': '200' }), run, 100, 300],
    ['2: a range without a total, of a file whose length is known', part('bytes 100-299/*'), run, 100, 300],
    ['6: a range that begins earlier, to be compared', part('bytes 64-299/1000'), run, 64, 300],
    ['6: a range that begins at the beginning', part('bytes 0-299/1000'), run, 0, 300],
    ['7: a range that ends earlier', part('bytes 100-199/1000', { 'content-length': '100' }), run, 100, 200],
    ['8: a range that ends later; the run cuts it', part('bytes 100-999/1000'), run, 100, 1_000],
    [
      '11: a range that is chunked',
      part('bytes 100-299/1000', { 'transfer-encoding': 'chunked' }),
      run,
      100,
      300,
    ],
    ['the first range of all, which tells the length', part('bytes 0-199/1000'), first, 0, 200],
    ['the last byte', part('bytes 999-999/1000'), { start: 999, end: 1_000, totalBytes: SIZE }, 999, 1_000],
    [
      '19: a slice that calls itself 200, and is right about everything',
      head(200, { 'content-range': 'bytes 100-299/1000', 'content-length': '200' }),
      run,
      100,
      300,
    ],
    [
      '45: Content-Encoding: identity',
      part('bytes 100-299/1000', { 'content-encoding': 'Identity' }),
      run,
      100,
      300,
    ],
    ['45: an empty Content-Encoding', part('bytes 100-299/1000', { 'content-encoding': ' ' }), run, 100, 300],
    [
      '45: aws-chunked whose length shows that it is not',
      part('bytes 100-299/1000', { 'content-encoding': 'aws-chunked', 'content-length': '200' }),
      run,
      100,
      300,
    ],
    ['17: the whole file as a range nobody asked for', part('bytes 0-999/1000'), stream, 0, 1_000],
  ])('takes %s', (_name, given, asked, bodyOffset, bodyEnd) => {
    expect(answer(given, asked)).toMatchObject({ kind: 'range', bodyOffset, bodyEnd, totalBytes: SIZE });
  });

  it.each([
    ['the whole file that was asked for', head(200, { 'content-length': '1000' }), stream, SIZE],
    ['20: the whole file in place of a range', head(200, { 'content-length': '1000' }), run, SIZE],
    ['20: the same, and it says so twice', head(200, { 'content-length': '1000, 1000' }), run, SIZE],
    ['the whole file in place of the first range', head(200, { 'content-length': '1000' }), first, SIZE],
    ['48: the whole file without a length, when it is known', head(200), stream, SIZE],
    ['48: the whole file without any length', head(200), first, null],
    [
      'the whole file that says so in a Content-Range too',
      head(200, { 'content-range': 'bytes 0-999/1000', 'content-length': '1000' }),
      run,
      SIZE,
    ],
  ])('takes %s for the whole file, from its first byte', (_name, given, asked, totalBytes) => {
    expect(answer(given, asked)).toMatchObject({
      kind: 'whole',
      bodyOffset: 0,
      bodyEnd: totalBytes,
      totalBytes,
    });
  });

  it.each([
    ['2: a range without a total, while the length is not known', part('bytes 0-199/*'), first],
    ['2: such a range that goes beyond the length', part('bytes 100-1000/*'), run],
    ['3: no Content-Range', head(206, { 'content-length': '200' }), run],
    ['4: a reversed range', part('bytes 299-100/1000'), run],
    ['4: another unit', part('items 100-299/1000'), run],
    ['4: a number beyond what can be counted', part('bytes 100-99999999999999999/99999999999999999999'), run],
    ['4: the header twice', part('bytes 100-299/1000, bytes 100-299/1000'), run],
    ['4: a range that ends behind its own total', part('bytes 100-1000/1000'), run],
    ['5: a range that begins later', part('bytes 101-299/1000'), run],
    ['a range that ends before what was asked for', part('bytes 0-99/1000'), run],
    ['10: a length that contradicts the range', part('bytes 100-299/1000', { 'content-length': '201' }), run],
    [
      '16: several parts',
      part('bytes 100-299/1000', { 'content-type': 'Multipart/ByteRanges; boundary=x' }),
      run,
    ],
    ['17: a part where nobody asked for one', part('bytes 0-499/1000'), stream],
    [
      '19: a slice that calls itself 200 and tells another length',
      head(200, { 'content-range': 'bytes 100-299/1000', 'content-length': '201' }),
      run,
    ],
    [
      '19: a slice that calls itself 200 and tells no length',
      head(200, { 'content-range': 'bytes 100-299/1000' }),
      run,
    ],
    [
      '19: a slice from elsewhere that calls itself 200, before the length is known',
      head(200, { 'content-range': 'bytes 500-699/1000', 'content-length': '200' }),
      first,
    ],
    ['32, 44: an encoded range', part('bytes 100-299/1000', { 'content-encoding': 'gzip' }), run],
    ['44: an encoded file', head(200, { 'content-encoding': 'br', 'content-length': '1000' }), stream],
    [
      '45: aws-chunked without a length',
      part('bytes 100-299/1000', { 'content-encoding': 'aws-chunked' }),
      run,
    ],
    [
      '45: aws-chunked that is longer than its bytes',
      head(200, { 'content-encoding': 'aws-chunked', 'content-length': '1087' }),
      stream,
    ],
    [
      '45: two encodings',
      head(200, { 'content-encoding': 'aws-chunked, gzip', 'content-length': '1000' }),
      stream,
    ],
    ['47: two lengths', head(200, { 'content-length': '1000, 999' }), stream],
    ['any page that answers 200 with another length', head(200, { 'content-length': '2000' }), run],
    ['52: 204', head(204), run],
    ['52: 205', head(205), run],
    ['52: 304', head(304), run],
    ['101', head(101), run],
  ])('refuses %s', (_name, given, asked) => {
    expect(answer(given, asked)).toBe('http.badAnswer');
  });

  it.each([
    ['9: a range of a file of another length', part('bytes 100-299/2000'), run],
    [
      '9: the same with a slice that calls itself 200',
      head(200, { 'content-range': 'bytes 100-299/2000', 'content-length': '200' }),
      run,
    ],
  ])('says that the file has changed for %s', (_name, given, asked) => {
    expect(answer(given, asked)).toBe('http.remoteChanged');
  });

  it('says that an empty file is empty (51)', () => {
    expect(answer(head(200, { 'content-length': '0' }), first)).toBe('content.empty');
    expect(answer(head(200, { 'content-length': '0' }), stream)).toBe('http.badAnswer');
  });

  it.each([
    ['a strong tag', '"v1"', '"v1"'],
    ['31: no weak one', 'W/"v1"', null],
    ['34: none', undefined, null],
  ])('passes on %s', (_name, etag, expected) => {
    const tagged = part('bytes 100-299/1000', etag === undefined ? {} : { etag });
    expect(answer(tagged, run)).toMatchObject({ etag: expected });
  });
});

describe('strongEtag', () => {
  it.each([
    ['"abc"', '"abc"'],
    [' "" ', '""'],
    ['W/"abc"', null],
    ['abc', null],
    ['"a"b"', null],
    ['"a", "b"', null],
    [undefined, null],
  ])('%s → %s', (value, expected) => {
    expect(strongEtag(value)).toBe(expected);
  });
});

describe('parseContentRange', () => {
  it.each([
    ['bytes 0-9/10', { start: 0, end: 9, total: 10 }],
    ['bytes 0-9/9', null],
    ['bytes 9-9/*', { start: 9, end: 9, total: null }],
    ['bytes 9-8/*', null],
    ['bytes */10', null],
    [undefined, null],
  ])('%s → %o', (value, expected) => {
    expect(parseContentRange(value)).toEqual(expected);
  });
});

describe('parseUnsatisfiedRange', () => {
  it.each([
    ['bytes */1000', 1_000],
    [' bytes */0 ', 0],
    ['bytes 0-9/10', null],
    ['bytes */*', null],
    ['bytes */-1', null],
    ['bytes */9999999999999999', null],
    [undefined, null],
  ])('%s → %s', (value, expected) => {
    expect(parseUnsatisfiedRange(value)).toBe(expected);
  });
});
