import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { createBLAKE3, type IHasher } from 'hash-wasm';
import type { HashKind } from '../../shared/download/state';
import type { MeasuredHashes } from '../core/download/verify';
import type { FileHasher, FileHashing } from '../core/hashing-ports';

/** The part of a file that AutoV1 is made of, in bytes (API note 5). */
export const AUTO_V1_START = 0x100000;
export const AUTO_V1_LENGTH = 0x10000;
/** A longer header is not skipped by the service's own hasher (API note 5). */
const LONGEST_SKIPPED_HEADER = 16 * 1024 * 1024;

interface Part {
  update(bytes: Uint8Array): void;
  digest(): string;
}

function sha256(): Part {
  const hash = createHash('sha256');
  return { update: (bytes) => hash.update(bytes), digest: () => hash.digest('hex').toUpperCase() };
}

/** The service writes CRC-32 with its four bytes reversed (API note 5). */
function reversedCrc32(): Part {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value >>> 0);
      return bytes.toString('hex').toUpperCase();
    },
  };
}

function blake3(hasher: IHasher): Part {
  return { update: (bytes) => hasher.update(bytes), digest: () => hasher.digest('hex').toUpperCase() };
}

/** SHA-256 of the 64 KiB that begin at 1 MiB, the first eight digits. */
function autoV1(): Part {
  const hash = createHash('sha256');
  let position = 0;
  return {
    update: (bytes) => {
      const from = Math.max(0, AUTO_V1_START - position);
      const to = Math.min(bytes.length, AUTO_V1_START + AUTO_V1_LENGTH - position);
      if (from < to) hash.update(bytes.subarray(from, to));
      position += bytes.length;
    },
    digest: () => hash.digest('hex').slice(0, 8).toUpperCase(),
  };
}

/** SHA-256 of everything behind the safetensors header, the first twelve digits. */
function autoV3(): Part {
  const hash = createHash('sha256');
  const prefix = new Uint8Array(8);
  let position = 0;
  let skipUntil = 8;
  return {
    update: (bytes) => {
      for (let index = 0; position + index < 8 && index < bytes.length; index += 1)
        prefix[position + index] = bytes[index] ?? 0;
      const end = position + bytes.length;
      if (position < 8 && end >= 8) {
        const header = new DataView(prefix.buffer).getBigUint64(0, true);
        if (header < BigInt(LONGEST_SKIPPED_HEADER)) skipUntil = 8 + Number(header);
      }
      if (end > skipUntil && end >= 8) hash.update(bytes.subarray(Math.max(0, skipUntil - position)));
      position = end;
    },
    digest: () => hash.digest('hex').slice(0, 12).toUpperCase(),
  };
}

async function proofPart(kind: HashKind | null): Promise<Part | null> {
  switch (kind) {
    case 'blake3':
      return blake3(await createBLAKE3());
    case 'crc32':
      return reversedCrc32();
    case 'autoV1':
      return autoV1();
    case 'autoV3':
      return autoV3();
    default:
      return null;
  }
}

/** Every hash by which Civitai can be asked for a file, but BLAKE3, in one pass over it. */
export function beginIdentifyingHashes(): FileHasher {
  const parts = { autoV1: autoV1(), autoV3: autoV3(), crc32: reversedCrc32() };
  const main = sha256();
  return {
    update: (bytes) => {
      main.update(bytes);
      for (const part of Object.values(parts)) part.update(bytes);
    },
    digest: (): MeasuredHashes => {
      const sha = main.digest();
      return {
        sha256: sha,
        autoV1: parts.autoV1.digest(),
        autoV2: sha.slice(0, 10),
        autoV3: parts.autoV3.digest(),
        crc32: parts.crc32.digest(),
      };
    },
  };
}

/** Hashes in one pass: SHA-256 always, and the kind that the proof needs. */
export class NodeFileHashing implements FileHashing {
  async begin(proof: HashKind | null): Promise<FileHasher> {
    const main = sha256();
    const other = await proofPart(proof);
    return {
      update: (bytes) => {
        main.update(bytes);
        other?.update(bytes);
      },
      digest: (): MeasuredHashes => {
        const sha = main.digest();
        const measured = { sha256: sha, autoV2: sha.slice(0, 10) };
        return proof === null || other === null ? measured : { ...measured, [proof]: other.digest() };
      },
    };
  }
}
