import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutated } from '../../support/mutate-json';

describe('mutated', () => {
  it('gives the same answers for the same seed: no answer is changed by the making of another', () => {
    const sample = () => fc.sample(mutated({ a: { b: [1] }, c: 'x' }), { seed: 7, numRuns: 3_000 });
    const first = sample().map((answer) => JSON.stringify(answer));
    expect(sample().map((answer) => JSON.stringify(answer))).toEqual(first);
  });
});
