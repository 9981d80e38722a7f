import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { beginIdentifyingHashes, NodeFileHashing } from '../../../electron/adapters/file-hashing';
import type { HashKind } from '../../../shared/download/state';
import { documented } from '../../support/documented';

const hashing = new NodeFileHashing();

async function hashOf(kind: HashKind, bytes: Uint8Array, chunkLength = 65_536): Promise<string | undefined> {
  const hasher = await hashing.begin(kind);
  for (let from = 0; from < bytes.length; from += chunkLength)
    hasher.update(bytes.subarray(from, from + chunkLength));
  return hasher.digest()[kind];
}

const text = (words: string) => new TextEncoder().encode(words);
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').toUpperCase();

/** The input of BLAKE3's own vectors: bytes that count from 0 to 250, again and again. */
const counting = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251);

describe('SHA-256 and AutoV2', () => {
  // FIPS 180-2, appendix B, and the example values of NIST for SHA-256.
  it.each([
    ['', 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855'],
    ['abc', 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1',
    ],
    ['a'.repeat(1_000_000), 'CDC76E5C9914FB9281A1C7E284D73E67F1809A48A497200E046D39CCC7112CD0'],
  ])('of %.12s… are the published ones', async (words, published) => {
    expect(await hashOf('sha256', text(words))).toBe(published);
    expect(await hashOf('autoV2', text(words))).toBe(published.slice(0, 10));
  });
});

describe('BLAKE3', () => {
  // test_vectors.json of the BLAKE3 team, the first 32 bytes of `hash`.
  it.each([
    [0, 'AF1349B9F5F9A1A6A0404DEA36DCC9499BCB25C9ADC112B7CC9A93CAE41F3262'],
    [1, '2D3ADEDFF11B61F14C886E35AFA036736DCD87A74D27B5C1510225D0F592E213'],
    [1_023, '10108970EEDA3EB932BAAC1428C7A2163B0E924C9A9E25B35BBA72B28F70BD11'],
    [1_024, '42214739F095A406F3FC83DEB889744AC00DF831C10DAA55189B5D121C855AF7'],
    [1_025, 'D00278AE47EB27B34FAECF67B4FE263F82D5412916C1FFD97C8CB7FB814B8444'],
    [102_400, 'BC3E3D41A1146B069ABFFAD3C0D44860CF664390AFCE4D9661F7902E7943E085'],
  ])('of the vector of %i bytes is the published one', async (length, published) => {
    expect(await hashOf('blake3', counting(length), 1_000)).toBe(published);
  });
});

describe('CRC32', () => {
  it.each([
    // The API note's own example: the bytes of zlib's 0D4A1185 backwards.
    ['hello world', '85114A0D'],
    // The check value of the algorithm (CRC-32/ISO-HDLC, 0xCBF43926).
    ['123456789', '2639F4CB'],
    ['', '00000000'],
    // Zeros at both ends are digits too: zlib says 0x00B70C00.
    ['civet 17572', '000CB700'],
  ])('of "%s" stands in the byte order of Civitai', async (words, published) => {
    expect(await hashOf('crc32', text(words))).toBe(published);
  });
});

describe('the documented examples', () => {
  const hashes = z.looseObject({ SHA256: z.string(), AutoV2: z.string() });

  /** Every `hashes` of an answer that has both, wherever it stands. */
  function hashesIn(answer: unknown): readonly z.output<typeof hashes>[] {
    if (typeof answer !== 'object' || answer === null) return [];
    const own = hashes.safeParse(answer);
    return own.success ? [own.data] : Object.values(answer).flatMap(hashesIn);
  }

  it('have the forms that are measured here', () => {
    const examples = (['models', 'model', 'version'] as const).flatMap((name) => hashesIn(documented(name)));
    expect(examples.length).toBeGreaterThanOrEqual(4);
    for (const { SHA256, AutoV2, ...others } of examples) {
      expect(AutoV2).toBe(SHA256.slice(0, 10));
      expect(SHA256).toMatch(/^[0-9A-F]{64}$/);
      for (const [kind, value] of Object.entries(others))
        expect(value, kind).toMatch(kind.toUpperCase() === 'BLAKE3' ? /^[0-9A-F]{64}$/ : /^[0-9A-F]{8}$/);
    }
  });
});

describe('AutoV1', () => {
  const file = counting(3 * 1024 * 1024);

  it('is that of 64 KiB from 1 MiB on, in whatever pieces they come', async () => {
    const wanted = sha(file.subarray(0x100000, 0x110000)).slice(0, 8);
    for (const length of [4_095, 65_536, 0x100000, file.length])
      expect(await hashOf('autoV1', file, length)).toBe(wanted);
  });

  it.each([
    [0x100000 - 1, ''],
    [0x100000, ''],
    [0x100001, 'one byte'],
    [0x110000, 'all'],
    [0x110001, 'all, and one after it'],
  ])('of a file of %i bytes is that of what is there', async (length) => {
    const bytes = file.subarray(0, length);
    expect(await hashOf('autoV1', bytes)).toBe(sha(bytes.subarray(0x100000, 0x110000)).slice(0, 8));
  });
});

/** A safetensors file: eight bytes with the length of the header, the header, the weights. */
function withHeader(headerLength: bigint, rest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + rest.length);
  new DataView(bytes.buffer).setBigUint64(0, headerLength, true);
  bytes.set(rest, 8);
  return bytes;
}

