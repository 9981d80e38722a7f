// @ts-check
/** @import { ImageRecord } from './types.mjs' */
import { createRandom } from '../random.mjs';
import { inventPrompt } from './vocabulary.mjs';

/** Portrait first: cards of the app show 3:4. @type {readonly (readonly [readonly [number, number], number])[]} */
const SHAPES = [
  [[832, 1216], 3],
  [[768, 1024], 5],
  [[896, 1152], 2],
  [[1024, 1024], 1],
  [[1216, 832], 1],
];

/** How mature a picture is, by how mature its model is. @type {Record<'calm' | 'mixed' | 'mature', readonly (readonly [number, number])[]>} */
const MATURITY = {
  calm: [
    [1, 30],
    [2, 1],
  ],
  mixed: [
    [1, 6],
    [2, 3],
    [4, 2],
  ],
  mature: [
    [4, 2],
    [8, 4],
    [16, 2],
  ],
};

/**
 * @param {{ id: number, seed: string, versionId: number, postId: number, username: string, baseModel: string, publishedAt: string, maturity: keyof typeof MATURITY, first?: boolean }} plan
 *   `first` pictures of a calm or mixed model are rated PG, so that the model stays visible
 * @returns {ImageRecord}
 */
export function inventImage(plan) {
  const random = createRandom(plan.seed, 'image', plan.id);
  const [width, height] = plan.first ? [832, 1216 - 107] : random.weighted(SHAPES);
  const bit = random.weighted(MATURITY[plan.maturity]);
  return {
    id: plan.id,
    uuid: random.uuid(),
    name: String(plan.id),
    width,
    height,
    nsfwBit: plan.first && plan.maturity !== 'mature' ? 1 : bit,
    type: 'image',
    bytesAre: random.weighted([
      ['jpeg', 90],
      ['png', 7],
      ['webp', 3],
    ]),
    meta: random.chance(0.15)
      ? null
      : {
          Size: `${width}x${height}`,
          seed: random.int(1, 2_000_000_000),
          steps: random.int(18, 40),
          prompt: inventPrompt(random),
          sampler: random.pick(['Euler a', 'DPM++ 2M Karras', 'DPM++ SDE']),
          cfgScale: random.int(6, 16) / 2,
          negativePrompt: 'blurry, low quality',
        },
    createdAt: new Date(Date.parse(plan.publishedAt) + random.int(1, 9_000) * 1_000).toISOString(),
    postId: plan.postId,
    username: plan.username,
    stats: {
      cryCount: random.int(0, 12),
      laughCount: random.int(0, 30),
      likeCount: random.int(0, 900),
      dislikeCount: 0,
      heartCount: random.int(0, 600),
      commentCount: random.int(0, 25),
    },
    modelVersionIds: [plan.versionId],
    baseModel: plan.baseModel,
  };
}
