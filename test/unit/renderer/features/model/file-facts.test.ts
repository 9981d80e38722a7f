import { describe, expect, it } from 'vitest';
import { precisionOf, worseScan } from '../../../../../renderer/features/model/file-facts';

describe('worseScan', () => {
  it.each([
    ['success', 'danger', 'danger'],
    ['danger', 'success', 'danger'],
    ['error', 'pending', 'error'],
    ['pending', 'success', 'pending'],
    ['unknown', 'success', 'unknown'],
    ['success', 'success', 'success'],
  ] as const)('pickle %s + virus %s → %s', (pickleScan, virusScan, expected) => {
    expect(worseScan({ pickleScan, virusScan })).toBe(expected);
  });
});

describe('precisionOf', () => {
  it.each([
    ['fp16', null, 'fp16'],
    [null, 'Q4_K_M', 'Q4_K_M'],
    ['fp16', 'Q8_0', 'fp16 Q8_0'],
    [null, null, null],
  ])('%s and %s → %s', (precision, quantization, expected) => {
    expect(precisionOf({ precision, quantization })).toBe(expected);
  });
});
