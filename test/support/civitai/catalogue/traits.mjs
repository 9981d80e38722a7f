// @ts-check
/** @import { ModelRecord } from './types.mjs' */

/**
 * How one model's payloads are written. Everything follows from the model's id, so a test can ask
 * for a model of a certain form: even ids speak today's dialect, odd ids that of the 2023 documents.
 *
 * @typedef {object} Traits
 * @property {boolean} isOld
 * @property {'sizeKB' | 'sizeKb'} sizeKey
 * @property {boolean} listsTagObjects
 * @property {'bits' | 'boolean' | 'enum'} imageMaturity
 * @property {'braces' | 'list' | 'word'} commercialUse
 * @property {boolean} linksFileId secondary downloadUrls carry `fileId`
 */

/** @param {ModelRecord} model @returns {Traits} */
export function traitsOf(model) {
  const isOld = model.dialect === '2023';
  const form = model.isDocumented ? 1 : model.id % 16;
  return {
    isOld,
    sizeKey: isOld && !model.isDocumented && form % 4 === 1 ? 'sizeKb' : 'sizeKB',
    listsTagObjects: isOld && form % 8 === 5,
    imageMaturity: isOld ? (form % 8 === 3 ? 'enum' : 'boolean') : 'bits',
    commercialUse: isOld ? (form % 8 === 7 ? 'list' : 'word') : form === 2 ? 'list' : 'braces',
    linksFileId: !isOld && form % 4 === 0,
  };
}

/** The OR of a version's picture ratings. @param {{ images: readonly { nsfwBit: number }[] }} version */
export function versionMaturity(version) {
  // A version without pictures is rated PG, else it could never be listed.
  return version.images.length === 0 ? 1 : version.images.reduce((bits, image) => bits | image.nsfwBit, 0);
}

/** The OR over a model's versions. @param {ModelRecord} model */
export function modelMaturity(model) {
  return model.versions.reduce((bits, version) => bits | versionMaturity(version), 0);
}

/** The word of the 2023 dialect for a rating. @param {number} bit */
export function maturityWord(bit) {
  if (bit >= 8) return 'X';
  if (bit === 4) return 'Mature';
  return bit === 2 ? 'Soft' : 'None';
}
