import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LockedFile,
  lockedHashes,
  looksLikeLock,
  mayBeLocked,
  readLock,
  writeLock,
} from '../../../../electron/core/bulk/lock-file';
import type { FileHashes } from '../../../../shared/civitai/model';
import { FOLDER_KINDS } from '../../../../shared/placement';

const none: FileHashes = {
  sha256: null,
  blake3: null,
  crc32: null,
  autoV1: null,
  autoV2: null,
  autoV3: null,
};
const aurora: LockedFile = {
  modelId: 900001,
  versionId: 910001,
  fileId: 930001,
  model: 'Aurora Fjord Light',
  version: 'v3.0',
  fileName: 'aurora.safetensors',
  size: 25_165_824,
  isSizeExact: true,
  hashes: { ...none, sha256: 'A'.repeat(64), autoV2: 'A'.repeat(10) },
  folder: null,
};

const id = fc.integer({ min: 1, max: 2_147_483_647 });
const hex = (digits: number) => fc.option(fc.stringMatching(new RegExp(`^[0-9A-F]{${digits}}$`)));
/** Clean already; what is not is tried below. */
const words = fc.stringMatching(/^[a-zA-Zäß日本 ._-]{0,40}$/).map((text) => text.replace(/\s+/g, ' ').trim());
const anyFile: fc.Arbitrary<LockedFile> = fc.record({
  modelId: id,
  versionId: id,
  fileId: id,
  model: words,
  version: words,
  fileName: words,
  size: fc.option(fc.maxSafeNat()),
  isSizeExact: fc.boolean(),
  hashes: fc.record({
    sha256: hex(64),
    blake3: hex(64),
    crc32: hex(8),
    autoV1: hex(8),
    autoV2: hex(10),
    autoV3: hex(12),
  }),
  folder: fc.option(fc.constantFrom(...FOLDER_KINDS)),
});

describe('a lock file', () => {
  it('gives back exactly what was written, and is the same text whatever the order', () => {
    const files = fc.uniqueArray(anyFile, {
      maxLength: 6,
      selector: ({ versionId, fileId }) => `${versionId}/${fileId}`,
    });
    fc.assert(
      fc.property(files, (written) => {
        const sorted = written.toSorted(
          (a, b) => a.modelId - b.modelId || a.versionId - b.versionId || a.fileId - b.fileId,
        );
        expect(readLock(writeLock(written))).toEqual({ ok: true, value: sorted });
        expect(writeLock(written.toReversed())).toBe(writeLock(written));
      }),
    );
  });

  it('is the same text for the same files, whatever the order of their members', () => {
    const { hashes, ...rest } = aurora;
    expect(writeLock([{ hashes, ...rest }])).toBe(writeLock([aurora]));
  });

  it('is recognised by its beginning', () => {
    expect(looksLikeLock(writeLock([]))).toBe(true);
    expect(looksLikeLock(`\uFEFF${writeLock([])}`)).toBe(true);
    expect(looksLikeLock('{"files":[],"civetLock":1}')).toBe(true);
    expect(looksLikeLock('[{"civetLock":1}]')).toBe(false);
    expect(looksLikeLock('https://civitai.com/models/1')).toBe(false);
  });

  it('may be written by hand with ids and one hash alone', () => {
    const hashes = { sha256: 'ab'.repeat(32) };
    const text = JSON.stringify({ civetLock: 1, files: [{ modelId: 1, versionId: 2, fileId: 3, hashes }] });
    expect(readLock(text)).toEqual({
      ok: true,
      value: [
        {
          ...aurora,
          modelId: 1,
          versionId: 2,
          fileId: 3,
          model: '',
          version: '',
          fileName: '',
          size: null,
          isSizeExact: false,
          hashes: { ...none, sha256: 'AB'.repeat(32) },
        },
      ],
    });
  });

  it('can be read again whatever names a creator has given', () => {
    const long = { ...aurora, model: 'a'.repeat(5_000), fileName: `${'x'.repeat(999)}💡.safetensors` };
    const hostile = { ...aurora, fileId: 7, version: '\u202Egpj\nsecond line' };
    const read = readLock(writeLock([long, hostile]));
    if (!read.ok) throw new Error(read.error.code);
    expect(read.value.map(({ model, version }) => [model.length, version])).toEqual([
      [aurora.model.length, 'gpj second line'],
      [1_000, 'v3.0'],
    ]);
  });

  it('is refused when it wants two things of one file', () => {
    const other = { ...aurora, hashes: { ...aurora.hashes, sha256: 'B'.repeat(64) } };
    expect(readLock(JSON.stringify({ civetLock: 1, files: [aurora, other] }))).toMatchObject({
      ok: false,
      error: { params: { message: 'entry 2 contradicts another one' } },
    });
  });

  it('names a file once', () => {
    const twice = readLock(writeLock([aurora, aurora]));
    expect(twice).toEqual({ ok: true, value: [aurora] });
  });

  it.each([
    ['no JSON', 'nonsense', 'it is no JSON'],
    ['another file', '{"files":[]}', '“civetLock” is missing'],
    ['no list', '{"civetLock":1}', 'the list of files is missing or too long'],
    ['a wrong id', '{"civetLock":1,"files":[{"modelId":-1,"versionId":2,"fileId":3}]}', 'entry 1, “modelId”'],
    [
      'a hash of another length',
      '{"civetLock":1,"files":[{"modelId":1,"versionId":2,"fileId":3,"hashes":{"sha256":"AB"}}]}',
      'entry 1, “hashes.sha256”',
    ],
  ])('says what is wrong with %s', (_what, text, message) => {
    expect(readLock(text)).toMatchObject({
      ok: false,
      error: { code: 'input.badLock', params: { message } },
    });
  });

  it('says when a newer Civet has written it', () => {
    expect(readLock('{"civetLock":2,"files":"other"}')).toMatchObject({
      ok: false,
      error: { code: 'input.newerLock' },
    });
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.object().map((value) => JSON.stringify({ civetLock: 1, files: [value] })),
        ),
        (text) => {
          expect(typeof readLock(text).ok).toBe('boolean');
        },
      ),
    );
  });
});

describe('what a lock wants and what is published', () => {
  const published = (hashes: Partial<FileHashes>, size: number | null = null) => ({
    hashes: { ...none, ...hashes },
    size,
    isSizeExact: false,
  });

  it('go together unless a hash that both know differs', () => {
    expect(mayBeLocked(aurora, published({}))).toBe(true);
    expect(mayBeLocked(aurora, published(aurora.hashes))).toBe(true);
    expect(mayBeLocked(aurora, published({ autoV2: 'B'.repeat(10) }))).toBe(false);
  });

  it('know AutoV2 by SHA-256', () => {
    const short = { ...aurora, hashes: { ...none, autoV2: 'A'.repeat(10) } };
    expect(mayBeLocked(short, published({ sha256: 'A'.repeat(64) }))).toBe(true);
    expect(mayBeLocked(short, published({ sha256: 'B'.repeat(64) }))).toBe(false);
  });

  it('differ when a counted size differs by more than a rounding', () => {
    expect(mayBeLocked(aurora, published({}, 25_165_900))).toBe(true);
    expect(mayBeLocked(aurora, published({}, 25_200_000))).toBe(false);
    expect(mayBeLocked({ ...aurora, isSizeExact: false }, published({}, 25_200_000))).toBe(true);
  });

  it('are proven together: the lock goes first', () => {
    const other = { ...none, sha256: 'B'.repeat(64), crc32: '12345678' };
    expect(lockedHashes(aurora.hashes, other)).toEqual({ ...aurora.hashes, crc32: '12345678' });
  });
});
