import { describe, expect, it } from 'vitest';
import { findVersion } from '../../../../../renderer/features/gallery/known-version';
import type { ModelDetails } from '../../../../../shared/civitai/model';

const model = (name: string, ids: readonly number[]): Pick<ModelDetails, 'name' | 'versions'> => ({
  name,
  versions: ids.map((id) => ({ id, name: `v${id}` }) as ModelDetails['versions'][number]),
});

describe('findVersion', () => {
  const models = [model('Fjord', [1, 2]), model('Aurora', [3])];

  it('names a version of a known model', () => {
    expect(findVersion(models, 2)).toEqual({ model: 'Fjord', version: 'v2' });
    expect(findVersion(models, 3)).toEqual({ model: 'Aurora', version: 'v3' });
  });

  it('names nothing that is not known', () => {
    expect(findVersion(models, 4)).toBeNull();
    expect(findVersion(models, null)).toBeNull();
    expect(findVersion([], 1)).toBeNull();
  });
});
