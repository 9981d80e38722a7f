import { decodeBlurHash } from 'fast-blurhash';
import { describe, expect, it } from 'vitest';
import { blurhashColour } from '../../../../renderer/ui/blurhash-colour';

describe('blurhashColour', () => {
  it.each(['00Pj0^', '00TSUA', '000000', '00L#QG'])(
    'is what decoding gives for %s, of one component',
    (hash) => {
      const colour = Number.parseInt(blurhashColour(hash)?.slice(1) ?? '', 16);
      const decoded = decodeBlurHash(hash, 1, 1);
      // Decoding goes by linear light and back, which costs a step now and then.
      for (const [index, shift] of [16, 8, 0].entries())
        expect(Math.abs(((colour >> shift) & 0xff) - (decoded[index] ?? 0))).toBeLessThanOrEqual(1);
    },
  );

  it('does not depend on the detail that follows', () => {
    expect(blurhashColour('LEHV6nWB2yk8pyo0adR*.7kCMdnj')).toBe(blurhashColour('00HV6n'));
  });

  it.each(['', 'LEHV6', 'LE"V6n', '00~~~~', 'red;background:url(//x)'])('is nothing for %j', (hash) => {
    expect(blurhashColour(hash)).toBeNull();
  });
});
