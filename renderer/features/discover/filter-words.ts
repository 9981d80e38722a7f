import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { emptyFilters, type SearchFilters, type SearchWish } from '../../../shared/civitai/search';
import { modelTypeWord } from '../../locales/model-type-word';
import { formatBytes } from '../../ui/format';

/** Something that narrows a list, in words, and what has to change for it to end. */
export interface ActiveFilter {
  readonly id: string;
  readonly label: string;
  readonly without: Partial<SearchFilters>;
}

/** Filters that hold or do not, in the order in which they are told. */
export const FLAG_NAMES = [
  'onlyFavorites',
  'onlyHidden',
  'supportsGeneration',
  'hidesInstalled',
  'hidesEarlyAccess',
  'safeTensorOnly',
  'primaryFileOnly',
  'needsNoCredit',
  'allowsDerivatives',
  'allowsOtherLicence',
] as const satisfies readonly (keyof SearchFilters)[];
export type FlagName = (typeof FLAG_NAMES)[number];

/** Everything that narrows, in the order of the filters; the order of the list is none of it. */
export function activeFilters(t: TFunction<'discover'>, filters: SearchFilters): readonly ActiveFilter[] {
  const { types, baseModels, tags, creator, commercialUse, period, largestBytes } = filters;
  return [
    ...(creator === null
      ? []
      : [{ id: 'creator', label: t('chips.creator', { name: creator }), without: { creator: null } }]),
    ...tags.map((tag) => ({
      id: `tag-${tag}`,
      label: t('chips.tag', { name: tag }),
      without: { tags: tags.filter((other) => other !== tag) },
    })),
    ...types.map((type) => ({
      id: `type-${type}`,
      label: modelTypeWord(type),
      without: { types: types.filter((other) => other !== type) },
    })),
    ...baseModels.map((base) => ({
      id: `base-${base}`,
      label: base,
      without: { baseModels: baseModels.filter((other) => other !== base) },
    })),
    ...(period === emptyFilters.period
      ? []
      : [{ id: 'period', label: t(`periods.${period}`), without: { period: emptyFilters.period } }]),
    ...commercialUse.map((use) => ({
      id: `use-${use}`,
      label: t(`chips.uses.${use}`),
      without: { commercialUse: commercialUse.filter((other) => other !== use) },
    })),
    ...FLAG_NAMES.filter((name) => filters[name]).map((name) => ({
      id: name,
      label: t(`chips.${name}`),
      without: { [name]: false },
    })),
    ...(largestBytes === null
      ? []
      : [
          {
            id: 'largest',
            label: t('chips.largest', { size: formatBytes(largestBytes) }),
            without: { largestBytes: null },
          },
        ]),
  ];
}

/** A search in a few words each: what is looked for, then what narrows it. */
export function useFilterWords(): (wish: SearchWish) => readonly string[] {
  const { t } = useTranslation('discover');
  return (wish) => [
    ...(wish.text === '' ? [] : [t('chips.words', { words: wish.text })]),
    ...activeFilters(t, wish).map(({ label }) => label),
  ];
}
