import { describe, expect, it } from 'vitest';
import { fileLike, fileOfOwned, roleOf } from '../../../../electron/core/updates/like-file';
import { file } from './builders';

const preference = { format: 'SafeTensor', precision: 'fp16', sizeClass: 'pruned' } as const;
const bytes = (sha256: string | null, fileName = 'x.safetensors', size = 1) => ({
  fileName,
  bytes: size,
  sha256,
});

describe('fileOfOwned', () => {
  const half = file(1, { sha256: 'AA', untrustedName: 'a.safetensors', approximateBytes: 5_000_000 });
  const full = file(2, { sha256: 'BB', untrustedName: 'a.safetensors', approximateBytes: 9_000_000 });

  it.each([
    ['by its hash, whatever it is called', bytes('BB', 'renamed.safetensors'), full],
    ['by its size where two have one name', bytes(null, 'a.safetensors', 5_000_900), half],
    ['not at all when nothing tells', bytes('CC', 'other.safetensors', 7_000_000), null],
  ])('%s', (_, owned, expected) => {
    expect(fileOfOwned({ files: [half, full] }, owned)).toBe(expected);
  });

  it('takes the only one there is', () => {
    expect(fileOfOwned({ files: [half] }, bytes(null))).toBe(half);
  });
});

describe('fileLike', () => {
  const vae = file(3, { type: 'VAE' });
  const files = [
    file(1),
    file(2, { precision: 'fp32', sizeClass: 'full', isPrimary: false }),
    vae,
    file(4, { format: 'GGUF', quantization: 'Q4_K_M', precision: null, sizeClass: null, isPrimary: false }),
    file(5, { format: 'GGUF', quantization: 'Q8_0', precision: null, sizeClass: null, isPrimary: false }),
  ];
  const like = (role: string, old: Parameters<typeof fileLike>[2]) =>
    fileLike({ files }, role, old, preference)?.id ?? null;

  it.each([
    ['the same precision and size as the old one', file(9, { precision: 'fp32', sizeClass: 'full' }), 2],
    ['the same quantization', file(9, { format: 'GGUF', quantization: 'q8_0', precision: null }), 5],
    ['what the user prefers, where the old one is not known', null, 1],
    [
      'the same format, where there is no such quantization',
      file(9, { format: 'GGUF', quantization: 'Q2_K', precision: null, sizeClass: null }),
      4,
    ],
  ])('%s', (_, old, expected) => {
    expect(like('model', old)).toBe(expected);
  });

  it('updates a VAE by a VAE, and by nothing where there is none', () => {
    expect(like(roleOf(vae, { files }), vae)).toBe(3);
    expect(fileLike({ files: files.slice(0, 2) }, 'VAE', vae, preference)).toBeNull();
  });
});
