import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Machine, usualPlaces } from '../../../../electron/core/placement/usual-places';
import type { Places } from '../../../../electron/core/ports';
import { FindPrograms } from '../../../../electron/services/entry/find-programs';
import { SteeredClock } from '../../../support/steered-clock';

const machine: Machine = {
  platform: 'linux',
  home: '/home/mira',
  roaming: null,
  local: null,
  documents: '/home/mira/Documents',
  desktop: '/home/mira/Desktop',
};

/** Folders that are there because something in them is. */
function disk(...files: readonly string[]): Places {
  return {
    join: (...parts) => posix.join(...parts),
    isInside: (root, path) => path === root || path.startsWith(`${root}/`),
    relative: (root, path) => posix.relative(root, path),
    exists: async (path) => files.some((file) => file === path || file.startsWith(`${path}/`)),
    real: async (path) => path,
  };
}

describe('FindPrograms', () => {
  it('finds each program once, also one folder deeper, the likeliest place first', async () => {
    const places = disk(
      '/home/mira/ComfyUI/comfy/sd.py',
      '/home/mira/AI/stable-diffusion-webui-forge/webui/modules_forge/forge_version.py',
      '/home/mira/Documents/SwarmUI/src/SwarmUI.csproj',
      '/home/mira/Fooocus/notes.txt',
    );
    const programs = new FindPrograms({ machine, places, clock: new SteeredClock() });
    const found = await programs.look();
    expect(found.map(({ layout, path }) => [layout, path])).toEqual([
      ['comfyui', '/home/mira/ComfyUI'],
      ['swarmui', '/home/mira/Documents/SwarmUI'],
      ['forge', '/home/mira/AI/stable-diffusion-webui-forge/webui'],
    ]);
    expect(programs.find(found[0]?.id ?? '')).toEqual(found[0]);
    expect(programs.find('another')).toBeNull();
  });

  it('does not wait for a disk that does not answer', async () => {
    const clock = new SteeredClock();
    const some = disk('/home/mira/ComfyUI/comfy/sd.py');
    const places: Places = {
      ...some,
      exists: (path) => (path.startsWith('/opt') ? new Promise(() => {}) : some.exists(path)),
    };
    const looking = new FindPrograms({ machine, places, clock }).look();
    await clock.advance(3_000);
    expect((await looking).map(({ layout }) => layout)).toEqual(['comfyui']);
  });
});

describe('usualPlaces', () => {
  it.each(['linux', 'darwin', 'win32'] as const)(
    'names each folder on %s once, and few enough to look at',
    (platform) => {
      const places = usualPlaces({ ...machine, platform, roaming: 'C:\\Users\\mira\\AppData\\Roaming' });
      const names = places.map((parts) => parts.join('/'));
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeLessThan(500);
    },
  );
});
