import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMERCIAL_USES, emptyWish, PERIODS, type SearchWish, SORTS } from '../../../shared/civitai/search';
import { readSearchLink, writeSearchLink } from '../../../shared/civitai/search-link';
import { searchQuerySchema } from '../../../shared/civitai/search-schema';

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text));
const names = (maxLength: number) => fc.uniqueArray(name, { maxLength });

const wishes: fc.Arbitrary<SearchWish> = fc.record({
  text: fc.oneof(fc.constant(''), name),
  types: names(6),
  baseModels: names(6),
  sort: fc.constantFrom(...SORTS),
  period: fc.constantFrom(...PERIODS),
  tags: names(6),
  creator: fc.option(name),
  onlyFavorites: fc.boolean(),
  onlyHidden: fc.boolean(),
  commercialUse: fc.subarray([...COMMERCIAL_USES]),
  needsNoCredit: fc.boolean(),
  allowsDerivatives: fc.boolean(),
  allowsOtherLicence: fc.boolean(),
  supportsGeneration: fc.boolean(),
  primaryFileOnly: fc.boolean(),
  hidesInstalled: fc.boolean(),
  hidesEarlyAccess: fc.boolean(),
  safeTensorOnly: fc.boolean(),
  largestBytes: fc.option(fc.integer({ min: 1, max: 10 ** 15 })),
});

describe('writeSearchLink', () => {
  it('writes what is read as the same search', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        expect(readSearchLink(writeSearchLink(wish))).toEqual(wish);
      }),
    );
  });

  it('leaves out what narrows nothing', () => {
    expect(writeSearchLink(emptyWish)).toBe('civet://discover');
    expect(
      writeSearchLink({ ...emptyWish, text: 'fjord', types: ['LORA', 'LoCon'], baseModels: ['SDXL 1.0'] }),
    ).toBe('civet://discover?q=fjord&type=LORA&type=LoCon&base=SDXL+1.0');
  });
});

describe('readSearchLink', () => {
  it.each([
    'civet://discovery?q=a',
    'civet://discover/models?q=a',
    'civet:discover?q=a',
    'https://discover?q=a',
    'civet://discover?maturity=XXX',
    'civet://discover?q=a&q=b',
    'civet://discover?q=',
    'civet://discover?favorites=true',
    'civet://discover?favorites=1&favorites=1',
    'civet://discover?sort=Random',
    'civet://discover?period=Forever',
    'civet://discover?use=Everything',
    'civet://discover?type=',
    'civet://discover?type=A&type=A',
    'civet://discover?largest=0',
    'civet://discover?largest=-1',
    'civet://discover?largest=1e9',
    'civet://discover?largest=99999999999999999',
    'civet://discover?tag=a%00b',
    'civet://discover?tag=%E2%80%AEgnp',
    `civet://discover?q=${'a'.repeat(201)}`,
    `civet://discover?creator=${'a'.repeat(101)}`,
    `civet://discover?${Array.from({ length: 21 }, (_, at) => `tag=${at}`).join('&')}`,
    `civet://discover?q=${'%20'.repeat(4_000)}`,
  ])('refuses %j as a whole', (link) => {
    expect(readSearchLink(link)).toBeNull();
  });

  it('never throws, and reads nothing that main would refuse', () => {
    const parts = fc.constantFrom(
      'q=',
      'type=',
      'tag=',
      'largest=',
      'sort=Newest',
      'use=Rent',
      '&',
      '%',
      '1',
    );
    const tails = fc.array(fc.oneof(parts, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 });
    fc.assert(
      fc.property(tails, (tail) => {
        const wish = readSearchLink(`civet://discover?${tail.join('')}`);
        if (wish === null) return;
        expect(searchQuerySchema.safeParse({ ...wish, maturity: 'PG', cursor: null }).success).toBe(true);
      }),
    );
  });
});
