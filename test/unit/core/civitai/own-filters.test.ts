import { describe, expect, it } from 'vitest';
import { type FilteredModel, passesOwnFilters } from '../../../../electron/core/civitai/own-filters';
import { readFile } from '../../../../electron/core/civitai/read-model';
import { wireFile } from '../../../../electron/core/civitai/wire';
import type { Licence, VersionAccess } from '../../../../shared/civitai/model';
import { emptyFilters, type SearchFilters } from '../../../../shared/civitai/search';
import { settingsSchema } from '../../../../shared/settings/schema';

const { preference } = settingsSchema.parse({});
const MIB = 1024 ** 2;

const file = (id: number, format: string, mebibytes: number | null) =>
  readFile(
    wireFile.parse({
      id,
      type: 'Model',
      sizeKB: mebibytes === null ? null : mebibytes * 1024,
      metadata: { format },
    }),
  );

const free: Licence = {
  isCreditRequired: false,
  allowsDerivatives: true,
  allowsDifferentLicence: true,
  commercialUse: ['Image', 'Rent', 'Sell'],
};

interface Traits {
  readonly tags?: readonly string[];
  readonly licence?: Partial<Licence>;
  readonly access?: VersionAccess;
  readonly files?: FilteredModel['versions'][number]['files'];
}

const model = ({
  tags = [],
  licence = {},
  access = { kind: 'open' },
  files = [],
}: Traits): FilteredModel => ({
  tags,
  licence: { ...free, ...licence },
  versions: [{ access, files }],
});
const passes = (traits: Traits, filters: Partial<SearchFilters>) =>
  passesOwnFilters(model(traits), { ...emptyFilters, ...filters }, preference);

describe('passesOwnFilters', () => {
  it('lets everything through while nothing is chosen', () => {
    const said = { isCreditRequired: null, allowsDerivatives: null, commercialUse: null };
    expect(passes({ licence: said, access: { kind: 'paid' } }, {})).toBe(true);
    expect(passesOwnFilters({ tags: [], licence: free, versions: [] }, { ...emptyFilters }, preference)).toBe(
      true,
    );
  });

  it.each<[string, Traits, Partial<SearchFilters>, boolean]>([
    ['all tags, whatever their case', { tags: ['Anime', 'girl', 'x'] }, { tags: ['anime', 'GIRL'] }, true],
    ['one tag too few', { tags: ['anime'] }, { tags: ['anime', 'girl'] }, false],
    ['no credit needed', {}, { needsNoCredit: true }, true],
    ['credit needed', { licence: { isCreditRequired: true } }, { needsNoCredit: true }, false],
    ['credit not mentioned', { licence: { isCreditRequired: null } }, { needsNoCredit: true }, false],
    ['derivatives refused', { licence: { allowsDerivatives: false } }, { allowsDerivatives: true }, false],
    [
      'another licence refused',
      { licence: { allowsDifferentLicence: false } },
      { allowsOtherLicence: true },
      false,
    ],
    ['all uses allowed', {}, { commercialUse: ['Image', 'Sell'] }, true],
    ['one use missing', {}, { commercialUse: ['Image', 'RentCivit'] }, false],
    ['uses not mentioned', { licence: { commercialUse: null } }, { commercialUse: ['Image', 'Sell'] }, false],
    [
      'a single use, which the service has looked for',
      { licence: { commercialUse: [] } },
      { commercialUse: ['Image'] },
      true,
    ],
    ['open', {}, { hidesEarlyAccess: true }, true],
    ['early access', { access: { kind: 'earlyAccess', untilMs: null } }, { hidesEarlyAccess: true }, false],
    ['paid', { access: { kind: 'paid' } }, { hidesEarlyAccess: true }, false],
    [
      'a SafeTensor beside a pickle',
      { files: [file(1, 'PickleTensor', 1), file(2, 'SafeTensor', 1)] },
      { safeTensorOnly: true },
      true,
    ],
    ['pickle only', { files: [file(1, 'PickleTensor', 1)] }, { safeTensorOnly: true }, false],
    ['no file at all', {}, { safeTensorOnly: true }, false],
    ['just small enough', { files: [file(1, 'SafeTensor', 5)] }, { largestBytes: 5 * MIB }, true],
    ['one byte too large', { files: [file(1, 'SafeTensor', 5)] }, { largestBytes: 5 * MIB - 1 }, false],
    ['a size that is not known', { files: [file(1, 'SafeTensor', null)] }, { largestBytes: 1 }, true],
    [
      'the best file too large, whatever lies beside it',
      { files: [file(1, 'PickleTensor', 1), file(2, 'SafeTensor', 9)] },
      { largestBytes: 5 * MIB },
      false,
    ],
  ])('%s → %#', (_what, traits, filters, expected) => {
    expect(passes(traits, filters)).toBe(expected);
  });
});
