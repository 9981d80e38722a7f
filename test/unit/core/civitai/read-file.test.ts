import { describe, expect, it } from 'vitest';
import { readFile } from '../../../../electron/core/civitai/read-model';
import { wireFile } from '../../../../electron/core/civitai/wire';

const isRequired = (metadata: unknown) =>
  readFile(wireFile.parse({ id: 1, type: 'VAE', metadata })).isRequired;

describe('whether a file is needed beside the model', () => {
  it.each([
    ['the creator says so', { format: 'SafeTensor', isRequired: true }, true],
    ['the creator says that it is not', { isRequired: false }, false],
    ['nobody says anything', { format: 'SafeTensor' }, false],
    ['nobody says anything at all', null, false],
    ['something else stands there', { isRequired: 'sure' }, false],
  ])('%s', (_what, metadata, expected) => {
    expect(isRequired(metadata)).toBe(expected);
  });
});
