import { describe, expect, it } from 'vitest';
import { oneRoot } from '../../../../electron/core/placement/roots';
import { readSettingsFile, writeSettingsFile } from '../../../../electron/core/settings/settings-file';
import { STORED_VERSION } from '../../../../electron/core/settings/stored-versions';
import { settingsSchema } from '../../../../shared/settings/schema';

const current = settingsSchema.parse({});
const changed = settingsSchema.parse({
  theme: 'dark',
  limit: { isOn: true, bytesPerSecond: 2_000_000 },
  sidecars: { dialects: ['a1111'] },
  recentSearches: ['something private'],
});
const file = (settings: unknown, more: object = {}) =>
  JSON.stringify({ kind: 'civet-settings', version: STORED_VERSION, settings, ...more });
const read = (text: string) => {
  const answer = readSettingsFile(text, current);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};

describe('a file of settings', () => {
  it('brings all there is to another computer, with folders, and says what changes', () => {
    const folders = oneRoot('comfyui', '/models');
    const text = writeSettingsFile(changed, folders);
    const value = read(text);
    expect(value.settings).toEqual({ ...changed, recentSearches: [] });
    expect(value.folders).toEqual(folders);
    expect(value.wrong).toEqual([]);
    expect(value.changes).toEqual([
      { place: 'theme', from: 'system', to: 'dark' },
      { place: 'limit.isOn', from: false, to: true },
      { place: 'limit.bytesPerSecond', from: 5_000_000, to: 2_000_000 },
      { place: 'sidecars.dialects', from: '', to: 'a1111' },
    ]);
  });

  it('holds nothing of what was searched for, no folders that were not asked for, and no name within an address', () => {
    const savedSearches = [
      { name: 'https://mira:secret@example.org/x', search: { ...current.filters, text: '' } },
    ];
    const text = writeSettingsFile({ ...changed, savedSearches } as unknown as typeof changed, null);
    expect(text).not.toMatch(/private|secret|mira|folders/);
  });

  it('leaves what is wrong or unknown as it is, and names it', () => {
    const value = read(
      file({ theme: 'pink', limit: { isOn: true, bytesPerSecond: 5 }, keepAwake: false, colour: 'red' }),
    );
    expect(value.settings).toEqual({ ...current, keepAwake: false });
    expect(value.wrong).toEqual(expect.arrayContaining(['theme', 'limit.bytesPerSecond', 'colour']));
    expect(value.changes).toEqual([{ place: 'keepAwake', from: true, to: false }]);
  });

  it('changes only what it mentions', () => {
    const answer = readSettingsFile(file({ keepAwake: false }), changed);
    expect(answer.ok && answer.value.settings).toEqual({ ...changed, keepAwake: false });
  });

  it.each(['', '{', '[]', '{"settings":{}}', '{"kind":"civet-lock","version":1}', file([])])(
    'that is none is refused: %s',
    (text) => {
      expect(readSettingsFile(text, current)).toMatchObject({ error: { code: 'input.badSettings' } });
    },
  );

  it('of a later Civet says so', () => {
    const text = file({}, { version: STORED_VERSION + 1 });
    expect(readSettingsFile(text, current)).toMatchObject({ error: { code: 'input.newerSettings' } });
  });
});
