// @ts-check
import { createLayout } from './layout.mjs';
import { tensorNamesOf } from './tensor-names.mjs';

/** @typedef {readonly [name: string, bytesPerElement: number]} Dtype */

/** @type {Dtype} */
const FP16 = ['F16', 2];

/** @type {Record<string, Dtype>} */
const DTYPES = {
  fp32: ['F32', 4],
  fp16: FP16,
  bf16: ['BF16', 2],
  fp8: ['F8_E4M3', 1],
  int8: ['I8', 1],
};

/**
 * A valid safetensors file of exactly `bytes` bytes: 8-byte little-endian header length, JSON header
 * padded with spaces, then tensors without gaps.
 *
 * @param {{ bytes: number, seed: number, modelType: string, fp?: string, notes: Record<string, string> }} plan
 *   `notes` becomes `__metadata__`
 */
export function safetensorsLayout(plan) {
  const names = tensorNamesOf(plan.modelType, plan.bytes);
  // Offsets written for the largest possible body are at least as long as the real ones.
  const longest = headerText(plan, names, plan.bytes);
  const headerBytes = Math.ceil(Buffer.byteLength(longest) / 8) * 8;
  const bodyBytes = plan.bytes - 8 - headerBytes;
  if (bodyBytes < names.length * 8) {
    throw new RangeError(`${plan.bytes} bytes cannot hold a safetensors header of ${headerBytes} bytes`);
  }
  const header = Buffer.alloc(8 + headerBytes, ' ');
  header.writeBigUInt64LE(BigInt(headerBytes), 0);
  header.write(headerText(plan, names, bodyBytes), 8, 'utf8');
  return createLayout([header, { seed: plan.seed, length: bodyBytes }]);
}

/**
 * @param {{ fp?: string, notes: Record<string, string> }} plan
 * @param {readonly string[]} names
 * @param {number} bodyBytes
 */
function headerText(plan, names, bodyBytes) {
  const [dtype, width] = DTYPES[plan.fp ?? 'fp16'] ?? FP16;
  const rank = 8;
  const columns = Math.max(1, Math.floor(bodyBytes / names.length / width / rank));
  /** @type {Record<string, unknown>} */
  const header = { __metadata__: plan.notes };
  let offset = 0;
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const length = isLast ? bodyBytes - offset : columns * rank * width;
    // The last tensor takes what is left; an odd number of bytes fits a one-byte type only.
    const [type, shape] =
      isLast && length % width !== 0
        ? ['U8', [length]]
        : [dtype, isLast ? [length / width] : index % 2 === 0 ? [rank, columns] : [columns, rank]];
    header[name] = { dtype: type, shape, data_offsets: [offset, offset + length] };
    offset += length;
  }
  return JSON.stringify(header);
}
