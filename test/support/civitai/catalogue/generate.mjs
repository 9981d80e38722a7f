// @ts-check
/** @import { CreatorRecord, ModelRecord, VersionRecord } from './types.mjs' */
/** @import { Random } from '../random.mjs' */
import { present } from '../present.mjs';
import { createRandom } from '../random.mjs';
import {
  ACTIVE_BASE_MODELS,
  COMMERCIAL_USES,
  HIDDEN_BASE_MODELS,
  MODEL_TYPES,
  UNKNOWN_BASE_MODEL,
  UNKNOWN_MODEL_TYPE,
} from './enums.mjs';
import { inventFiles } from './generate-files.mjs';
import { inventImage } from './generate-pictures.mjs';
import {
  inventCreatorName,
  inventDescription,
  inventModelName,
  inventTriggerWord,
  inventVersionName,
  TAGS,
} from './vocabulary.mjs';

export const FIRST_MODEL_ID = 200_001;
const FIRST_VERSION_ID = 400_001;
const FIRST_FILE_ID = 600_001;
const FIRST_IMAGE_ID = 20_000_001;
const DAY_MS = 86_400_000;
const CREATORS = 120;

/** @type {readonly (readonly [string, number])[]} */
const TYPE_WEIGHTS = MODEL_TYPES.map((type) => [
  type,
  { LORA: 90, Checkpoint: 34, TextualInversion: 12, LoCon: 10, DoRA: 5, Controlnet: 5, Upscaler: 5 }[type] ??
    3,
]);

/** @type {readonly (readonly [string, number])[]} */
const BASE_WEIGHTS = [
  ...ACTIVE_BASE_MODELS.map(
    (base) =>
      /** @type {const} */ ([
        base,
        {
          'SDXL 1.0': 40,
          Pony: 30,
          Illustrious: 45,
          'SD 1.5': 40,
          'Flux.1 D': 35,
          NoobAI: 18,
          Qwen: 10,
          ZImageTurbo: 14,
          'Wan Video 2.2 T2V-A14B': 8,
        }[base] ?? 1,
      ]),
  ),
  ...HIDDEN_BASE_MODELS.map((base) => /** @type {const} */ ([base, 0.4])),
];

/** @param {string} seed @returns {CreatorRecord[]} */
export function inventCreators(seed) {
  const random = createRandom(seed, 'creators');
  /** @type {Map<string, CreatorRecord>} */
  const creators = new Map();
  for (let index = 0; creators.size < CREATORS; index += 1) {
    const username = inventCreatorName(random, index);
    if (creators.has(username.toLowerCase())) continue;
    creators.set(username.toLowerCase(), {
      username,
      id: 3_000 + index,
      avatar: random.chance(0.8) ? random.uuid() : null,
    });
  }
  return [...creators.values()];
}

/**
 * @param {{ seed: string, count: number, now: number, origin: string, creators: readonly CreatorRecord[] }} plan `now` in epoch milliseconds
 * @returns {ModelRecord[]}
 */
export function inventModels(plan) {
  const ids = { version: FIRST_VERSION_ID, file: FIRST_FILE_ID, image: FIRST_IMAGE_ID };
  return Array.from({ length: plan.count }, (_, index) => inventModel(plan, FIRST_MODEL_ID + index, ids));
}

/**
 * @param {{ seed: string, now: number, origin: string, creators: readonly CreatorRecord[] }} plan
 * @param {number} id
 * @param {{ version: number, file: number, image: number }} ids the next free ids; moved on
 * @returns {ModelRecord}
 */
