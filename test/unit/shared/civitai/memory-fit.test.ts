import { describe, expect, it } from 'vitest';
import { fitOf, weightBytes } from '../../../../shared/civitai/memory-fit';

const GIB = 1024 ** 3;
const file = {
  approximateBytes: 6 * GIB,
  type: 'Model',
  format: 'SafeTensor',
  precision: 'fp16',
  quantization: null,
};

describe('weightBytes', () => {
  it.each([
    ['fp16', null, 6 * GIB],
    ['fp8', null, 6 * GIB],
    [null, 'Q4_K_M', 6 * GIB],
    ['fp32', null, 3 * GIB],
    ['FP32', 'None', 3 * GIB],
    // The precision of a quantised file is that of what it was made of.
    ['fp32', 'Q8_0', 6 * GIB],
    [null, null, 6 * GIB],
  ])('%s and %s → %s', (precision, quantization, expected) => {
    expect(weightBytes({ ...file, precision, quantization })).toBe(expected);
  });

  it.each(['Config', 'Training Data', 'Archive', 'Workflow'])('knows none of a file of type %s', (type) => {
    expect(weightBytes({ ...file, type })).toBe(null);
  });

  it('knows none without a size, and none of a zip', () => {
    expect(weightBytes({ ...file, approximateBytes: null })).toBe(null);
    expect(weightBytes({ ...file, format: 'Other' })).toBe(null);
  });
});

describe('fitOf', () => {
  it.each([
    [6, 8, 'fits'],
    [6.1, 8, 'tight'],
    [8, 8, 'tight'],
    [8.1, 8, 'tooLarge'],
  ] as const)('%s of %s → %s', (needed, memory, expected) => {
    expect(fitOf(needed, memory)).toBe(expected);
  });
});
