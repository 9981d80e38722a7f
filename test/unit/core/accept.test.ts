import { describe, expect, it } from 'vitest';
import {
  acceptStorageHead,
  parseContentRange,
  parseUnsatisfiedRange,
  strongEtag,
} from '../../../electron/core/segments/accept';

const asked = { offset: 100, totalBytes: 1_000 };
const head = (status: number, headers: Record<string, string>) => ({ status, headers });
const range = (value: string, more: Record<string, string> = {}) =>
  head(206, { 'content-range': value, ...more });

describe('acceptStorageHead', () => {
  it('takes exactly the rest', () => {
    const accepted = acceptStorageHead(
      range('bytes 100-999/1000', { 'content-length': '900', etag: '"v1"' }),
      asked,
    );
    expect(accepted).toEqual({
      ok: true,
      value: { bodyOffset: 100, totalBytes: 1_000, bodyBytes: 900, etag: '"v1"' },
    });
  });
  it('takes a range that begins earlier, to compare it with the disk', () => {
    const accepted = acceptStorageHead(range('bytes 0-999/1000'), asked);
    expect(accepted.ok && accepted.value.bodyOffset).toBe(0);
  });
  it('takes a shorter range; the rest is asked for again', () => {
    const accepted = acceptStorageHead(range('bytes 100-499/1000'), asked);
    expect(accepted.ok && accepted.value.bodyBytes).toBe(400);
  });
  it('takes a whole body with 200, from the beginning', () => {
    const accepted = acceptStorageHead(head(200, { 'content-length': '1000' }), asked);
    expect(accepted.ok && accepted.value.bodyOffset).toBe(0);
  });
  it('takes a range that does not tell the size only when the size is known', () => {
    const known = acceptStorageHead(range('bytes 100-999/*'), asked);
    expect(known.ok && known.value.totalBytes).toBe(1_000);
    expect(acceptStorageHead(range('bytes 100-999/*'), { offset: 100, totalBytes: null }).ok).toBe(false);
    expect(acceptStorageHead(range('bytes 100-1000/*'), asked).ok).toBe(false);
  });
  it('keeps the size it knows when a whole body comes without a length', () => {
    const accepted = acceptStorageHead(head(200, {}), asked);
    expect(accepted).toMatchObject({ ok: true, value: { totalBytes: 1_000, bodyBytes: 1_000 } });
  });
  it.each([
    ['no Content-Range', head(206, {})],
    ['a later start', range('bytes 101-999/1000')],
    ['a reversed range', range('bytes 999-100/1000')],
    ['an end beyond the total', range('bytes 100-1000/1000')],
    ['another unit', range('items 100-999/1000')],
    ['two ranges in one header', range('bytes 100-999/1000, bytes 0-1/1000')],
    ['numbers beyond what can be counted', range('bytes 100-99999999999999999/999999999999999999')],
    ['a length that contradicts the range', range('bytes 100-999/1000', { 'content-length': '901' })],
    ['an encoded body', range('bytes 100-999/1000', { 'content-encoding': 'gzip' })],
    ['several parts', range('bytes 100-999/1000', { 'content-type': 'multipart/byteranges; boundary=x' })],
    ['any page that answers 200 with another length', head(200, { 'content-length': '2000' })],
    ['204', head(204, {})],
    ['304', head(304, {})],
  ])('refuses %s', (_name, answer) => {
    const accepted = acceptStorageHead(answer, asked);
    expect(accepted.ok).toBe(false);
    if (!accepted.ok) expect(accepted.error.code).toBe('http.badAnswer');
  });
  it.each([['a range of a file of another size', range('bytes 100-1999/2000')]])(
    'says that the file has changed for %s',
    (_name, answer) => {
      const accepted = acceptStorageHead(answer, asked);
      expect(!accepted.ok && accepted.error.code).toBe('http.remoteChanged');
    },
  );
  it('says that an empty file is empty', () => {
    const accepted = acceptStorageHead(head(200, { 'content-length': '0' }), { offset: 0, totalBytes: null });
    expect(!accepted.ok && accepted.error.code).toBe('content.empty');
  });
});

describe('strongEtag', () => {
  it.each([
    ['"abc"', '"abc"'],
    ['W/"abc"', null],
    ['abc', null],
    [undefined, null],
  ])('%s → %s', (value, expected) => {
    expect(strongEtag(value)).toBe(expected);
  });
});

describe('parseContentRange', () => {
  it('reads a range without a total', () => {
    expect(parseContentRange('bytes 0-9/*')).toEqual({ start: 0, end: 9, total: null });
  });
});

describe('parseUnsatisfiedRange', () => {
  it.each([
    ['bytes */1000', 1_000],
    ['bytes 0-9/10', null],
    ['bytes */*', null],
    [undefined, null],
  ])('%s → %s', (value, expected) => {
    expect(parseUnsatisfiedRange(value)).toBe(expected);
  });
});
