import type { HashKind } from '../../../shared/download/state';
import type { Completed } from './reporter';

const NAMES: Readonly<Record<HashKind, string>> = {
  sha256: 'SHA-256',
  blake3: 'BLAKE3',
  autoV1: 'AutoV1',
  autoV2: 'AutoV2',
  autoV3: 'AutoV3',
  crc32: 'CRC-32',
};

/** Civitai publishes no stronger one of such a file, so the user should know how little it says. */
const WEAK: Readonly<Partial<Record<HashKind, string>>> = {
  autoV2: 'only the first ten digits of SHA-256: enough against damage, not against a forger',
  crc32: 'a weak proof: it finds damage, but not a file that was exchanged on purpose',
  autoV1: 'a weak proof: it covers 64 KiB of the file',
  autoV3: 'it covers the weights, not the header of the file',
};

/** What was compared with what, as the end of a sentence. */
export function proofWords({ sha256, verifiedBy }: Pick<Completed, 'sha256' | 'verifiedBy'>): string {
  if (verifiedBy === null) return `not verified, because Civitai publishes no hash; its SHA-256 is ${sha256}`;
  if (verifiedBy === 'sha256') return `SHA-256 ${sha256.slice(0, 10)}… is the one that Civitai publishes`;
  const weak = WEAK[verifiedBy];
  const same = `its ${NAMES[verifiedBy]} is the one that Civitai publishes`;
  return `${same}${weak === undefined ? '' : ` (${weak})`}; its SHA-256 is ${sha256}`;
}
