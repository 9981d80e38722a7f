// @ts-check
/** @import { ModelRecord, VersionRecord } from '../catalogue/types.mjs' */
/** @import { FileView, RenderContext } from './file.mjs' */
import { slugOf } from '../catalogue/catalogue.mjs';
import { modelMaturity, traitsOf, versionMaturity } from '../catalogue/traits.mjs';
import { renderFiles } from './file.mjs';
import { avatarUrl, renderVersionImage } from './image.mjs';

/**
 * @typedef {object} ModelView
 * @property {'list' | 'model'} place
 * @property {number} imageBits which ratings of pictures are shown
 * @property {Omit<FileView, 'place'>} files
 */

/**
 * A model as the list and `GET /models/:id` send it.
 *
 * @param {RenderContext} context
 * @param {ModelRecord} model
 * @param {ModelView} view
 * @returns {Promise<Record<string, unknown>>}
 */
export async function renderModel(context, model, view) {
  const traits = traitsOf(model);
  const creator =
    model.creator === null ? undefined : context.catalogue.creatorBySlug.get(slugOf(model.creator));
  const modelVersions = [];
  for (const [index, version] of model.versions.entries())
    modelVersions.push(await renderVersionOfModel(context, model, version, index, view));
  return {
    id: model.id,
    name: model.name,
    description: model.description,
    allowNoCredit: model.allowNoCredit,
    allowCommercialUse: commercialUse(model),
    allowDerivatives: model.allowDerivatives,
    allowDifferentLicense: model.allowDifferentLicense,
    type: model.type,
    ...(traits.isOld ? {} : { minor: false, sfwOnly: false }),
    poi: model.poi,
    nsfw: model.isMature,
    ...(traits.isOld
      ? {}
      : {
          nsfwLevel: modelMaturity(model),
          availability: 'Public',
          userId: creator?.id ?? 0,
          baseModels: [...new Set(model.versions.map((version) => version.baseModel))],
          cosmetic: null,
          supportsGeneration: model.supportsGeneration,
        }),
    ...(model.mode === null ? {} : { mode: model.mode }),
    stats: modelStats(model),
    ...(creator
      ? {
          creator: {
            username: creator.username,
            image: creator.avatar === null ? null : avatarUrl(context, creator.avatar, creator.username),
          },
        }
      : {}),
    tags:
      traits.listsTagObjects || (traits.isOld && view.place === 'model')
        ? model.tags.map((name) => ({ name }))
        : model.tags,
    modelVersions,
  };
}

/** @param {ModelRecord} model */
function commercialUse(model) {
  const form = traitsOf(model).commercialUse;
  if (form === 'list') return model.commercialUse;
  if (form === 'braces') return `{${model.commercialUse.join(',')}}`;
  return model.commercialUse[0] ?? 'None';
}

/** @param {ModelRecord} model */
function modelStats(model) {
  const { stats } = model;
  if (model.dialect === '2023') {
    return {
      downloadCount: stats.downloadCount,
      favoriteCount: stats.favoriteCount,
      commentCount: stats.commentCount,
      ratingCount: stats.ratingCount,
      rating: stats.rating,
    };
  }
  return {
    downloadCount: model.hidesCounts ? null : stats.downloadCount,
    thumbsUpCount: stats.thumbsUpCount,
    thumbsDownCount: stats.thumbsDownCount,
    commentCount: stats.commentCount,
    tippedAmountCount: model.hidesCounts ? null : stats.tippedAmountCount,
  };
}

/**
 * @param {RenderContext} context
 * @param {ModelRecord} model
 * @param {VersionRecord} version
 * @param {number} index
 * @param {ModelView} view
 */
async function renderVersionOfModel(context, model, version, index, view) {
  const traits = traitsOf(model);
  const files = await renderFiles(context, model, version, { ...view.files, place: view.place });
  const images =
    model.mode === 'TakenDown'
      ? []
      : version.images.filter((image) => (image.nsfwBit & view.imageBits) !== 0).slice(0, 20);
  const link =
    model.mode === 'Archived' ? {} : { downloadUrl: `${context.origin}/api/download/models/${version.id}` };
  const rendered = {
    id: version.id,
    ...(traits.isOld ? { modelId: model.id } : { index }),
    name: version.name,
    ...(traits.isOld
      ? { createdAt: version.createdAt, updatedAt: version.updatedAt }
      : view.place === 'model'
        ? { createdAt: version.createdAt, status: 'Published', covered: true }
        : {}),
    trainedWords: version.trainedWords,
    baseModel: version.baseModel,
    ...(traits.isOld ? { earlyAccessTimeFrame: 0 } : todayFields(version, model)),
    description: version.description,
    stats: traits.isOld
      ? { downloadCount: version.downloadCount, ratingCount: version.ratingCount, rating: version.rating }
      : {
          downloadCount: model.hidesCounts ? null : version.downloadCount,
          thumbsUpCount: version.thumbsUpCount,
          thumbsDownCount: 0,
        },
    files,
    images: images.map((image) => renderVersionImage(context, image, traits, view.place)),
    ...link,
  };
  return !traits.isOld && view.place === 'model' ? withoutEmpty(rendered) : rendered;
}

/** @param {VersionRecord} version @param {ModelRecord} model */
function todayFields(version, model) {
  return {
    baseModelType: version.baseModelType,
    publishedAt: version.publishedAt,
    availability: version.availability,
    nsfwLevel: versionMaturity(version),
    vaeId: null,
    supportsGeneration: model.supportsGeneration,
    ...(version.paidAccess?.endsAt ? { earlyAccessDeadline: version.paidAccess.endsAt } : {}),
    paidAccess: version.paidAccess,
  };
}

/** Null values and empty lists are left out, as `GET /models/:id` does it. @param {Record<string, unknown>} fields */
function withoutEmpty(fields) {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
