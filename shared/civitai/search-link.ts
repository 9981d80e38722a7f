import {
  COMMERCIAL_USES,
  emptyWish,
  LONGEST_SEARCH_TEXT,
  PERIODS,
  type SearchFilters,
  type SearchWish,
  SORTS,
} from './search';
import { SEARCH_LIMITS } from './search-limits';

/** How a link that carries a search begins. */
export const SEARCH_LINK_START = 'civet://discover';

const LONGEST_LINK = 8_000;

type ListName = 'types' | 'baseModels' | 'tags' | 'commercialUse';
const LISTS = [
  ['type', 'types', SEARCH_LIMITS.types],
  ['base', 'baseModels', SEARCH_LIMITS.baseModels],
  ['tag', 'tags', SEARCH_LIMITS.tags],
  ['use', 'commercialUse', COMMERCIAL_USES.length],
] as const satisfies readonly (readonly [string, ListName, number])[];

type FlagName = {
  [Name in keyof SearchFilters]: SearchFilters[Name] extends boolean ? Name : never;
}[keyof SearchFilters];
const FLAGS = [
  ['favorites', 'onlyFavorites'],
  ['hidden', 'onlyHidden'],
  ['no-credit', 'needsNoCredit'],
  ['derivatives', 'allowsDerivatives'],
  ['other-licence', 'allowsOtherLicence'],
  ['generation', 'supportsGeneration'],
  ['primary-file', 'primaryFileOnly'],
  ['hide-installed', 'hidesInstalled'],
  ['hide-early-access', 'hidesEarlyAccess'],
  ['safetensor', 'safeTensorOnly'],
] as const satisfies readonly (readonly [string, FlagName])[];

/** The link that opens this search in another Civet. What narrows nothing is left out. */
export function writeSearchLink(wish: SearchWish): string {
  const params = new URLSearchParams();
  if (wish.text !== '') params.set('q', wish.text);
  if (wish.creator !== null) params.set('creator', wish.creator);
  for (const [key, name] of LISTS) for (const value of wish[name]) params.append(key, value);
  if (wish.sort !== emptyWish.sort) params.set('sort', wish.sort);
  if (wish.period !== emptyWish.period) params.set('period', wish.period);
  for (const [key, name] of FLAGS) if (wish[name]) params.set(key, '1');
  if (wish.largestBytes !== null) params.set('largest', String(wish.largestBytes));
  const query = params.toString();
  return query === '' ? SEARCH_LINK_START : `${SEARCH_LINK_START}?${query}`;
}

/**
 * Reads a link of `writeSearchLink`; null for everything else. A stranger may have written it, so a part that
 * is unknown, doubled or out of bounds spoils the whole: half a search would be another one.
 */
export function readSearchLink(untrusted: string): SearchWish | null {
  const trimmed = untrusted.trim();
  if (trimmed.length > LONGEST_LINK || !/^civet:\/\/discover\/?(?:\?|$)/i.test(trimmed)) return null;
  const mark = trimmed.indexOf('?');
  const params = new URLSearchParams(mark < 0 ? '' : trimmed.slice(mark + 1));
  const rest = new Set(params.keys());
  const take = (key: string): readonly string[] => {
    rest.delete(key);
    return params.getAll(key);
  };
  const one = (key: string): string | null | undefined => {
    const values = take(key);
    return values.length > 1 ? undefined : (values[0] ?? null);
  };

  let wish: SearchWish = emptyWish;
  const text = one('q');
  if (text === undefined || (text !== null && !isPlain(text, LONGEST_SEARCH_TEXT))) return null;
  const creator = one('creator');
  if (creator === undefined || (creator !== null && !isPlain(creator, SEARCH_LIMITS.nameLength))) return null;
  wish = { ...wish, text: text ?? '', creator };
  for (const [key, name, most] of LISTS) {
    const values = take(key);
    if (values.length > most || new Set(values).size < values.length) return null;
    if (!values.every((value) => isPlain(value, SEARCH_LIMITS.nameLength))) return null;
    if (name === 'commercialUse' && !values.every((value) => COMMERCIAL_USES.some((use) => use === value)))
      return null;
    wish = { ...wish, [name]: values };
  }
  const sort = one('sort');
  const period = one('period');
  const knownSort = sort === null ? emptyWish.sort : SORTS.find((known) => known === sort);
  const knownPeriod = period === null ? emptyWish.period : PERIODS.find((known) => known === period);
  if (knownSort === undefined || knownPeriod === undefined) return null;
  wish = { ...wish, sort: knownSort, period: knownPeriod };
  for (const [key, name] of FLAGS) {
    const value = one(key);
    if (value !== null && value !== '1') return null;
    wish = { ...wish, [name]: value === '1' };
  }
  const largest = one('largest');
  const largestBytes = largest === null ? null : readBytes(largest);
  if (largestBytes === undefined || rest.size > 0) return null;
  return { ...wish, largestBytes };
}

/** Something to read, and nothing that hides or turns around what stands beside it. */
function isPlain(value: string, longest: number): boolean {
  return value !== '' && value.length <= longest && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(value);
}

function readBytes(value: string | undefined): number | undefined {
  if (value === undefined || !/^[1-9]\d{0,15}$/.test(value)) return undefined;
  const bytes = Number(value);
  return bytes <= SEARCH_LIMITS.largestBytes ? bytes : undefined;
}
