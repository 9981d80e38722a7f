// @ts-check
/** @import { ImageRecord } from '../catalogue/types.mjs' */
/** @import { ApiContext } from './models.mjs' */
/** @import { Reply } from './reply.mjs' */

import { slugOf } from '../catalogue/catalogue.mjs';
import { IMAGE_SORTS, MEDIA_TYPES, PERIODS } from '../catalogue/enums.mjs';
import { present } from '../present.mjs';
import { hash32 } from '../random.mjs';
import { renderGalleryImage } from '../render/image.mjs';
import { PERIOD_MS } from './model-filter.mjs';
import { pageUrl } from './next-page.mjs';
import { Params } from './params.mjs';
import { failure, json, PUBLIC_CACHE, zodFailure } from './reply.mjs';

/** What the words of `nsfw` let through. `true` means only the mature ones. @type {Record<string, number>} */
const MATURITY_BITS = { None: 1, Soft: 3, Mature: 7, X: 31, true: 60, false: 1 };

/** @type {Record<string, (image: ImageRecord) => number>} */
const SORT_KEYS = {
  'Most Reactions': ({ stats }) => stats.likeCount + stats.heartCount + stats.laughCount + stats.cryCount,
  'Most Comments': ({ stats }) => stats.commentCount,
  'Most Collected': ({ stats }) => stats.heartCount,
  Newest: ({ createdAt }) => Date.parse(createdAt),
  Oldest: ({ createdAt }) => -Date.parse(createdAt),
  Random: ({ id }) => hash32('random order', id),
};

/**
 * `GET /api/v1/images`: PG only unless asked otherwise.
 *
 * @param {ApiContext} context
 * @param {URL} url
 * @returns {Reply}
 */
export function listImages(context, url) {
  const params = new Params(url.searchParams);
  const limit = params.number('limit', { least: 0, most: 200, fallback: 100 }) ?? 100;
  const page = params.number('page', { least: 1, fallback: null });
  const ids = {
    postId: params.number('postId', { least: 0, fallback: null }),
    modelId: params.number('modelId', { least: 0, fallback: null }),
    modelVersionId: params.number('modelVersionId', { least: 0, fallback: null }),
    imageId: params.number('imageId', { least: 0, fallback: null }),
    browsingLevel: params.number('browsingLevel', { least: 0, fallback: null }),
  };
  const sort = params.choice('sort', IMAGE_SORTS) ?? 'Most Reactions';
  const period = params.choice('period', PERIODS) ?? 'AllTime';
  const type = params.choice('type', MEDIA_TYPES);
  const nsfw = params.choice('nsfw', Object.keys(MATURITY_BITS));
  const withMeta = params.strictFlag('withMeta') === true;
  const username = params.text('username');
  if (params.issues.length > 0) return zodFailure(params.issues);
  if (page !== null && page * limit > 1_000)
    return failure(429, "You've requested too many pages, please use cursors instead");

  const bits = ids.browsingLevel ?? present(MATURITY_BITS[nsfw ?? 'None'], 'maturity');
  const versionIds =
    ids.modelId === null
      ? null
      : (context.render.catalogue.modelById.get(ids.modelId)?.versions.map((version) => version.id) ?? []);
  const since = period === 'AllTime' ? null : context.now - present(PERIOD_MS[period], 'period');
  const key = present(SORT_KEYS[sort], 'sort');
  const matches = context.render.catalogue.images
    .filter(
      (image) =>
        (image.nsfwBit & bits) !== 0 &&
        (ids.postId === null || image.postId === ids.postId) &&
        (ids.imageId === null || image.id === ids.imageId) &&
        (ids.modelVersionId === null || image.modelVersionIds.includes(ids.modelVersionId)) &&
        (versionIds === null || image.modelVersionIds.some((id) => versionIds.includes(id))) &&
        (username === null || slugOf(image.username) === slugOf(username)) &&
        (type === null || image.type === type) &&
        (since === null || Date.parse(image.createdAt) >= since),
    )
    .sort((a, b) => key(b) - key(a) || b.id - a.id);

  const cursor = params.text('cursor');
  const start = cursor === null ? 0 : rowOfCursor(cursor, matches);
  if (start === null) return failure(400, 'Invalid cursor');
  const size = Math.max(1, limit);
  const shown = matches.slice(start, start + size);
  const after = matches[start + size];
  const items = shown.map((image) => renderGalleryImage(context.render, image, { withMeta }));
  return json(
    200,
    {
      items,
      metadata: describePage(context, url, {
        after: limit === 0 ? undefined : after,
        key,
        page,
        limit,
        hasCursor: cursor !== null,
      }),
    },
    { 'cache-control': PUBLIC_CACHE },
  );
}

/**
 * @param {ApiContext} context
 * @param {URL} url
 * @param {{ after: ImageRecord | undefined, key: (image: ImageRecord) => number, page: number | null, limit: number, hasCursor: boolean }} at
 */
function describePage(context, url, { after, key, page, limit, hasCursor }) {
  const echoed = page === null ? {} : { currentPage: page, pageSize: limit };
  if (after === undefined) return echoed;
  const nextCursor = `${Math.abs(key(after))}|${after.id}`;
  // With `page` and no cursor the next page is the same page again: an endless loop for whoever follows it.
  /** @type {Record<string, string>} */
  const replaced = page !== null && !hasCursor ? { page: String(page + 1) } : { cursor: nextCursor };
  return { ...echoed, nextCursor, nextPage: pageUrl(context.render.origin, url, replaced) };
}

/** @param {string} cursor @param {readonly ImageRecord[]} matches @returns {number | null} */
function rowOfCursor(cursor, matches) {
  const id = Number(cursor.split('|').at(-1));
  if (Number.isNaN(id)) return null;
  const row = matches.findIndex((image) => image.id === id);
  return row < 0 ? matches.length : row;
}
