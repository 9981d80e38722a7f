import { createHash } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { blake3 } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { reversedCrc32 } from '../../support/civitai/bytes/file-hashes.mjs';
import type { NamedKey } from '../../support/civitai/catalogue/named.mjs';
import type { FileRecord } from '../../support/civitai/catalogue/types.mjs';
import { civitaiForFile } from './civitai-for-file.js';

const { civitai, resolve } = civitaiForFile({ models: 500 });

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').toUpperCase();

async function download(file: FileRecord): Promise<Buffer> {
  const { location } = await resolve(`${file.versionId}?fileId=${file.id}&token=${civitai().token}`);
  return Buffer.from(await (await fetch(location)).arrayBuffer());
}

function anyFile(container: string, isWanted = (_file: FileRecord) => true): FileRecord {
  const { catalogue } = civitai();
  for (const file of catalogue.fileById.values()) {
    const version = catalogue.versionById.get(file.versionId);
    const model = version && catalogue.modelById.get(version.modelId);
    const isOpen =
      version?.usageControl === 'Download' &&
      version.paidAccess === null &&
      version.availability === 'Public' &&
      !model?.poi &&
      model?.mode === null;
    if (
      file.container === container &&
      file.hashes === 'true' &&
      file.flaw === undefined &&
      file.publishedHashes === undefined &&
      isOpen &&
      isWanted(file)
    )
      return file;
  }
  throw new Error(`no ${container}`);
}

describe('reversedCrc32', () => {
  it('writes the bytes of the checksum backwards', () => {
    expect(reversedCrc32(crc32('hello world'))).toBe('85114A0D');
  });
});

describe('published hashes', () => {
  it.each([['safetensors'], ['gguf'], ['pickle'], ['zip'], ['json'], ['yaml'], ['raw']])(
    'of %s files are those of the bytes',
    async (container) => {
      const file = anyFile(container);
      const bytes = await download(file);
      expect(bytes.length).toBe(file.bytes);
      const header = container === 'safetensors' ? 8 + Number(bytes.readBigUInt64LE()) : 8;
      expect(await civitai().catalogue.publishedHashes(file)).toEqual({
        ...(bytes.length < 2_097_152 ? {} : { AutoV1: sha(bytes.subarray(0x100000, 0x110000)).slice(0, 8) }),
        SHA256: sha(bytes),
        AutoV2: sha(bytes).slice(0, 10),
        AutoV3: sha(bytes.subarray(header)).slice(0, 12),
        CRC32: reversedCrc32(crc32(bytes)),
        BLAKE3: (await blake3(bytes)).toUpperCase(),
      });
    },
  );

  it('include AutoV1 from 2 MiB on only', async () => {
    const { catalogue } = civitai();
    const large = anyFile('safetensors', ({ bytes }) => bytes >= 2_097_152);
    const small = anyFile('safetensors', ({ bytes }) => bytes < 2_097_152);
    expect(await catalogue.publishedHashes(large)).toHaveProperty('AutoV1');
    expect(await catalogue.publishedHashes(small)).not.toHaveProperty('AutoV1');
  });

  it.each<[NamedKey, string[]]>([
    ['noSha256', ['BLAKE3']],
    ['onlyAutoV2', ['AutoV2']],
    ['onlyCrc32', ['CRC32']],
    ['noHash', []],
  ])('of %s are %j', async (key, kinds) => {
    const file = civitai().catalogue.fileById.get(civitai().named[key].fileId);
    if (file === undefined) throw new Error(`no ${key}`);
    const published = await civitai().catalogue.publishedHashes(file);
    expect(Object.keys(published)).toEqual(kinds);
    expect(await civitai().catalogue.trueHashes(file)).toMatchObject(published);
  });

  it('of wrongHash are of other bytes', async () => {
    const { fileId, sha256 } = civitai().named.wrongHash;
    const file = civitai().catalogue.fileById.get(fileId);
    if (file === undefined) throw new Error('no wrongHash');
    const published = await civitai().catalogue.publishedHashes(file);
    expect(published.SHA256).toMatch(/^[0-9A-F]{64}$/);
    expect(published.SHA256).not.toBe(sha256);
    expect(sha(await download(file))).toBe(sha256);
  });
});

describe('the bytes behind a file', () => {
  it.each([['LORA'], ['Checkpoint'], ['TextualInversion'], ['VAE']])(
    'are a valid safetensors file for %s',
    async (tensorsOf) => {
      const bytes = await download(anyFile('safetensors', (file) => file.tensorsOf === tensorsOf));
      const headerBytes = Number(bytes.readBigUInt64LE());
      const { __metadata__: notes, ...tensors } = JSON.parse(
        bytes.subarray(8, 8 + headerBytes).toString('utf8'),
      );
      expect(notes).toMatchObject({ format: 'pt' });
      const widths: Record<string, number> = { F32: 4, F16: 2, BF16: 2, F8_E4M3: 1, I8: 1, U8: 1 };
      let end = 0;
      for (const { dtype, shape, data_offsets: offsets } of Object.values<{
        dtype: string;
        shape: number[];
        data_offsets: [number, number];
      }>(tensors)) {
        expect(offsets[0]).toBe(end);
        expect(shape.reduce((product, side) => product * side, widths[dtype] ?? 0)).toBe(
          offsets[1] - offsets[0],
        );
        [, end] = offsets;
      }
      expect(8 + headerBytes + end).toBe(bytes.length);
    },
  );

  it('are a valid GGUF file', async () => {
    const bytes = await download(anyFile('gguf'));
    expect(bytes.subarray(0, 4).toString()).toBe('GGUF');
    expect(bytes.readUInt32LE(4)).toBe(3);
    expect(bytes.readBigUInt64LE(8)).toBeGreaterThan(0n);
  });

  it('are a valid zip file', async () => {
    const bytes = await download(anyFile('zip'));
    const end = bytes.length - 22;
    expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
    let at = bytes.readUInt32LE(end + 16);
    for (let entry = bytes.readUInt16LE(end + 10); entry > 0; entry -= 1) {
      expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
      const local = bytes.readUInt32LE(at + 42);
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const stored = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
      const content = bytes.readUInt16LE(at + 10) === 0 ? stored : inflateRawSync(stored);
      expect(crc32(content)).toBe(bytes.readUInt32LE(at + 16));
      at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    expect(at).toBe(end);
  });

  it('name the dangerous imports of a pickle and call none', async () => {
    const file = civitai().catalogue.fileById.get(civitai().named.danger.fileId);
    if (file === undefined) throw new Error('no danger');
    const bytes = await download(file);
    const head = bytes.subarray(0, 400).toString('latin1');
    expect(head).toContain('cposix\nsystem\n0');
    expect(file.pickleScanResult).toBe('Danger');
    expect(file.pickleScanMessage).toContain('posix.system');
  });
});
