// @ts-check
/** @import { ModelRecord } from '../catalogue/types.mjs' */
/** @import { RenderContext } from '../render/file.mjs' */
/** @import { Reply } from './reply.mjs' */
/** @import { Account } from './session.mjs' */

import { slugOf } from '../catalogue/catalogue.mjs';
import { modelMaturity } from '../catalogue/traits.mjs';
import { present } from '../present.mjs';
import { hash32 } from '../random.mjs';
import { renderModel } from '../render/model.mjs';
import { findModels } from './model-filter.mjs';
import { readModelQuery } from './model-query.mjs';
import { pageUrl } from './next-page.mjs';
import { failure, json, PRIVATE_CACHE, PUBLIC_CACHE, zodFailure } from './reply.mjs';

const ALL_BITS = 31;

/**
 * @typedef {object} ApiContext
 * @property {RenderContext} render
 * @property {number} now epoch milliseconds: where periods end
 * @property {'cursor' | 'page'} paging
 */

/**
 * `GET /api/v1/models`.
 *
 * @param {ApiContext} context
 * @param {URL} url
 * @param {Account | null} account
 * @returns {Promise<Reply>}
 */
export async function listModels(context, url, account) {
  const query = readModelQuery(url.searchParams);
  if ('issues' in query) return zodFailure(query.issues);
  if (query.page !== null && query.query !== null)
    return failure(400, 'Cannot use page param with query search. Use cursor-based pagination.');
  if (query.page !== null && query.page * query.limit > 1_000)
    return failure(429, "You've requested too many pages, please use cursors instead");
  if (account === null && (query.asksFavorites || query.asksHidden)) return failure(401, 'Unauthorized');
  const ownName =
    account !== null && query.username !== null && slugOf(account.username) === slugOf(query.username);
  if (query.availability === 'Private' && !ownName) return failure(401, 'Unauthorized');
  if (query.username !== null && !context.render.catalogue.creatorBySlug.has(slugOf(query.username)))
    return json(404, { message: 'User not found' });

  const matches = findModels(context.render.catalogue, query, { account, now: context.now });
  const chosen = choosePage(context, url, matches, query);
  if ('status' in chosen) return chosen;
  const items = [];
  for (const model of chosen.models) {
    items.push(
      await renderModel(context.render, model, {
        place: 'list',
        imageBits: query.nsfw === true ? ALL_BITS : 1,
        files: { primaryOnly: query.primaryFileOnly === true, preferences: account?.filePreferences },
      }),
    );
  }
  return json(
    200,
    { items, metadata: chosen.metadata },
    { 'cache-control': account === null ? PUBLIC_CACHE : PRIVATE_CACHE },
  );
}

/**
 * The window of matches a request gets. Rows that the service drops only after its query (a real
 * person's model) still count for the window, so a page may be short, and now and then empty.
 *
 * @param {ApiContext} context
 * @param {URL} url
 * @param {readonly ModelRecord[]} matches
 * @param {{ limit: number, page: number | null, cursor: string | null, query: string | null }} query
 * @returns {{ models: readonly ModelRecord[], metadata: Record<string, unknown> } | Reply}
 */
function choosePage(context, url, matches, query) {
  const origin = context.render.origin;
  const size = Math.max(1, query.limit);
  if (context.paging === 'page' && query.cursor === null && query.query === null) {
    const currentPage = query.page ?? 1;
    const totalPages = Math.ceil(matches.length / size);
    return {
      models: matches.slice((currentPage - 1) * size, currentPage * size).filter(isShown),
      metadata: {
        totalItems: matches.length,
        currentPage,
        pageSize: size,
        totalPages,
        ...(currentPage < totalPages
          ? { nextPage: pageUrl(origin, url, { page: String(currentPage + 1) }) }
          : {}),
        ...(currentPage > 1 ? { prevPage: pageUrl(origin, url, { page: String(currentPage - 1) }) } : {}),
      },
    };
  }
  const start =
    query.cursor === null
      ? { row: 0, wasEmpty: false }
      : readCursor(query.cursor, matches, query.query !== null);
  if (start === null) return failure(400, 'Invalid cursor');
  const echoed = query.page === null ? {} : { currentPage: query.page, pageSize: query.limit };
  if (query.limit === 0) return { models: matches.slice(0, 1).filter(isShown), metadata: echoed };
  const first = matches[start.row];
  const isEmptyTurn =
    query.query === null &&
    start.row > 0 &&
    !start.wasEmpty &&
    first !== undefined &&
    hash32('empty page', first.id) % 6 === 0;
  const end = isEmptyTurn ? start.row : start.row + size;
  if (end >= matches.length) return { models: matches.slice(start.row).filter(isShown), metadata: echoed };
  const after = present(matches[end], 'row behind the page');
  const nextCursor = query.query === null ? writeCursor(after, isEmptyTurn) : String(end);
  return {
    models: matches.slice(start.row, end).filter(isShown),
    metadata: { ...echoed, nextCursor, nextPage: pageUrl(origin, url, { cursor: nextCursor }) },
  };
}

/** @param {ModelRecord} model */
function isShown(model) {
  return !model.poi;
}

/** @param {ModelRecord} model @param {boolean} wasEmpty */
function writeCursor(model, wasEmpty) {
  return `${model.stats.downloadCount}|${hash32('cursor', model.id) % 1_000_000}|${model.id}${wasEmpty ? '|0' : ''}`;
}

/** @param {string} cursor @param {readonly ModelRecord[]} matches @param {boolean} isSearch @returns {{ row: number, wasEmpty: boolean } | null} */
function readCursor(cursor, matches, isSearch) {
  if (isSearch) return /^\d+$/.test(cursor) ? { row: Number(cursor), wasEmpty: false } : null;
  const [, id, empty] = /^-?\d+\|\d+\|(\d+)(\|0)?$/.exec(cursor) ?? [];
  if (id === undefined) return null;
  const row = matches.findIndex((model) => model.id === Number(id));
  // The row behind a cursor may have gone since; the service would go on after it, here the list ends.
  return { row: row < 0 ? matches.length : row, wasEmpty: empty !== undefined };
}

/**
 * `GET /api/v1/models/:id`: every rating, and no poi.
 *
 * @param {ApiContext} context
 * @param {string} rawId
 * @returns {Promise<Reply>}
 */
export async function getModel(context, rawId) {
  const id = Number(rawId);
  if (!/^-?\d+$/.test(rawId) || id < 1 || id > 2_147_483_647)
    return failure(400, '✖ Invalid input: expected number between 1 and 2147483647\n  → at id');
  const model = context.render.catalogue.modelById.get(id);
  if (model === undefined || model.poi || modelMaturity(model) === 0)
    return failure(404, `No model with id ${id}`);
  const body = await renderModel(context.render, model, {
    place: 'model',
    imageBits: ALL_BITS,
    files: { primaryOnly: false },
  });
  return json(200, body, { 'cache-control': PUBLIC_CACHE });
}
