// @ts-check
/** @import { Catalogue } from '../catalogue/catalogue.mjs' */
/** @import { ModelRecord } from '../catalogue/types.mjs' */
/** @import { ModelQuery } from './model-query.mjs' */
/** @import { Account } from './session.mjs' */

import { slugOf } from '../catalogue/catalogue.mjs';
import { BLOCKED_TAG } from '../catalogue/enums.mjs';
import { modelMaturity } from '../catalogue/traits.mjs';
import { present } from '../present.mjs';

/** @type {Record<string, number>} */
export const PERIOD_MS = {
  Day: 86_400_000,
  Week: 7 * 86_400_000,
  Month: 30 * 86_400_000,
  Year: 365 * 86_400_000,
};

/** @type {Record<string, (model: ModelRecord) => number>} */
const SORT_KEYS = {
  'Highest Rated': (model) => model.stats.thumbsUpCount,
  'Most Downloaded': (model) => model.stats.downloadCount,
  'Most Liked': (model) => model.stats.thumbsUpCount,
  'Most Discussed': (model) => model.stats.commentCount,
  'Most Collected': (model) => model.stats.favoriteCount,
  'Most Images': (model) => model.versions.reduce((sum, version) => sum + version.images.length, 0),
  Newest: newestMs,
  Oldest: (model) => -newestMs(model),
};

/** When the model's last version came out, in epoch milliseconds. @param {ModelRecord} model */
function newestMs(model) {
  return Math.max(...model.versions.map((version) => Date.parse(version.publishedAt)));
}

/**
 * Every model the query means, in its order; models dropped after the query (poi) are still among them.
 *
 * @param {Catalogue} catalogue
 * @param {ModelQuery} query
 * @param {{ account: Account | null, now: number }} asker
 * @returns {ModelRecord[]}
 */
export function findModels(catalogue, query, asker) {
  const tests = [
    ...visibilityTests(query),
    ...filterTests(catalogue, query),
    ...accountTests(query, asker.account),
  ];
  if (query.period !== 'AllTime' && query.periodMode === 'published') {
    const since = asker.now - present(PERIOD_MS[query.period], 'period');
    tests.push((model) => newestMs(model) >= since);
  }
  const found = catalogue.models.filter((model) => tests.every((test) => test(model)));
  const key = present(SORT_KEYS[query.sort ?? 'Highest Rated'], 'sort');
  const words = query.query?.toLowerCase().split(/\s+/) ?? [];
  const rank =
    query.query !== null && query.sort === null
      ? (/** @type {ModelRecord} */ model) => relevance(model, words)
      : () => 0;
  return found
    .map((model) => ({ model, rank: rank(model), key: key(model) }))
    .sort((a, b) => b.rank - a.rank || b.key - a.key || b.model.id - a.model.id)
    .map(({ model }) => model);
}

/** @typedef {(model: ModelRecord) => boolean} ModelTest */

/** @param {ModelQuery} query @returns {ModelTest[]} */
function visibilityTests(query) {
  return [
    (model) => query.nsfw === true || (modelMaturity(model) & 1) === 1,
    (model) => query.archived || model.mode !== 'Archived' || query.query !== null,
  ];
}

/** @param {Catalogue} catalogue @param {ModelQuery} query @returns {ModelTest[]} */
function filterTests(catalogue, query) {
  /** @type {ModelTest[]} */
  const tests = [];
  const { tag, ids } = query;
  if (tag === BLOCKED_TAG) tests.push(() => false);
  // An unknown tag drops the filter instead of emptying the list.
  else if (tag !== null && catalogue.models.some((model) => model.tags.includes(tag)))
    tests.push((model) => model.tags.includes(tag));
  if (query.query !== null) {
    const words = query.query.toLowerCase().split(/\s+/);
    tests.push((model) => {
      const text = `${model.name}\n${model.tags.join('\n')}\n${model.creator ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  } else if (ids !== null) {
    tests.push((model) => ids.includes(model.id));
  }
  if (query.username !== null) {
    const slug = slugOf(query.username);
    tests.push((model) => model.creator !== null && slugOf(model.creator) === slug);
  }
  if (query.types.length > 0) tests.push((model) => query.types.includes(model.type));
  if (query.checkpointType !== null) tests.push((model) => model.checkpointType === query.checkpointType);
  if (query.baseModels.length > 0)
    tests.push((model) => model.versions.some((version) => query.baseModels.includes(version.baseModel)));
  const versionIds = query.modelVersionIds;
  if (versionIds !== null)
    tests.push((model) => model.versions.some((version) => versionIds.includes(version.id)));
  if (query.supportsGeneration) tests.push((model) => model.supportsGeneration);
  if (query.earlyAccess) tests.push((model) => model.versions.some((version) => version.paidAccess !== null));
  if (query.fromPlatform) tests.push(() => false);
  if (query.allowCommercialUse.length > 0) {
    tests.push((model) =>
      query.allowCommercialUse.some((use) =>
        use === 'None' ? model.commercialUse.length === 0 : model.commercialUse.includes(use),
      ),
    );
  }
  if (query.fileFormats.length > 0) {
    tests.push((model) =>
      model.versions.some((version) =>
        version.files.some((file) => query.fileFormats.includes(file.metadata.format ?? '')),
      ),
    );
  }
  if (query.availability !== null)
    tests.push((model) => model.versions.some((version) => version.availability === query.availability));
  return tests;
}

/** @param {ModelQuery} query @param {Account | null} account @returns {ModelTest[]} */
function accountTests(query, account) {
  /** @type {ModelTest[]} */
  const tests = [];
  if (query.favorites === true) tests.push((model) => account?.favoriteModelIds?.includes(model.id) === true);
  if (query.hidden === true) tests.push((model) => account?.hiddenModelIds?.includes(model.id) === true);
  if (query.followed && account !== null) tests.push(() => false);
  return tests;
}

/** Words in the name count most, a name that begins with the query above all. @param {ModelRecord} model @param {readonly string[]} words */
function relevance(model, words) {
  const name = model.name.toLowerCase();
  const inName = words.filter((word) => name.includes(word)).length;
  return inName + (name.startsWith(words.join(' ')) ? words.length : 0);
}
