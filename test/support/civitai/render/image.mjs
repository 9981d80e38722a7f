// @ts-check
/** @import { ImageRecord } from '../catalogue/types.mjs' */
/** @import { Traits } from '../catalogue/traits.mjs' */
/** @import { RenderContext } from './file.mjs' */
import { maturityWord } from '../catalogue/traits.mjs';

/** The account segment of every picture URL of the service. */
const ACCOUNT = 'xG1nkqKTMzGDvpLrqFT7WA';

/**
 * The extension follows the media type, not the bytes: a `.jpeg` may deliver PNG or WebP.
 *
 * @param {RenderContext} context
 * @param {ImageRecord} image
 * @param {string} parameters
 */
function imageUrl(context, image, parameters) {
  return `${context.imagesOrigin}/${ACCOUNT}/${image.uuid}/${parameters}/${image.name}.${image.type === 'video' ? 'mp4' : 'jpeg'}`;
}

/** @param {RenderContext} context @param {string} uuid @param {string} username */
export function avatarUrl(context, uuid, username) {
  return `${context.imagesOrigin}/${ACCOUNT}/${uuid}/width=96/${username}.jpeg`;
}

/**
 * A picture inside a version.
 *
 * @param {RenderContext} context
 * @param {ImageRecord} image
 * @param {Traits} traits
 * @param {'list' | 'model' | 'version'} place
 */
export function renderVersionImage(context, image, traits, place) {
  const shared = { width: image.width, height: image.height, hash: context.blurHashOf(image) };
  if (traits.isOld) {
    return {
      url: imageUrl(context, image, image.printedParams ?? 'width=450'),
      nsfw: traits.imageMaturity === 'enum' ? maturityWord(image.nsfwBit) : image.nsfwBit > 1,
      ...shared,
      meta: image.meta,
    };
  }
  return {
    ...(place === 'version' ? {} : { id: image.id }),
    url: imageUrl(context, image, 'original=true'),
    nsfwLevel: image.nsfwBit,
    ...shared,
    type: image.type,
    minor: false,
    poi: false,
    ...(place === 'version' ? { meta: image.meta } : {}),
    hasMeta: image.meta !== null,
    hasPositivePrompt: image.meta !== null,
    onSite: false,
    remixOfId: null,
  };
}

/**
 * An entry of `GET /images`.
 *
 * @param {RenderContext} context
 * @param {ImageRecord} image
 * @param {{ withMeta: boolean }} how
 */
export function renderGalleryImage(context, image, { withMeta }) {
  return {
    id: image.id,
    url: imageUrl(context, image, image.printedParams ?? 'original=true'),
    hash: context.blurHashOf(image),
    width: image.width,
    height: image.height,
    nsfwLevel: maturityWord(image.nsfwBit),
    type: image.type,
    nsfw: image.nsfwBit > 1,
    browsingLevel: image.nsfwBit,
    createdAt: image.createdAt,
    postId: image.postId,
    stats: image.stats,
    // A legacy path nests what everybody else serves flat.
    meta:
      !withMeta || image.meta === null
        ? null
        : image.id % 10 === 3
          ? { id: image.id, meta: image.meta }
          : image.meta,
    username: image.username,
    baseModel: image.baseModel,
    modelVersionIds: image.modelVersionIds,
  };
}
