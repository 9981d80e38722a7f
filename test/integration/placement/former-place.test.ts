import { describe, expect, it } from 'vitest';
import { systemPlaces } from '../../../electron/adapters/system';
import { rootIdOf } from '../../../electron/core/placement/roots';
import { withLockOf } from '../../../electron/services/downloads/record-facts';
import type { PlacedRoot } from '../../../electron/services/placement';
import { formerPlace } from '../../../electron/services/placement/former-place';
import type { DownloadTarget } from '../../../shared/download/download';

const roots: readonly PlacedRoot[] = [
  {
    ...{ id: rootIdOf('/a/ComfyUI'), layout: 'comfyui', path: '/a/ComfyUI' },
    further: [{ kind: 'lora', path: '/big/loras' }],
  },
  {
    id: rootIdOf('/a/ComfyUI/models/nested'),
    layout: 'plain',
    path: '/a/ComfyUI/models/nested',
    further: [],
  },
];
// Only what is looked at.
const target = {
  ...{ modelType: 'LoCon', baseModel: null },
  file: { type: 'Model', format: 'SafeTensor' },
} as DownloadTarget;
const back = (folder: string, modelType = 'LoCon') =>
  formerPlace(
    { ...target, modelType, backTo: { folder, fileName: 'mine.safetensors' } },
    roots,
    systemPlaces,
  );

describe('where a file goes back to', () => {
  it.each([
    ['/a/ComfyUI/models/loras/pony', '/a/ComfyUI', 'models/loras/pony', 'ComfyUI › loras › pony'],
    ['/big/loras', '/big/loras', '', 'ComfyUI › loras'],
    ['/a/ComfyUI/models/loras', '/a/ComfyUI', 'models/loras', 'ComfyUI › loras'],
    ['/a/ComfyUI/models/mine/pony', '/a/ComfyUI', 'models/mine/pony', 'ComfyUI › models › mine › pony'],
    ['/a/ComfyUI/models/nested/x', '/a/ComfyUI/models/nested', 'x', null],
  ])('%s lies in %s', (folder, root, subfolder, label) => {
    expect(back(folder)).toMatchObject({
      ...{ folder, root, subfolder, fileName: 'mine.safetensors' },
      ...(label === null ? {} : { label }),
    });
  });

  it.each([
    ['/a/ComfyUI/models/loras/pony', 'LoCon', 'locon'],
    ['/a/ComfyUI/models/loras/pony', 'Checkpoint', 'lora'],
    ['/big/loras', 'Checkpoint', 'lora'],
    ['/a/ComfyUI/somewhere', 'Checkpoint', 'checkpoint'],
  ])('%s is of the kind of its folder also for a %s', (folder, modelType, kind) => {
    const why = { kind, code: 'former' };
    expect(back(folder, modelType)).toMatchObject({ kind, why, decision: { by: 'former' } });
  });

  it('is nowhere once its folder is none of the user’s, or when it was never anywhere', () => {
    expect(back('/elsewhere/loras')).toBeNull();
    expect(formerPlace(target, roots, systemPlaces)).toBeNull();
  });

  it('stays so when Civitai is asked anew before another try', () => {
    // Only what is looked at.
    const known = { backTo: { folder: '/big/loras', fileName: 'a' }, hashes: {} } as DownloadTarget;
    const fresh = { hashes: {} } as DownloadTarget;
    expect(withLockOf(known, fresh).backTo).toEqual(known.backTo);
    expect(withLockOf(fresh, fresh)).not.toHaveProperty('backTo');
  });
});