function inventModel(plan, id, ids) {
  const random = createRandom(plan.seed, 'model', id);
  const isUnknownKind = id % 197 === 0;
  const type = isUnknownKind ? UNKNOWN_MODEL_TYPE : random.weighted(TYPE_WEIGHTS);
  const name = inventModelName(random, type);
  const creator = random.pick(plan.creators).username;
  const baseModel = id % 211 === 0 ? UNKNOWN_BASE_MODEL : random.weighted(BASE_WEIGHTS);
  const maturity = random.weighted([
    [/** @type {const} */ ('calm'), 60],
    [/** @type {const} */ ('mixed'), 25],
    [/** @type {const} */ ('mature'), 15],
  ]);
  const popularity = random.next() ** 4;
  const versions = inventVersions(
    plan,
    random,
    { id, name, type, creator, baseModel, maturity, popularity },
    ids,
  );
  const downloadCount = versions.reduce((sum, version) => sum + version.downloadCount, 0);
  return {
    id,
    name,
    description: random.chance(0.05) ? null : inventDescription(random, name, plan.origin),
    type,
    creator: random.chance(0.02) ? null : creator,
    tags: random.sample(random.chance(0.5) ? TAGS.slice(0, 40) : TAGS, random.int(0, 7)),
    commercialUse: random.chance(0.15) ? [] : random.sample(COMMERCIAL_USES.slice(1), random.int(1, 4)),
    allowNoCredit: random.chance(0.6),
    allowDerivatives: random.chance(0.8),
    allowDifferentLicense: random.chance(0.5),
    mode: id % 173 === 0 ? 'Archived' : null,
    poi: id % 41 === 0,
    isMature: maturity === 'mature',
    supportsGeneration: random.chance(0.6),
    checkpointType: type === 'Checkpoint' ? random.pick(['Trained', 'Merge']) : null,
    hidesCounts: id % 20 === 0,
    stats: {
      downloadCount,
      thumbsUpCount: Math.round(downloadCount * (0.02 + random.next() * 0.1)),
      thumbsDownCount: random.int(0, 9),
      commentCount: Math.round(downloadCount * 0.001 * random.next()),
      favoriteCount: Math.round(downloadCount * (0.05 + random.next() * 0.1)),
      tippedAmountCount: random.int(0, 20) * 50,
      ratingCount: Math.round(downloadCount * 0.002),
      rating: random.int(380, 500) / 100,
    },
    versions,
    dialect: id % 2 === 0 ? 'today' : '2023',
    isDocumented: false,
  };
}

/**
 * @param {{ seed: string, now: number }} plan
 * @param {Random} random
 * @param {{ id: number, name: string, type: string, creator: string, baseModel: string, maturity: 'calm' | 'mixed' | 'mature', popularity: number }} model
 * @param {{ version: number, file: number, image: number }} ids
 * @returns {VersionRecord[]} newest first, as most creators leave them
 */
function inventVersions(plan, random, model, ids) {
  const count = random.weighted([
    [1, 50],
    [2, 25],
    [3, 14],
    [4, 7],
    [5, 4],
  ]);
  const newestAgeDays = random.next() ** 2.2 * 1_100;
  /** @type {VersionRecord[]} */
  const versions = [];
  for (let index = 0; index < count; index += 1) {
    const id = ids.version;
    ids.version += 1;
    const ageMs = Math.round((newestAgeDays + (count - 1 - index) * random.int(9, 80)) * DAY_MS);
    const publishedAt = new Date(plan.now - ageMs - 60_000).toISOString();
    const baseModel = random.chance(0.9) ? model.baseModel : random.weighted(BASE_WEIGHTS);
    const stem = `${model.name.replace(/[^A-Za-z0-9]+/g, '_')}_v${index + 1}`;
    const files = inventFiles(random, {
      versionId: id,
      firstFileId: ids.file,
      type: model.type,
      baseModel,
      stem,
      scannedAt: publishedAt,
      isHuge: id % 1_201 === 0,
    });
    ids.file += files.length;
    const postId = 5_000_000 + id;
    const pictures = random.weighted([
      [1, 3],
      [2, 5],
      [3, 5],
      [4, 4],
      [6, 3],
      [8, 1],
    ]);
    const images = Array.from({ length: pictures }, (_, place) => {
      const image = inventImage({
        id: ids.image,
        seed: plan.seed,
        versionId: id,
        postId,
        username: model.creator,
        baseModel,
        publishedAt,
        maturity: model.maturity,
        first: place === 0,
      });
      ids.image += 1;
      return image;
    });
    if (id % 61 === 0) Object.assign(present(images.at(-1), 'picture'), { type: 'video', bytesAre: 'mp4' });
    const downloadCount = Math.round(model.popularity * 60_000 * (0.3 + random.next())) + random.int(3, 90);
    versions.push({
      id,
      modelId: model.id,
      name: inventVersionName(random, index),
      description: random.chance(0.5)
        ? null
        : `<p>Cleaner ${random.pick(['edges', 'shadows', 'hands', 'skies'])} than before.</p>`,
      baseModel,
      baseModelType: random.chance(0.96) ? 'Standard' : 'Inpainting',
      createdAt: new Date(Date.parse(publishedAt) - 3_600_000).toISOString(),
      publishedAt,
      updatedAt: new Date(Date.parse(publishedAt) + 7_200_000).toISOString(),
      trainedWords: ['LORA', 'LoCon', 'DoRA', 'TextualInversion'].includes(model.type)
        ? Array.from({ length: random.int(0, 4) }, () => inventTriggerWord(random))
        : [],
      downloadCount,
      thumbsUpCount: Math.round(downloadCount * 0.06),
      ratingCount: Math.round(downloadCount * 0.002),
      rating: random.int(380, 500) / 100,
      files,
      images,
      availability: 'Public',
      usageControl: id % 307 === 0 ? 'Generation' : 'Download',
      requireAuth: id % 29 === 0,
      paidAccess: null,
      isRated: true,
    });
  }
  return versions.reverse();
}
