// @ts-check
/** @import { Issue } from './reply.mjs' */
import {
  AVAILABILITIES,
  CHECKPOINT_TYPES,
  COMMERCIAL_USES,
  FILE_FORMATS,
  MODEL_SORTS,
  MODEL_TYPES,
  PERIOD_MODES,
  PERIODS,
} from '../catalogue/enums.mjs';
import { Params } from './params.mjs';

const UNCOERCED_FLAGS = Object.freeze([
  'allowNoCredit',
  'allowDerivatives',
  'allowDifferentLicense',
  'pending',
  'disablePoi',
  'disableMinor',
  'isFeatured',
]);
const UNCOERCED_NUMBERS = Object.freeze([
  'browsingLevel',
  'collectionId',
  'collectionTagId',
  'excludedModelIds',
  'excludedUserIds',
  'excludedTagIds',
  'excludedImageIds',
]);

/**
 * The parameters of `GET /models`, read with the service's own traps.
 *
 * @param {URLSearchParams} search
 */
export function readModelQuery(search) {
  const params = new Params(search);
  params.refuse(UNCOERCED_FLAGS, 'boolean');
  params.refuse(UNCOERCED_NUMBERS, 'number');
  const query = {
    limit: params.number('limit', { least: 0, most: 100, fallback: 100 }) ?? 100,
    page: params.number('page', { least: 1, fallback: null }),
    cursor: params.text('cursor'),
    query: params.text('query')?.trim() || null,
    tag: params.text('tag') ?? params.text('tagname'),
    username: params.text('username'),
    types: params.choices('types', MODEL_TYPES),
    checkpointType: params.choice('checkpointType', CHECKPOINT_TYPES),
    baseModels: params.all('baseModels'),
    sort: params.choice('sort', MODEL_SORTS),
    period: params.choice('period', PERIODS) ?? 'AllTime',
    periodMode: params.choice('periodMode', PERIOD_MODES) ?? 'published',
    ids: params.numbers('ids'),
    modelVersionIds: params.numbers('modelVersionIds'),
    nsfw: params.strictFlag('nsfw'),
    primaryFileOnly: params.strictFlag('primaryFileOnly'),
    newCreators: params.strictFlag('newCreators'),
    // Asking at all needs a session, even with `=false`.
    asksFavorites: params.has('favorites'),
    asksHidden: params.has('hidden'),
    favorites: params.strictFlag('favorites'),
    hidden: params.strictFlag('hidden'),
    supportsGeneration: params.coercedFlag('supportsGeneration'),
    earlyAccess: params.coercedFlag('earlyAccess'),
    fromPlatform: params.coercedFlag('fromPlatform'),
    followed: params.coercedFlag('followed'),
    archived: params.coercedFlag('archived'),
    allowCommercialUse: params.choices('allowCommercialUse', COMMERCIAL_USES),
    fileFormats: params.repeated('fileFormats', FILE_FORMATS),
    availability: params.choice('availability', AVAILABILITIES),
  };
  return params.issues.length > 0
    ? { issues: /** @type {readonly Issue[]} — only issues are pushed. */ (params.issues) }
    : query;
}

/** @typedef {Exclude<ReturnType<typeof readModelQuery>, { issues: readonly Issue[] }>} ModelQuery */
