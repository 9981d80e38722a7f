import type { ModelFile } from './model';

/**
 * How a file compares with the memory of a graphics card. `fits`: at least a quarter of the card stays free
 * beside the weights. `tight`: the weights have room, but little is left for the picture that is made.
 * `tooLarge`: the weights alone do not go in at once.
 */
export type MemoryFit = 'fits' | 'tight' | 'tooLarge';

/** What is left beside the weights for a picture of common size, the text encoders and the desktop. */
const COMFORTABLE_SHARE = 0.75;

/** Types of files that are never loaded onto a graphics card. */
const NOT_LOADED = new Set(['Training Data', 'Config', 'Archive', 'Workflow', 'Other']);

type Weighed = Pick<ModelFile, 'approximateBytes' | 'type' | 'format' | 'precision' | 'quantization'>;

/**
 * Bytes of graphics memory that the weights of a file take: as many as it has on disk, except that fp32 counts
 * half, because generators load such weights as 16 bits by default. An honest lower bound: activations, other
 * models that run beside it and what an offloading generator keeps elsewhere are not in it.
 *
 * @returns null for what is not loaded as weights, and where no size is published
 */
export function weightBytes({
  approximateBytes,
  type,
  format,
  precision,
  quantization,
}: Weighed): number | null {
  // Zipped workflows, wildcards and poses come as "Model" files of another format.
  if (approximateBytes === null || NOT_LOADED.has(type) || format === 'Other') return null;
  const isWide = precision?.toLowerCase() === 'fp32' && (quantization === null || quantization === 'None');
  return isWide ? Math.ceil(approximateBytes / 2) : approximateBytes;
}

/**
 * @param neededBytes from `weightBytes`
 * @param memoryBytes of the whole card
 */
export function fitOf(neededBytes: number, memoryBytes: number): MemoryFit {
  if (neededBytes > memoryBytes) return 'tooLarge';
  return neededBytes > memoryBytes * COMFORTABLE_SHARE ? 'tight' : 'fits';
}
