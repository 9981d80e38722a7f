import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stateFolder } from '../../../electron/cli/state/state-folder';

const home = '/home/mira';

describe('stateFolder', () => {
  it.each([
    ['linux', {}, '/home/mira/.local/state/civet-cli'],
    ['linux', { XDG_STATE_HOME: '/state' }, '/state/civet-cli'],
    ['linux', { XDG_STATE_HOME: 'relative' }, '/home/mira/.local/state/civet-cli'],
    ['linux', { CIVET_HOME: '/big/civet', XDG_STATE_HOME: '/state' }, '/big/civet'],
    ['linux', { CIVET_HOME: '' }, '/home/mira/.local/state/civet-cli'],
    ['darwin', {}, '/home/mira/Library/Application Support/civet-cli'],
  ] as const)('on %s with %j → %s', (platform, env, folder) => {
    expect(stateFolder({ env, platform, home })).toBe(folder);
  });

  it('makes a path of its own complete', () => {
    expect(stateFolder({ env: { CIVET_HOME: 'here' }, platform: 'linux', home })).toBe(resolve('here'));
  });

  it('is never the profile of the app', () => {
    const places = [
      stateFolder({ env: {}, platform: 'linux', home }),
      stateFolder({ env: {}, platform: 'darwin', home }),
      stateFolder({ env: { LOCALAPPDATA: '/local' }, platform: 'win32', home }),
    ];
    for (const place of places) expect(place).toMatch(/civet-cli$/);
  });
});
