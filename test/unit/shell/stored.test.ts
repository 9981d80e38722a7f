import { describe, expect, it } from 'vitest';
import { oneRoot } from '../../../electron/core/placement/roots';
import { Stored, type StoredFile } from '../../../electron/shell/stored';
import { settingsSchema } from '../../../shared/settings/schema';

const defaults = settingsSchema.parse({});

/** The file as members in memory, and what was called in which order. */
function opened(members: Readonly<Record<string, unknown>>) {
  const file = new Map(Object.entries(members));
  const calls: string[] = [];
  const store: StoredFile = {
    get: (name) => file.get(name),
    set: (name, value) => {
      calls.push(`set ${name}`);
      file.set(name, value);
    },
    delete: (name) => file.delete(name),
  };
  const stored = new Stored(store, (wrong) => calls.push(`aside ${wrong.join(' ')}`));
  return { stored, file, calls };
}

describe('Stored', () => {
  it('begins with the defaults, and writes nothing', () => {
    const { stored, calls } = opened({});
    expect([stored.settings(), calls]).toEqual([defaults, []]);
  });

  it('replaces one wrong setting after the file was kept aside, and leaves the rest', () => {
    const settings = { ...defaults, theme: 'dark', simultaneousDownloads: 99 };
    const folders = { layout: 'comfyui', root: '/models', own: {} };
    const { stored, file, calls } = opened({ settings, folders });
    expect(stored.settings()).toEqual({ ...defaults, theme: 'dark' });
    expect(calls).toEqual(['aside simultaneousDownloads', 'set settings']);
    expect(stored.folders()).toEqual(oneRoot('comfyui', '/models'));
    expect(opened(Object.fromEntries(file)).calls).toEqual([]);
  });

  it('reads folders whose own places are wrong without these', () => {
    const folders = { layout: 'comfyui', root: '/models', own: { loras: 5 } };
    expect(opened({ folders }).stored.folders()).toEqual(oneRoot('comfyui', '/models'));
  });

  it('gives a token to the origin it was stored for alone', () => {
    const { stored } = opened({});
    stored.saveEncryptedToken('https://civitai.com', 'cipher');
    expect(stored.encryptedToken('https://example.org')).toBeNull();
    stored.saveEncryptedToken('https://example.org', null);
    expect(stored.encryptedToken('https://civitai.com')).toBe('cipher');
  });

  it('knows what it has told once, over a restart, each thing by itself', () => {
    const { stored, file } = opened({ told: 'nonsense' });
    expect(stored.hasTold('closedToTray')).toBe(false);
    stored.noteTold('closedToTray');
    stored.noteTold('closedToTray');
    const later = opened(Object.fromEntries(file)).stored;
    expect([later.hasTold('closedToTray'), later.hasTold('closedOutOfSight')]).toEqual([true, false]);
    expect(file.get('told')).toEqual(['closedToTray']);
  });

  it('keeps a token for each origin, also one that an earlier version has stored', () => {
    const { stored, file } = opened({ encryptedToken: { origin: 'https://civitai.com', text: 'first' } });
    stored.saveEncryptedToken('https://civitai.red', 'second');
    expect(stored.encryptedToken('https://civitai.com')).toBe('first');
    expect(stored.encryptedToken('https://civitai.red')).toBe('second');
    expect(stored.encryptedToken('https://civitai.green')).toBeNull();
    stored.saveEncryptedToken('https://civitai.red', 'third');
    stored.saveEncryptedToken('https://civitai.com', null);
    expect(stored.encryptedToken('https://civitai.red')).toBe('third');
    stored.saveEncryptedToken('https://civitai.red', null);
    expect([...file.keys()]).toEqual([]);
  });

  it('gives a login to the proxy it was stored for alone', () => {
    const { stored, file } = opened({});
    stored.saveEncryptedProxyLogin('http://a:1', 'cipher');
    stored.saveEncryptedProxyLogin('socks5://a:1', 'other');
    expect(stored.encryptedProxyLogin('http://a:1')).toBe('cipher');
    expect(stored.encryptedProxyLogin('https://a:1')).toBeNull();
    expect(stored.encryptedProxyLogin('toString')).toBeNull();
    stored.saveEncryptedProxyLogin('http://a:1', null);
    stored.saveEncryptedProxyLogin('socks5://a:1', null);
    expect([...file.keys()]).toEqual([]);
  });
});
