import type { GgufHeader, GgufTensor } from './gguf-header';

/**
 * Values in a block and the bytes that it takes, by ggml's number of a tensor's type. Types that were taken away, or
 * that no file has ever been written with, are not in it.
 *
 * @see https://github.com/ggml-org/llama.cpp/blob/master/gguf-py/gguf/constants.py
 */
const BLOCKS: Readonly<Record<number, readonly [values: number, bytes: number]>> = {
  // F32, F16, BF16, F64 and whole numbers.
  ...{ 0: [1, 4], 1: [1, 2], 30: [1, 2], 28: [1, 8], 24: [1, 1], 25: [1, 2], 26: [1, 4], 27: [1, 8] },
  // Q4_0, Q4_1, Q5_0, Q5_1, Q8_0.
  ...{ 2: [32, 18], 3: [32, 20], 6: [32, 22], 7: [32, 24], 8: [32, 34] },
  // Q2_K to Q6_K, Q8_K.
  ...{ 10: [256, 84], 11: [256, 110], 12: [256, 144], 13: [256, 176], 14: [256, 210], 15: [256, 292] },
  // IQ2_XXS, IQ2_XS, IQ3_XXS, IQ1_S, IQ4_NL, IQ3_S, IQ2_S, IQ4_XS, IQ1_M.
  ...{ 16: [256, 66], 17: [256, 74], 18: [256, 98], 19: [256, 50], 20: [32, 18], 21: [256, 110] },
  ...{ 22: [256, 82], 23: [256, 136], 29: [256, 56] },
  // TQ1_0, TQ2_0, MXFP4.
  ...{ 34: [256, 54], 35: [256, 66], 39: [32, 17] },
};

/**
 * How many bytes a GGUF file has at least, by what its header says of its tensors.
 *
 * @param header as a whole
 * @returns null where the type of a tensor is not known, or its shape does not suit it
 */
export function promisedGguf({ tensors, dataAt }: GgufHeader): number | null {
  let end = dataAt;
  for (const tensor of tensors) {
    const bytes = tensorBytes(tensor);
    if (bytes === null) return null;
    end = Math.max(end, dataAt + tensor.offset + bytes);
  }
  return Number.isSafeInteger(end) ? end : null;
}

function tensorBytes({ type, shape }: GgufTensor): number | null {
  const [values, bytes] = BLOCKS[type] ?? [0, 0];
  const [row = 1] = shape;
  if (values === 0 || row % values !== 0) return null;
  return (shape.reduce((product, size) => product * size, 1) / values) * bytes;
}
