import { describe, expect, it } from 'vitest';
import { groupFiles, neededCompanions, preferenceFor } from '../../../../shared/civitai/choose-file';
import type { ModelFile } from '../../../../shared/civitai/model';

const file = (id: number, type: string): ModelFile => ({
  id,
  untrustedName: `${id}.safetensors`,
  type,
  approximateBytes: 1,
  format: 'SafeTensor',
  precision: 'fp16',
  sizeClass: 'pruned',
  quantization: null,
  hashes: { sha256: null, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null },
  pickleScan: 'success',
  pickleScanMessage: null,
  virusScan: 'success',
  virusScanMessage: null,
  scannedAt: null,
  isPrimary: false,
  isRequired: false,
});
const ids = (files: readonly ModelFile[]) => files.map(({ id }) => id);

describe('groupFiles', () => {
  it('tells the model’s own files from what comes along', () => {
    const types = ['Model', 'VAE', 'Pruned Model', 'Config', 'Diffusion Model', 'Text Encoder', 'UNet'];
    const { own, companions } = groupFiles(types.map((type, at) => file(at, type)));
    expect([ids(own), ids(companions)]).toEqual([
      [0, 2, 4, 6],
      [1, 3, 5],
    ]);
  });

  it('takes the files of a version without any of its own for its own', () => {
    const { own, companions } = groupFiles([file(1, 'VAE'), file(2, 'Config')]);
    expect([ids(own), ids(companions)]).toEqual([[1, 2], []]);
  });
});

describe('neededCompanions', () => {
  it('are those that the creator says are needed, unless a scan calls them dangerous', () => {
    const needed = (id: number, part: Partial<ModelFile> = {}) => ({
      ...file(id, 'VAE'),
      isRequired: true,
      ...part,
    });
    const companions = [file(1, 'VAE'), needed(2), needed(3, { pickleScan: 'danger' }), needed(4)];
    expect(ids(neededCompanions(companions))).toEqual([2, 4]);
  });
});

describe('preferenceFor', () => {
  const preference = { format: 'SafeTensor', precision: 'fp16', sizeClass: 'pruned' } as const;

  it('wishes for what the file is, whatever its letters', () => {
    expect(preferenceFor({ format: 'GGUF', precision: 'FP32', sizeClass: 'full' }, preference)).toEqual({
      format: 'GGUF',
      precision: 'fp32',
      sizeClass: 'full',
    });
  });

  it('keeps the old wish where the file says nothing, or something nobody can wish for', () => {
    expect(preferenceFor({ format: 'Core ML', precision: null, sizeClass: null }, preference)).toEqual(
      preference,
    );
  });
});
