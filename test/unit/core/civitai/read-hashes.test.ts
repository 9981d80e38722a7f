import { describe, expect, it } from 'vitest';
import { isHashOfNothing, realHash } from '../../../../electron/core/civitai/hash-of-nothing';
import { readHashes } from '../../../../electron/core/civitai/read-model';

describe('readHashes', () => {
  it('takes what every file without tensors, or shorter than a megabyte, has for no hash', () => {
    expect(
      readHashes({ AutoV1: 'E3B0C442', AutoV3: 'E3B0C44298FC', SHA256: 'AB'.repeat(32), CRC32: '0A0B0C0D' }),
    ).toMatchObject({ autoV1: null, autoV3: null, sha256: 'AB'.repeat(32), crc32: '0A0B0C0D' });
    expect(readHashes({ AutoV1: '1a2b3c4d', AutoV3: '1a2b3c4d5e6f' })).toMatchObject({
      autoV1: '1A2B3C4D',
      autoV3: '1A2B3C4D5E6F',
    });
    expect(readHashes({ AutoV1: 'no hash', AutoV3: 'too short' })).toMatchObject({
      autoV1: null,
      autoV3: null,
    });
  });
});

describe('isHashOfNothing', () => {
  it.each([
    ['E3B0C442', true],
    ['E3B0C44298FC', true],
    ['E3B0C443', false],
    ['', false],
  ])('%s → %s', (hash, expected) => {
    expect(isHashOfNothing(hash)).toBe(expected);
  });

  it('leaves nothing of it', () => {
    expect([realHash('E3B0C442'), realHash(null), realHash('12345678')]).toEqual([null, null, '12345678']);
  });
});
