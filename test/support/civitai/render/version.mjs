// @ts-check
/** @import { FileRecord, ModelRecord, VersionRecord } from '../catalogue/types.mjs' */
/** @import { RenderContext } from './file.mjs' */
import { slugOf } from '../catalogue/catalogue.mjs';
import { traitsOf, versionMaturity } from '../catalogue/traits.mjs';
import { renderFiles } from './file.mjs';
import { preferredFile } from './file-choice.mjs';
import { renderVersionImage } from './image.mjs';

/** @type {Record<string, string>} */
const AIR_TYPES = {
  Checkpoint: 'checkpoint',
  LORA: 'lora',
  LoCon: 'lycoris',
  DoRA: 'dora',
  TextualInversion: 'embedding',
  Hypernetwork: 'hypernet',
  AestheticGradient: 'ag',
  MotionModule: 'motion',
  Upscaler: 'upscaler',
  VAE: 'vae',
  Controlnet: 'controlnet',
  UNet: 'unet',
};

/** @param {ModelRecord} model @param {VersionRecord} version */
function airOf(model, version) {
  const ecosystem = version.baseModel.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `urn:air:${ecosystem}:${AIR_TYPES[model.type] ?? 'other'}:civitai:${model.id}@${version.id}`;
}

/**
 * A version as `GET /model-versions/:id` and by-hash send it.
 *
 * @param {RenderContext} context
 * @param {ModelRecord} model
 * @param {VersionRecord} version
 * @returns {Promise<Record<string, unknown>>}
 */
export async function renderVersion(context, model, version) {
  const traits = traitsOf(model);
  const files = await renderFiles(context, model, version, { place: 'version', primaryOnly: false });
  const images = (model.mode === 'TakenDown' ? [] : version.images)
    .slice(0, 10)
    .map((image) => renderVersionImage(context, image, traits, 'version'));
  const about = {
    name: model.name,
    type: model.type,
    nsfw: model.isMature,
    poi: model.poi,
    ...(model.mode === null ? {} : { mode: model.mode }),
  };
  const link = `${context.origin}/api/download/models/${version.id}`;
  if (traits.isOld) {
    return {
      id: version.id,
      modelId: model.id,
      name: version.name,
      createdAt: version.createdAt,
      updatedAt: version.updatedAt,
      trainedWords: version.trainedWords,
      baseModel: version.baseModel,
      earlyAccessTimeFrame: 0,
      description: version.description,
      stats: {
        downloadCount: version.downloadCount,
        ratingCount: version.ratingCount,
        rating: version.rating,
      },
      model: about,
      files,
      images,
      downloadUrl: link,
    };
  }
  return {
    id: version.id,
    modelId: model.id,
    name: version.name,
    nsfwLevel: versionMaturity(version),
    createdAt: version.createdAt,
    updatedAt: version.updatedAt,
    status: 'Published',
    publishedAt: version.publishedAt,
    trainedWords: version.trainedWords,
    trainingStatus: null,
    trainingDetails: null,
    baseModel: version.baseModel,
    baseModelType: version.baseModelType,
    description: version.description,
    uploadType: 'Created',
    usageControl: version.usageControl,
    licensingFee: null,
    paidAccess: version.paidAccess,
    air: airOf(model, version),
    stats: {
      downloadCount: model.hidesCounts ? null : version.downloadCount,
      thumbsUpCount: version.thumbsUpCount,
    },
    model: about,
    files,
    images,
    downloadUrl: link,
  };
}

/**
 * A version as `GET /model-versions/mini/:id` sends it; the only place that names `requireAuth`.
 *
 * @param {RenderContext} context
 * @param {ModelRecord} model
 * @param {VersionRecord} version
 * @param {number | null} fileId
 * @returns {Promise<Record<string, unknown> | null>} null when the version has no such file
 */
export async function renderMini(context, model, version, fileId) {
  /** @type {FileRecord | undefined} */
  const file =
    fileId === null
      ? preferredFile(version.files)
      : version.files.find((candidate) => candidate.id === fileId);
  if (file === undefined) return null;
  const { endsAt = null } = version.paidAccess ?? {};
  return {
    air: airOf(model, version),
    versionName: version.name,
    modelName: model.name,
    userId:
      model.creator === null ? 0 : (context.catalogue.creatorBySlug.get(slugOf(model.creator))?.id ?? 0),
    baseModel: version.baseModel,
    availability: version.availability,
    publishedAt: version.publishedAt,
    size: file.bytes / 1024,
    fileType: file.type,
    fileName: file.name,
    hashes: await context.catalogue.publishedHashes(file),
    downloadUrls: [`${context.origin}/api/download/models/${version.id}?fileId=${file.id}`],
    format: file.metadata.format ?? null,
    canGenerate: model.supportsGeneration,
    isFeatured: false,
    requireAuth: version.requireAuth,
    checkPermission: version.paidAccess !== null || version.availability === 'Private',
    ...(endsAt === null ? {} : { earlyAccessEndsAt: endsAt }),
    additionalResourceCharge: false,
    minor: false,
    sfwOnly: false,
    fees: [],
    payoutEnabled: false,
  };
}
