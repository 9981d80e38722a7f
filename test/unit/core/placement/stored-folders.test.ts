import { describe, expect, it } from 'vitest';
import { oneRoot, rootIdOf, withRoot } from '../../../../electron/core/placement/roots';
import { readStoredFolders } from '../../../../electron/core/placement/stored-folders';

const two = withRoot(oneRoot('comfyui', '/a', { vae: '/v' }), { layout: 'forge', path: '/b' }, null);
const stored = { ...two, elsewhere: { lora: rootIdOf('/b') } };

describe('readStoredFolders', () => {
  it('reads what was stored', () => {
    expect(readStoredFolders(structuredClone(stored))).toEqual(stored);
  });

  it('takes over the one folder of the former form, with its own places', () => {
    const former = { layout: 'a1111', root: '/models', own: { lora: '/loras' } };
    expect(readStoredFolders(former)).toEqual(oneRoot('a1111', '/models', { lora: '/loras' }));
    const wrong = { layout: 'comfyui', root: '/models', own: { loras: 5 } };
    expect(readStoredFolders(wrong)).toEqual(oneRoot('comfyui', '/models'));
  });

  it('leaves out what it does not understand, and what stands there twice', () => {
    const [first, second] = stored.roots;
    const roots = [{ ...first, layout: 'unheard-of' }, 5, second, { ...second, path: '/c' }];
    expect(readStoredFolders({ ...stored, roots })).toEqual({
      roots: [second],
      usualId: second?.id,
      elsewhere: stored.elsewhere,
    });
    expect(readStoredFolders({ ...stored, elsewhere: { lora: 'gone' } })?.elsewhere).toEqual({});
    expect(readStoredFolders({ roots: [first] })).toEqual(oneRoot('comfyui', '/a', { vae: '/v' }));
  });

  it.each([undefined, null, 'x', {}, { roots: [] }, { layout: 'comfyui', root: '' }])(
    '%o → none',
    (value) => {
      expect(readStoredFolders(value)).toBeNull();
    },
  );
});
