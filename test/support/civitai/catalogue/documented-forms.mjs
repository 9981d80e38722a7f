// @ts-check
/** @import { ImageRecord, ModelRecord, VersionRecord } from './types.mjs' */
import { createFile } from './generate-files.mjs';

/** Records of printed samples: what a sample leaves out gets the value that its dialect never shows. */

const NO_REACTIONS = Object.freeze({
  cryCount: 0,
  laughCount: 0,
  likeCount: 0,
  dislikeCount: 0,
  heartCount: 0,
  commentCount: 0,
});

/**
 * @param {Pick<ImageRecord, 'id' | 'uuid' | 'name' | 'printedParams' | 'nsfwBit' | 'width' | 'height' | 'blurHash' | 'meta'> & Partial<ImageRecord>} printed
 * @returns {ImageRecord}
 */
export function documentedImage(printed) {
  return {
    type: 'image',
    bytesAre: 'jpeg',
    createdAt: '2023-02-12T22:45:00.000Z',
    postId: 100_000 + (printed.id % 1_000),
    username: 'justmaier',
    stats: NO_REACTIONS,
    modelVersionIds: [],
    baseModel: 'SD 1.5',
    ...printed,
  };
}

/** @param {Partial<VersionRecord> & Pick<VersionRecord, 'id' | 'modelId' | 'name' | 'createdAt' | 'updatedAt' | 'files' | 'images'>} printed @returns {VersionRecord} */
export function documentedVersion(printed) {
  return {
    description: null,
    baseModel: 'SD 1.5',
    baseModelType: 'Standard',
    publishedAt: printed.createdAt,
    trainedWords: [],
    downloadCount: 0,
    thumbsUpCount: 0,
    ratingCount: 0,
    rating: 5,
    availability: 'Public',
    usageControl: 'Download',
    requireAuth: false,
    paidAccess: null,
    isRated: true,
    ...printed,
  };
}

/** @param {Partial<ModelRecord> & Pick<ModelRecord, 'id' | 'name' | 'description' | 'type' | 'creator' | 'tags' | 'commercialUse' | 'versions' | 'stats'>} printed @returns {ModelRecord} */
export function documentedModel(printed) {
  return {
    allowNoCredit: true,
    allowDerivatives: true,
    allowDifferentLicense: true,
    mode: null,
    poi: false,
    isMature: false,
    supportsGeneration: false,
    checkpointType: null,
    hidesCounts: false,
    dialect: '2023',
    isDocumented: true,
    ...printed,
  };
}

/** @param {number} downloadCount @param {number} favoriteCount @param {number} commentCount @param {number} ratingCount @param {number} rating */
export function documentedStats(downloadCount, favoriteCount, commentCount, ratingCount, rating) {
  return {
    downloadCount,
    favoriteCount,
    commentCount,
    ratingCount,
    rating,
    thumbsUpCount: favoriteCount,
    thumbsDownCount: 0,
    tippedAmountCount: 0,
  };
}

/**
 * @param {{ id: number, versionId: number, name: string, sizeKB: number, size: string, scannedAt: string, imports?: string, hashes: string, query?: string }} printed
 *   hashes in the order AutoV1 (may be empty), SHA256, CRC32, BLAKE3
 */
export function documentedCkpt(printed) {
  const [AutoV1 = '', SHA256 = '', CRC32 = '', BLAKE3 = ''] = printed.hashes.split(' ');
  return createFile({
    id: printed.id,
    versionId: printed.versionId,
    name: printed.name,
    bytes: Math.round(printed.sizeKB * 1024),
    container: 'pickle',
    tensorsOf: 'Checkpoint',
    metadata: { fp: 'fp16', size: printed.size, format: 'PickleTensor' },
    scannedAt: printed.scannedAt,
    pickleScanMessage: printed.imports ?? 'No Pickle imports',
    publishedHashes: {
      ...(AutoV1 === '-' ? {} : { AutoV1 }),
      AutoV2: SHA256.slice(0, 10),
      SHA256,
      CRC32,
      BLAKE3,
    },
    downloadQuery: printed.query,
  });
}
