import { describe, expect, it, vi } from 'vitest';
import { settingsSchema } from '../../../../shared/settings/schema';
import { FakeApi } from '../../../support/fake-api';

const TOKEN = '0123456789abcdef0123456789abcdef';
const LINK = 'https://civitai.com/api/download/models/128713';

/** The page on a bridge of the test, which it takes when it is loaded. */
async function page() {
  const api = new FakeApi().succeed('settings.update', settingsSchema.parse({}));
  vi.stubGlobal('window', { civet: api });
  vi.resetModules();
  const { useSettingsStore } = await import('../../../../renderer/stores/settings');
  const { rememberSearch } = await import('../../../../renderer/app/search-actions');
  useSettingsStore.setState({ settings: settingsSchema.parse({ recentSearches: ['fjord'] }) });
  return { api, rememberSearch };
}

describe('rememberSearch', () => {
  it.each([
    `${LINK}?type=Model&token=${TOKEN}`,
    `${LINK}?TOKEN=${TOKEN}`,
    `${LINK}?api_key=${TOKEN}`,
    `Bearer ${TOKEN}`,
  ])('keeps nothing of %s', async (line) => {
    const { api, rememberSearch } = await page();
    rememberSearch(line);
    expect(api.callsTo('settings.update')).toEqual([]);
  });

  it('keeps what was searched for, newest first and each once', async () => {
    const { api, rememberSearch } = await page();
    rememberSearch(' aurora ');
    expect(api.callsTo('settings.update')).toEqual([{ recentSearches: ['aurora', 'fjord'] }]);
  });
});
