// @ts-check
/** @import { ApiContext } from './models.mjs' */
/** @import { Reply } from './reply.mjs' */

import { DOCUMENTED_TAGS } from '../catalogue/documented.mjs';
import {
  ACTIVE_BASE_MODELS,
  BASE_MODEL_TYPES,
  BLOCKED_TAG,
  FILE_TYPES,
  HIDDEN_BASE_MODELS,
  MODEL_TYPES,
} from '../catalogue/enums.mjs';
import { avatarUrl } from '../render/image.mjs';
import { pageUrl } from './next-page.mjs';
import { Params } from './params.mjs';
import { json, PUBLIC_CACHE, prettyFailure } from './reply.mjs';

/**
 * @template T
 * @param {ApiContext} context
 * @param {URL} url
 * @param {(query: string | null) => readonly T[]} find
 * @returns {Reply}
 */
function listPaged(context, url, find) {
  const params = new Params(url.searchParams);
  const limit = params.number('limit', { least: 1, most: 200, fallback: 20 }) ?? 20;
  const currentPage = params.number('page', { least: 1, fallback: 1 }) ?? 1;
  if (params.issues.length > 0) return prettyFailure(params.issues);
  const found = find(params.text('query')?.toLowerCase() ?? null);
  const totalPages = Math.max(1, Math.ceil(found.length / limit));
  return json(
    200,
    {
      items: found.slice((currentPage - 1) * limit, currentPage * limit),
      metadata: {
        totalItems: found.length,
        currentPage,
        pageSize: limit,
        totalPages,
        ...(currentPage < totalPages
          ? { nextPage: pageUrl(context.render.origin, url, { page: String(currentPage + 1) }) }
          : {}),
        ...(currentPage > 1
          ? { prevPage: pageUrl(context.render.origin, url, { page: String(currentPage - 1) }) }
          : {}),
      },
    },
    { 'cache-control': PUBLIC_CACHE },
  );
}

/** `GET /api/v1/creators`, the busiest first. @param {ApiContext} context @param {URL} url @returns {Reply} */
export function listCreators(context, url) {
  const { catalogue, origin } = context.render;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { creator } of catalogue.models)
    if (creator !== null) counts.set(creator, (counts.get(creator) ?? 0) + 1);
  return listPaged(context, url, (query) =>
    catalogue.creators
      .filter((creator) => query === null || creator.username.toLowerCase().includes(query))
      .map((creator) => {
        const modelCount = creator.printedModelCount ?? counts.get(creator.username) ?? 0;
        return {
          username: creator.username,
          // The service leaves the count out for creators without models.
          ...(modelCount > 0 ? { modelCount } : {}),
          link: `${origin}/api/v1/models?username=${creator.username}`,
          ...(creator.avatar === null
            ? {}
            : { image: avatarUrl(context.render, creator.avatar, creator.username) }),
        };
      })
      .sort((a, b) => (b.modelCount ?? 0) - (a.modelCount ?? 0)),
  );
}

/**
 * `GET /api/v1/tags`. Every other tag has the `modelCount` of the documents, which is gone today; links
 * are not URL-encoded.
 *
 * @param {ApiContext} context
 * @param {URL} url
 * @returns {Reply}
 */
export function listTags(context, url) {
  const { catalogue, origin } = context.render;
  /** @type {Map<string, number>} */
  const counts = new Map([
    ...DOCUMENTED_TAGS.map(({ name, modelCount }) => /** @type {const} */ ([name, modelCount])),
    [BLOCKED_TAG, 0],
  ]);
  for (const { tags } of catalogue.models)
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const printed = new Set(DOCUMENTED_TAGS.map(({ name }) => name));
  return listPaged(context, url, (query) =>
    [...counts]
      .filter(([name]) => query === null || name.toLowerCase().includes(query))
      .sort(([, a], [, b]) => b - a)
      .map(([name, modelCount], place) => ({
        name,
        ...(printed.has(name) || place % 2 === 1 ? { modelCount } : {}),
        link: `${origin}/api/v1/models?tag=${name}`,
      })),
  );
}

/** `GET /api/v1/enums`. @returns {Reply} */
export function listEnums() {
  return json(200, {
    ModelType: MODEL_TYPES,
    ModelFileType: FILE_TYPES,
    ActiveBaseModel: ACTIVE_BASE_MODELS,
    BaseModel: [...ACTIVE_BASE_MODELS, ...HIDDEN_BASE_MODELS],
    BaseModelType: BASE_MODEL_TYPES,
  });
}
