import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oneRoot } from '../../../electron/core/placement/roots';
import { STORED_VERSION } from '../../../electron/core/settings/stored-versions';
import { keepWrongFile, NewerSettingsError, prepareStoredFile } from '../../../electron/shell/stored-file';

const NOW = 1_700_000_000_000;
const former = {
  settings: { theme: 'dark' },
  folders: { layout: 'comfyui', root: '/models', own: {} },
  encryptedToken: { origin: 'https://civitai.com', text: 'cipher' },
  furtherTokens: [{ origin: 'https://civitai.red', text: 'cipher' }],
  proxyLogins: { 'http://proxy.test:8080': 'cipher' },
};

describe('prepareStoredFile', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'civet-stored-'));
    path = join(folder, 'civet.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const read = async (name = 'civet.json'): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, name), 'utf8'));

  it('begins a profile with a file of today', async () => {
    expect(prepareStoredFile(path, NOW)).toEqual([]);
    expect(await read()).toEqual({ version: STORED_VERSION });
    expect(await readdir(folder)).toEqual(['civet.json']);
  });

  it('migrates an earlier file after a copy of it was kept, without the token', async () => {
    await writeFile(path, JSON.stringify(former));
    expect(prepareStoredFile(path, NOW)).toEqual([expect.stringContaining(`civet.json.before-${NOW}`)]);
    expect(await read()).toEqual({
      ...former,
      version: STORED_VERSION,
      firstStart: 'over',
      folders: oneRoot('comfyui', '/models'),
    });
    const { encryptedToken: _token, furtherTokens: _tokens, proxyLogins: _logins, ...rest } = former;
    expect(await read(`civet.json.before-${NOW}`)).toEqual(rest);
    expect(prepareStoredFile(path, NOW + 1)).toEqual([]);
  });

  it('keeps the newest three copies', async () => {
    for (let at = 0; at < 5; at += 1) {
      await writeFile(path, JSON.stringify(former));
      prepareStoredFile(path, NOW + at);
    }
    const kept = [2, 3, 4].map((at) => `civet.json.before-${NOW + at}`);
    expect((await readdir(folder)).toSorted()).toEqual(['civet.json', ...kept]);
  });

  it.each([
    ['empty', ''],
    ['truncated', '{"settings":{"theme":"da'],
    ['rubbish', '\u0000\u0001\u0002'],
    ['a list', '[]'],
    ['a null', 'null'],
  ])('puts a file that is %s aside, and says so in the next one', async (_what, text) => {
    await writeFile(path, text);
    const keptPath = `${path}.unreadable-${NOW}`;
    expect(prepareStoredFile(path, NOW)).toEqual([expect.stringContaining(keptPath)]);
    expect(await readFile(keptPath, 'utf8')).toBe(text);
    expect(await read()).toEqual({
      version: STORED_VERSION,
      firstStart: 'over',
      notice: { kind: 'unreadable', keptPath, wrong: [] },
    });
  });

  it('does not touch the file of a later Civet', async () => {
    const text = JSON.stringify({ version: STORED_VERSION + 1, settings: { brandNew: true } });
    await writeFile(path, text);
    expect(() => prepareStoredFile(path, NOW)).toThrow(NewerSettingsError);
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['civet.json']);
  });

  it('leaves what the system does not let it read as it is', async () => {
    await mkdir(path);
    expect(() => prepareStoredFile(path, NOW)).toThrow(/EISDIR/);
    expect(await readdir(folder)).toEqual(['civet.json']);
  });

  it('keeps a file with wrong settings beside it, without the token', async () => {
    await writeFile(
      path,
      JSON.stringify({ ...former, version: STORED_VERSION, settings: { theme: 'pink' } }),
    );
    const keptPath = `${path}.wrong-${NOW}`;
    expect(keepWrongFile(path, ['theme'], NOW)).toEqual({ kind: 'wrong', keptPath, wrong: ['theme'] });
    expect(await read(`civet.json.wrong-${NOW}`)).toMatchObject({ settings: { theme: 'pink' } });
    expect(await readFile(keptPath, 'utf8')).not.toContain('cipher');
  });
});
