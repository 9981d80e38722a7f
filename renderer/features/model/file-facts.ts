import type { ModelFile, ScanResult } from '../../../shared/civitai/model';

/** The two scans as one word: the one that asks for more caution speaks. */
const CAUTION: readonly ScanResult[] = ['danger', 'error', 'pending', 'unknown', 'success'];

export function worseScan({
  pickleScan,
  virusScan,
}: Pick<ModelFile, 'pickleScan' | 'virusScan'>): ScanResult {
  return CAUTION.indexOf(pickleScan) <= CAUTION.indexOf(virusScan) ? pickleScan : virusScan;
}

/** "fp16", "Q4_K_M" or both: a quantised file often has no other precision. */
export function precisionOf({ precision, quantization }: Pick<ModelFile, 'precision' | 'quantization'>) {
  const parts = [precision, quantization].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

// As people quote them: the short one that galleries print first, then the proof.
const HASH_KINDS = ['autoV2', 'sha256', 'autoV3', 'blake3', 'crc32', 'autoV1'] as const;

interface PublishedHash {
  readonly kind: (typeof HASH_KINDS)[number];
  readonly value: string;
}

export function publishedHashes({ hashes }: Pick<ModelFile, 'hashes'>): readonly PublishedHash[] {
  return HASH_KINDS.flatMap((kind) => {
    const value = hashes[kind];
    return value === null ? [] : [{ kind, value }];
  });
}

/** Binary, as the memory of graphics cards is counted: "6" for a card of "6 GB". Rounded up, so never "0". */
export function formatGib(bytes: number): string {
  return new Intl.NumberFormat('en').format(Math.ceil((bytes / 1024 ** 3) * 10) / 10);
}
