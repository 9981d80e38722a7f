import { describe, expect, it } from 'vitest';
import { searchParams } from '../../../../electron/core/civitai/search-params';
import { emptySearch, type SearchQuery } from '../../../../shared/civitai/search';

const params = (query: Partial<SearchQuery>) => searchParams({ ...emptySearch, ...query });
const names = (query: Partial<SearchQuery>) => params(query).map(([name]) => name);

describe('searchParams', () => {
  it.each<[Partial<SearchQuery>, readonly (readonly [string, string])[]]>([
    [{ creator: 'mira' }, [['username', 'mira']]],
    [{ tags: ['film grain', 'anime'] }, [['tag', 'film grain']]],
    [{ onlyFavorites: true }, [['favorites', 'true']]],
    [{ onlyHidden: true }, [['hidden', 'true']]],
    [{ supportsGeneration: true }, [['supportsGeneration', 'true']]],
    [{ primaryFileOnly: true }, [['primaryFileOnly', 'true']]],
    [
      { commercialUse: ['Image', 'Sell'] },
      [
        ['allowCommercialUse', 'Image'],
        ['allowCommercialUse', 'Sell'],
      ],
    ],
  ])('%o is asked for', (query, expected) => {
    const usual = new Set(names({}));
    expect(params(query).filter(([name]) => !usual.has(name))).toEqual(expected);
  });

  it('sends nothing of what Civet applies itself, because the service refuses it or does not know it', () => {
    const own = {
      needsNoCredit: true,
      allowsDerivatives: true,
      allowsOtherLicence: true,
      hidesInstalled: true,
      hidesEarlyAccess: true,
      safeTensorOnly: true,
      largestBytes: 1,
    };
    expect(params(own)).toEqual(params({}));
  });
});
