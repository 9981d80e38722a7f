import { describe, expect, it } from 'vitest';
import { oneRoot } from '../../../../electron/core/placement/roots';
import { judgeStored, STORED_VERSION } from '../../../../electron/core/settings/stored-versions';

const settings = { theme: 'dark', simultaneousDownloads: 4 };
const window = { width: 1280, height: 800, isMaximized: false };
const formerFolders = { layout: 'comfyui', root: '/models', own: { lora: '/loras' } };
const folders = oneRoot('comfyui', '/models', { lora: '/loras' });
const token = { origin: 'https://civitai.com', text: 'cipher' };
const today = { version: STORED_VERSION, firstStart: 'over' };

describe('judgeStored', () => {
  it('brings the file of the first release to today: a token of nobody is left out, its folder is listed', () => {
    const file = { settings, folders: formerFolders, encryptedToken: 'cipher', window };
    const members = { ...today, settings, folders, window };
    expect(judgeStored(file)).toEqual({ kind: 'migrated', from: 0, members });
  });

  it('brings the file with a token that says whose it is to today', () => {
    const file = { settings, folders: formerFolders, encryptedToken: token };
    const members = { ...today, settings, folders, encryptedToken: token };
    expect(judgeStored(file)).toEqual({ kind: 'migrated', from: 0, members });
  });

  it('leaves a list of folders as it is', () => {
    const file = { settings, folders, encryptedToken: token };
    const members = { ...today, ...file };
    expect(judgeStored(file)).toEqual({ kind: 'migrated', from: 0, members });
  });

  it.each([1, 2])('takes up at version %d', (version) => {
    expect(judgeStored({ version, settings })).toEqual({
      kind: 'migrated',
      from: version,
      members: { ...today, settings },
    });
  });

  it('leaves a file of today alone, also at a first start', () => {
    expect(judgeStored({ version: STORED_VERSION, settings })).toEqual({ kind: 'current' });
  });

  it('knows the file of a later Civet', () => {
    expect(judgeStored({ version: STORED_VERSION + 1 })).toEqual({
      kind: 'newer',
      version: STORED_VERSION + 1,
    });
  });

  it.each([null, 5, 'civet', [], [{}], { version: 'new' }, { version: -1 }, { version: 1.5 }])(
    'takes %j for nothing that Civet wrote',
    (file) => {
      expect(judgeStored(file)).toEqual({ kind: 'strange' });
    },
  );
});
