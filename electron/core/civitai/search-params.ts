import type { SearchQuery } from '../../../shared/civitai/search';
import { pagingParams } from './paging';

/** A page that fills a large window, and far less than the service would give. */
const PAGE_SIZE = '60';

/**
 * The query of `/api/v1/models`. Lists become repeated keys, since a comma makes one unknown value;
 * `page` is sent only to a service that pages so itself. What is not wanted is left out, because some
 * flags count as set when they are sent as `false`, and others need a token (API note 1.1).
 */
export function searchParams(query: SearchQuery): readonly (readonly [string, string])[] {
  const text = query.text.trim();
  const firstTag = query.tags[0];
  return [
    ['limit', PAGE_SIZE],
    ...(text === '' ? [] : [['query', text] as const]),
    ...(firstTag === undefined ? [] : [['tag', firstTag] as const]),
    ...(query.creator === null ? [] : [['username', query.creator] as const]),
    ...query.types.map((type) => ['types', type] as const),
    ...query.baseModels.map((baseModel) => ['baseModels', baseModel] as const),
    ...query.commercialUse.map((use) => ['allowCommercialUse', use] as const),
    ...flags([
      ['favorites', query.onlyFavorites],
      ['hidden', query.onlyHidden],
      ['supportsGeneration', query.supportsGeneration],
      ['primaryFileOnly', query.primaryFileOnly],
    ]),
    ['sort', query.sort],
    ['period', query.period],
    // Without `nsfw=true` the service answers with PG alone, so PG-13 needs it too; levels above the
    // chosen one are dropped before anything of them is shown or fetched.
    ['nsfw', query.maturity === 'PG' ? 'false' : 'true'],
    ...pagingParams(query.cursor),
  ];
}

function flags(wanted: readonly (readonly [string, boolean])[]): readonly (readonly [string, string])[] {
  return wanted.flatMap(([name, isWanted]) => (isWanted ? [[name, 'true'] as const] : []));
}
