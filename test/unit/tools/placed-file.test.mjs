// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertSameHash, measureFile, onlyFileIn } from '../../../tools/demo/placed-file.mjs';

/** SHA-256 of `abc`, from FIPS 180-4. */
const SHA256_OF_ABC = 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD';

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'civet-placed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('measureFile', () => {
  it('reads size and hash from the disk', async () => {
    writeFileSync(path.join(folder, 'a'), 'abc');
    expect(await measureFile(path.join(folder, 'a'))).toEqual({ bytes: 3, sha256: SHA256_OF_ABC });
  });
});

describe('onlyFileIn', () => {
  it('finds the one file, however deep, and accepts no second one', () => {
    mkdirSync(path.join(folder, 'a', 'b'), { recursive: true });
    expect(() => onlyFileIn(folder)).toThrow('found none');
    writeFileSync(path.join(folder, 'a', 'b', 'c'), '');
    expect(onlyFileIn(folder)).toBe(path.join(folder, 'a', 'b', 'c'));
    writeFileSync(path.join(folder, 'a', 'c.part'), '');
    expect(() => onlyFileIn(folder)).toThrow('found c.part, c');
  });
});

describe('assertSameHash', () => {
  it('wants three witnesses to agree, in any case of letters on the page', () => {
    const all = { placed: 'AB', onPage: 'ab', published: 'AB' };
    expect(() => assertSameHash(all)).not.toThrow();
    for (const witness of ['placed', 'onPage', 'published']) {
      expect(() => assertSameHash({ ...all, [witness]: 'CD' })).toThrow('The hashes differ');
    }
  });
});
