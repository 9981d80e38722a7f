import type { SearchQuery } from '../../../shared/civitai/search';

/** A page that fills a large window, and far less than the service would give. */
const PAGE_SIZE = '60';

/**
 * The query of `/api/v1/models`. Lists become repeated keys, since a comma makes one unknown value;
 * `page` is never sent, since it has no effect beside `cursor` (API note 1.1).
 */
export function searchParams(query: SearchQuery): readonly (readonly [string, string])[] {
  const text = query.text.trim();
  return [
    ['limit', PAGE_SIZE],
    ...(text === '' ? [] : [['query', text] as const]),
    ...query.types.map((type) => ['types', type] as const),
    ...query.baseModels.map((baseModel) => ['baseModels', baseModel] as const),
    ['sort', query.sort],
    ['period', query.period],
    // Without `nsfw=true` the service answers with PG alone, so PG-13 needs it too; levels above the
    // chosen one are dropped before anything of them is shown or fetched.
    ['nsfw', query.maturity === 'PG' ? 'false' : 'true'],
    ...(query.cursor === null ? [] : [['cursor', query.cursor] as const]),
  ];
}
