import type { GalleryImage } from '../../../shared/civitai/images';
import {
  MATURITY_BITS,
  MATURITY_LEVELS,
  type MaturityLevel,
  type Picture,
} from '../../../shared/civitai/model';
import { cleanLine } from './clean-text';
import { readGeneration } from './read-generation';
import { maturityOfPicture } from './read-model';
import { resourcesOf } from './used-resources';
import type { WireImage } from './wire-images';

/** A gallery's picture as main knows it: with its address. */
export type KnownGalleryImage = Omit<GalleryImage, 'picture'> & {
  readonly picture: Omit<Picture, 'id'> & { readonly url: string };
};

/**
 * Every level up to and including `limit`, as the service counts them. `browsingLevel` is asked for instead
 * of `nsfw`, whose `true` leaves the tame pictures out (API note 1.9).
 */
export function bitsUpTo(limit: MaturityLevel): number {
  return MATURITY_LEVELS.reduce(
    (bits, level) => (MATURITY_BITS[level] <= MATURITY_BITS[limit] ? bits | MATURITY_BITS[level] : bits),
    0,
  );
}

/**
 * One entry of `/images`; null for what is no picture. A picture that nobody has rated counts as XXX.
 *
 * @param isModelNsfw all pictures of such a model count as R at least
 */
export function readImage(wire: WireImage, isModelNsfw: boolean): KnownGalleryImage | null {
  if (wire.type === 'audio' || !URL.canParse(wire.url)) return null;
  const level = levelOf(wire, isModelNsfw);
  return {
    id: wire.id,
    picture: {
      url: wire.url,
      kind: wire.type === 'video' || /\.(mp4|webm)$/i.test(wire.url) ? 'video' : 'image',
      width: lengthOf(wire.width),
      height: lengthOf(wire.height),
      blurhash: wire.hash ?? null,
      maturity: level,
    },
    creator: cleanLine(wire.username ?? '') || null,
    postId: wire.postId ?? null,
    createdAtMs: dateOf(wire.createdAt),
    level,
    baseModel: cleanLine(wire.baseModel ?? '') || null,
    stats: {
      likes: countOf(wire.stats?.likeCount),
      hearts: countOf(wire.stats?.heartCount),
      laughs: countOf(wire.stats?.laughCount),
      cries: countOf(wire.stats?.cryCount),
      comments: countOf(wire.stats?.commentCount),
    },
    generation: generationOf(wire),
  };
}

function levelOf(wire: WireImage, isModelNsfw: boolean): MaturityLevel {
  const nsfwLevel = wire.browsingLevel ?? wire.nsfwLevel;
  const isUnrated = (nsfwLevel ?? wire.nsfw ?? null) === null;
  return isUnrated ? 'XXX' : maturityOfPicture({ ...wire, nsfwLevel }, isModelNsfw);
}

/** The service names versions that it recognised besides what the maker's program told. */
function generationOf(wire: WireImage): GalleryImage['generation'] {
  const told = readGeneration(wire.meta);
  const known = new Set(told?.resources.map(({ modelVersionId }) => modelVersionId));
  const further = resourcesOf({
    resources: wire.modelVersionIds
      .filter((versionId) => !known.has(versionId))
      .map((modelVersionId) => ({ modelVersionId })),
  });
  if (told !== null) return { ...told, resources: [...told.resources, ...further] };
  if (further.length === 0) return null;
  return { ...NOTHING_TOLD, resources: further };
}

const NOTHING_TOLD = {
  prompt: null,
  negativePrompt: null,
  sampler: null,
  steps: null,
  cfgScale: null,
  seed: null,
  clipSkip: null,
  size: null,
  modelName: null,
  fields: [],
  text: '',
} as const;

function lengthOf(value: number | null | undefined): number | null {
  return value === null || value === undefined || value < 1 ? null : Math.round(value);
}

function countOf(value: number | null | undefined): number | null {
  return value === null || value === undefined || value < 0 ? null : Math.round(value);
}

function dateOf(value: string | null | undefined): number | null {
  const time = Date.parse(value ?? '');
  return Number.isNaN(time) ? null : time;
}
