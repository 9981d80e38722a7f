// @ts-check
/** @import { FilePlan } from './generate-files.mjs' */
/** @import { ModelRecord, VersionRecord } from './types.mjs' */
import { present } from '../present.mjs';
import { createFile } from './generate-files.mjs';
import { inventImage } from './generate-pictures.mjs';
import { ODD_PLANS } from './named-odd-plans.mjs';
import { namedPlans } from './named-plans.mjs';

export const NAMED_CREATOR = 'fjord_and_felt';

/**
 * @typedef {Omit<FilePlan, 'id' | 'versionId'>} NamedFile
 *
 * @typedef {Partial<Omit<VersionRecord, 'files' | 'images'>> & { files?: NamedFile[], pictures?: number }} NamedVersion
 *   the first version is the one a test downloads, its first file the file
 *
 * @typedef {object} NamedPlan
 * @property {string} name
 * @property {string} [type] `LORA` unless given
 * @property {string} [baseModel] `SDXL 1.0` unless given
 * @property {string | null} [description]
 * @property {readonly string[]} [tags]
 * @property {number} [downloads] how popular it is
 * @property {'calm' | 'mature'} [maturity]
 * @property {Partial<ModelRecord>} [model]
 * @property {NamedVersion[]} versions
 * @property {boolean} [hasVideo]
 */

/** @typedef {keyof ReturnType<typeof namedPlans> | keyof typeof ODD_PLANS} NamedKey */

/** Ids of named models: the n-th has model id 900001 + n, versions from 910001 + 20n, files from 930001 + 100n. */
const FIRST_MODEL_ID = 900_001;
const FIRST_VERSION_ID = 910_001;
const FIRST_FILE_ID = 930_001;
const FIRST_IMAGE_ID = 30_000_001;

/**
 * @param {{ seed: string, now: number, imagesOrigin: string }} plan `now` in epoch milliseconds
 * @returns {{ models: ModelRecord[], keys: NamedKey[] }} models in the order of their keys
 */
export function createNamedModels(plan) {
  /** @type {Record<NamedKey, NamedPlan>} */
  const all = { ...namedPlans(plan.imagesOrigin), ...ODD_PLANS };
  const plans = /** @type {[NamedKey, NamedPlan][]} — the object has exactly these keys. */ (
    Object.entries(all)
  );
  return {
    keys: plans.map(([key]) => key),
    models: plans.map(([key, named], index) => createNamedModel(plan, key, named, index)),
  };
}

/** @param {{ seed: string, now: number }} plan @param {string} key @param {NamedPlan} named @param {number} index @returns {ModelRecord} */
function createNamedModel(plan, key, named, index) {
  const modelId = FIRST_MODEL_ID + index;
  const downloads = named.downloads ?? 400 + index;
  const versions = named.versions.map((_, place) =>
    createNamedVersion(plan, key, named, { modelId, index, place, downloads }),
  );
  return {
    id: modelId,
    name: named.name,
    description:
      named.description === undefined ? `<p>${key}: made for one purpose in tests.</p>` : named.description,
    type: named.type ?? 'LORA',
    creator: NAMED_CREATOR,
    tags: named.tags ?? ['style'],
    commercialUse: ['Image', 'RentCivit'],
    allowNoCredit: true,
    allowDerivatives: true,
    allowDifferentLicense: false,
    mode: null,
    poi: false,
    isMature: named.maturity === 'mature',
    supportsGeneration: true,
    checkpointType: named.type === 'Checkpoint' ? 'Trained' : null,
    hidesCounts: false,
    stats: {
      downloadCount: downloads * versions.length,
      thumbsUpCount: Math.round(downloads / 4),
      thumbsDownCount: 1,
      commentCount: Math.round(downloads / 500),
      favoriteCount: Math.round(downloads / 8),
      tippedAmountCount: 0,
      ratingCount: Math.round(downloads / 300),
      rating: 4.9,
    },
    versions,
    dialect: 'today',
    isDocumented: false,
    ...named.model,
  };
}

/**
 * @param {{ seed: string, now: number }} plan
 * @param {string} key
 * @param {NamedPlan} named
 * @param {{ modelId: number, index: number, place: number, downloads: number }} at
 * @returns {VersionRecord}
 */
function createNamedVersion(plan, key, named, at) {
  const {
    files = [
      {
        name: `${key}.safetensors`,
        bytes: 120_000,
        metadata: { format: 'SafeTensor', size: 'pruned', fp: 'fp16' },
      },
    ],
    pictures = 2,
    ...given
  } = present(named.versions[at.place], 'version');
  const id = FIRST_VERSION_ID + at.index * 20 + at.place;
  const publishedAt = new Date(plan.now - (3 + at.index + at.place * 21) * 86_400_000).toISOString();
  const baseModel = given.baseModel ?? named.baseModel ?? 'SDXL 1.0';
  const firstFileId = FIRST_FILE_ID + at.index * 100 + at.place * 5;
  // An image id is unlike any file id on purpose: mixing them up must not work by accident.
  const firstImageId = FIRST_IMAGE_ID + at.index * 200 + at.place * 10;
  const images = Array.from({ length: pictures }, (_, place) =>
    inventImage({
      id: firstImageId + place,
      seed: `${plan.seed} ${key}`,
      versionId: id,
      postId: 6_000_000 + id,
      username: NAMED_CREATOR,
      baseModel,
      publishedAt,
      maturity: named.maturity ?? 'calm',
      first: true,
    }),
  );
  if (named.hasVideo)
    Object.assign(present(images[0], 'picture'), { type: 'video', bytesAre: 'mp4', width: 480, height: 640 });
  return {
    id,
    modelId: at.modelId,
    name: `v${named.versions.length - at.place}.0`,
    description: null,
    baseModel,
    baseModelType: 'Standard',
    createdAt: new Date(Date.parse(publishedAt) - 3_600_000).toISOString(),
    publishedAt,
    updatedAt: publishedAt,
    trainedWords: [],
    downloadCount: at.downloads,
    thumbsUpCount: Math.round(at.downloads / 20),
    ratingCount: Math.round(at.downloads / 300),
    rating: 4.9,
    availability: 'Public',
    usageControl: 'Download',
    requireAuth: false,
    paidAccess: null,
    isRated: true,
    ...given,
    files: files.map((file, place) =>
      createFile({
        tensorsOf: named.type ?? 'LORA',
        contentSeed: `${plan.seed} ${key} ${at.place} ${place}`,
        ...file,
        id: firstFileId + place,
        versionId: id,
      }),
    ),
    images,
  };
}
