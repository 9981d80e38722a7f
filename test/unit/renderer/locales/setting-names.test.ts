import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../../../electron/core/settings/settings-file';
import entry from '../../../../renderer/locales/en/entry.json';
import { type Settings, settingsSchema } from '../../../../shared/settings/schema';

/** Kept by Civet for itself, and in no file. */
const NO_SETTINGS: ReadonlySet<string> = new Set(['filters', 'recentSearches']);

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same settings with another value at each place, so that each is told of as a change. */
function altered(value: unknown): unknown {
  if (isMembers(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, altered(each)]));
  return value === 'other' ? 'more' : 'other';
}

describe('the list of what an import would change', () => {
  it('has a name for every setting there is', () => {
    const { ...settings } = settingsSchema.parse({});
    const other = altered(settings) as Settings; // no settings, but of their shape
    const places = changesBetween(settings, other).map(({ place }) => place);
    expect(places.length).toBeGreaterThan(30);
    const nameless = places.filter((place) => {
      if (NO_SETTINGS.has(place.split('.')[0] ?? '')) return false;
      const name = place
        .split('.')
        .reduce<unknown>((at, part) => (isMembers(at) ? at[part] : undefined), entry.exchange.places);
      return typeof name !== 'string' || name === '';
    });
    expect(nameless).toEqual([]);
  });
});