describe('AutoV3', () => {
  const weights = counting(5_000);
  const MIB_16 = 16 * 1024 * 1024;

  it('is that of the weights alone, whatever the header says', async () => {
    const wanted = sha(weights).slice(0, 12);
    for (const header of ['{}', '{"__metadata__":{"ss_tag_frequency":"much"}}', ' '.repeat(70_000)]) {
      const bytes = withHeader(BigInt(header.length), Buffer.concat([text(header), weights]));
      for (const length of [1, 3, 8, 4_096])
        expect(await hashOf('autoV3', bytes, length), `${header.length} in ${length}`).toBe(wanted);
    }
  });

  it('skips an empty header, and one that is a byte shorter than 16 MiB', async () => {
    expect(await hashOf('autoV3', withHeader(0n, weights))).toBe(sha(weights).slice(0, 12));
    const rest = Buffer.concat([Buffer.alloc(MIB_16 - 1, 0x20), weights]);
    expect(await hashOf('autoV3', withHeader(BigInt(MIB_16 - 1), rest))).toBe(sha(weights).slice(0, 12));
  });

  it.each([
    ['of 16 MiB', BigInt(MIB_16)],
    ['longer than a number can say', 2n ** 63n],
    ['of a file that is no safetensors at all', 0x0403_4b50_0000_0001n],
  ])('does not skip a header %s', async (_what, length) => {
    const rest = Buffer.concat([Buffer.alloc(MIB_16, 0x20), weights]);
    expect(await hashOf('autoV3', withHeader(length, rest), 1_000_003)).toBe(sha(rest).slice(0, 12));
  });

  it('is that of nothing when the file ends within its header', async () => {
    const nothing = sha(new Uint8Array()).slice(0, 12);
    expect(await hashOf('autoV3', withHeader(10_000n, weights))).toBe(nothing);
    expect(await hashOf('autoV3', withHeader(5_000n, weights))).toBe(nothing);
    expect(await hashOf('autoV3', text('short'))).toBe(nothing);
    expect(await hashOf('autoV3', new Uint8Array())).toBe(nothing);
  });
});

describe('all of them in one pass', () => {
  it.each([[0], [7], [8], [1_024], [0x100000 - 1], [0x110000 + 1], [2_500_000]])(
    'of %i bytes are those that each kind measures by itself',
    async (length) => {
      const bytes = withHeader(300n, counting(Math.max(0, length - 8))).subarray(0, length);
      const hasher = beginIdentifyingHashes();
      for (let from = 0; from < bytes.length; from += 999) hasher.update(bytes.subarray(from, from + 999));
      const measured = hasher.digest();
      for (const kind of ['sha256', 'autoV1', 'autoV2', 'autoV3', 'crc32'] as const)
        expect(measured[kind], kind).toBe(await hashOf(kind, bytes));
    },
  );
});
