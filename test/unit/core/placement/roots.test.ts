import { describe, expect, it } from 'vitest';
import {
  type FolderChoice,
  oneRoot,
  rootIdOf,
  usualRoot,
  withKindAt,
  withOwn,
  withoutRoot,
  withRestored,
  withRoot,
} from '../../../../electron/core/placement/roots';

const comfy = rootIdOf('/ComfyUI');
const forge = rootIdOf('/forge');
const swarm = rootIdOf('/swarm');
const two: FolderChoice = {
  ...withRoot(oneRoot('comfyui', '/ComfyUI', { vae: '/mine' }), { layout: 'forge', path: '/forge' }, null),
  elsewhere: { lora: forge },
};

describe('rootIdOf', () => {
  it('is the FNV-1a of the path', () => {
    // Published: the offset basis, and "foobar".
    expect([rootIdOf(''), rootIdOf('foobar')]).toEqual(['cbf29ce484222325', '85944171f73967e8']);
  });
});

describe('withRoot', () => {
  it('begins with the first folder as the usual one, and adds others behind it', () => {
    expect(withRoot(null, { layout: 'comfyui', path: '/ComfyUI' }, null)).toEqual(
      oneRoot('comfyui', '/ComfyUI'),
    );
    expect(two.roots.map(({ path }) => path)).toEqual(['/ComfyUI', '/forge']);
    expect(usualRoot(two).path).toBe('/ComfyUI');
  });

  it('takes a folder once, and keeps its own places while it is the same program', () => {
    const same = withRoot(two, { layout: 'comfyui', path: '/ComfyUI' }, null);
    expect(same).toEqual(two);
    const other = withRoot(two, { layout: 'plain', path: '/ComfyUI' }, null);
    expect(other.roots[0]).toEqual({ id: comfy, layout: 'plain', path: '/ComfyUI', own: {} });
    expect(other.roots).toHaveLength(2);
  });

  it('puts a folder in the place of one that has moved, with all that points to it', () => {
    const moved = withRoot(two, { layout: 'forge', path: '/new/forge' }, forge);
    expect(moved.roots.map(({ path }) => path)).toEqual(['/ComfyUI', '/new/forge']);
    expect(moved.elsewhere).toEqual({ lora: rootIdOf('/new/forge') });
    const usual = withRoot(two, { layout: 'comfyui', path: '/new' }, comfy);
    expect(usualRoot(usual)).toMatchObject({ path: '/new', own: { vae: '/mine' } });
  });

  it('leaves one of two when the moved one is found where another is', () => {
    const merged = withRoot(two, { layout: 'forge', path: '/forge' }, comfy);
    expect(merged.roots.map(({ path }) => path)).toEqual(['/forge']);
    expect(usualRoot(merged).path).toBe('/forge');
  });
});

describe('withoutRoot', () => {
  it('forgets what went there, and makes the first one the usual when that is gone', () => {
    expect(withoutRoot(two, forge)).toMatchObject({ usualId: comfy, elsewhere: {} });
    expect(withoutRoot(two, comfy)).toMatchObject({ usualId: forge, elsewhere: { lora: forge } });
    expect(withoutRoot(oneRoot('plain', '/x'), rootIdOf('/x'))).toBeNull();
  });

  it('is undone without what was changed since', () => {
    const without = withoutRoot(two, comfy);
    expect(withRestored(without, two, comfy)).toEqual(two);
    const since = withRoot(without, { layout: 'swarmui', path: '/swarm' }, null);
    const restored = withRestored(since, two, comfy);
    expect(restored.roots.map(({ id }) => id)).toEqual([comfy, forge, swarm]);
    expect(withRestored(null, two, comfy)).toEqual(two);
    expect(withRestored(two, two, comfy)).toEqual(two);
  });
});

describe('kinds', () => {
  it('go to another program, or to a folder of their own, and back', () => {
    const there = withKindAt(two, 'vae', forge);
    expect(there.elsewhere).toEqual({ lora: forge, vae: forge });
    const own = withOwn(there, 'vae', '/else');
    expect([own.elsewhere, usualRoot(own).own]).toEqual([{ lora: forge }, { vae: '/else' }]);
    const back = withKindAt(own, 'vae', null);
    expect([back.elsewhere, usualRoot(back).own]).toEqual([{ lora: forge }, {}]);
    expect(withKindAt(two, 'lora', comfy).elsewhere).toEqual({});
  });
});
