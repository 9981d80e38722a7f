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
import { FOLDER_KINDS } from '../../../../shared/placement';

const none = { sha256: null, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null };
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
const anyFile: fc.Arbitrary<LockedFile> = fc.record({
  modelId: id,
  versionId: id,
  fileId: id,
  model: fc.string({ maxLength: 50, unit: 'grapheme' }),
  version: fc.string({ maxLength: 50 }),
  fileName: fc.string({ maxLength: 50 }),
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
  it('gives back exactly what was written, in its order', () => {
    const files = fc.uniqueArray(anyFile, {
      maxLength: 6,
      selector: ({ versionId, fileId }) => `${versionId}/${fileId}`,
    });
    fc.assert(
      fc.property(files, (written) => {
        expect(readLock(writeLock(written))).toEqual({ ok: true, value: written });
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
  it('go together unless a hash that both know differs', () => {
    expect(mayBeLocked(aurora.hashes, none)).toBe(true);
    expect(mayBeLocked(aurora.hashes, aurora.hashes)).toBe(true);
    expect(mayBeLocked(aurora.hashes, { ...none, autoV2: 'B'.repeat(10) })).toBe(false);
  });

  it('are proven together: the lock goes first', () => {
    const published = { ...none, sha256: 'B'.repeat(64), crc32: '12345678' };
    expect(lockedHashes(aurora.hashes, published)).toEqual({ ...aurora.hashes, crc32: '12345678' });
  });
});
