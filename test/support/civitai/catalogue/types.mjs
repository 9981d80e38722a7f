// @ts-check
/**
 * @typedef {'safetensors' | 'gguf' | 'pickle' | 'zip' | 'yaml' | 'json' | 'raw'} Container
 *
 * @typedef {object} FileMetadata
 * @property {string} [format]
 * @property {string} [size]
 * @property {string} [fp]
 * @property {string} [quantType]
 * @property {boolean} [isRequired]
 *
 * @typedef {object} FileRecord
 * @property {number} id
 * @property {number} versionId
 * @property {string} name the name it was uploaded with
 * @property {string} [overrideName]
 * @property {string} type
 * @property {number} bytes
 * @property {Container} container
 * @property {string} tensorsOf which tensor names its header carries
 * @property {string} contentSeed two files with the same seed, size and container have the same bytes
 * @property {FileMetadata} metadata
 * @property {string} pickleScanResult
 * @property {string | null} pickleScanMessage
 * @property {string} virusScanResult
 * @property {string | null} scannedAt
 * @property {readonly string[]} [pickleImports]
 * @property {'true' | 'none' | 'wrong' | readonly string[]} hashes which of the true hashes are published
 * @property {Record<string, string>} [publishedHashes] printed hashes, published instead of computed ones
 * @property {string} [downloadQuery] printed query of its downloadUrl
 * @property {StorageFlaw} [flaw]
 *
 * @typedef {'html' | 'json' | 'transient404' | 'deleted' | 'quota'} StorageFlaw
 *
 * @typedef {object} ImageRecord
 * @property {number} id
 * @property {string} uuid
 * @property {string} name last part of its URL without extension
 * @property {string} [printedParams] parameters its documented URL carries
 * @property {number} width
 * @property {number} height
 * @property {number} nsfwBit one of 1, 2, 4, 8, 16
 * @property {'image' | 'video'} type
 * @property {'jpeg' | 'png' | 'webp' | 'mp4'} bytesAre what its URL really delivers
 * @property {string} [blurHash] printed; otherwise computed from the picture
 * @property {Record<string, unknown> | null} meta
 * @property {string} createdAt
 * @property {number} postId
 * @property {string} username
 * @property {{ cryCount: number, laughCount: number, likeCount: number, dislikeCount: number, heartCount: number, commentCount: number }} stats
 * @property {readonly number[]} modelVersionIds
 * @property {string} baseModel
 *
 * @typedef {object} VersionRecord
 * @property {number} id
 * @property {number} modelId
 * @property {string} name
 * @property {string | null} description
 * @property {string} baseModel
 * @property {string} baseModelType
 * @property {string} createdAt
 * @property {string} publishedAt
 * @property {string} updatedAt
 * @property {readonly string[]} trainedWords
 * @property {number} downloadCount
 * @property {number} thumbsUpCount
 * @property {number} ratingCount
 * @property {number} rating
 * @property {FileRecord[]} files
 * @property {ImageRecord[]} images
 * @property {'Public' | 'Private' | 'EarlyAccess'} availability
 * @property {'Download' | 'Generation'} usageControl
 * @property {boolean} requireAuth
 * @property {{ permanent: boolean, endsAt: string | null } | null} paidAccess
 * @property {boolean} isRated
 * @property {number} [foreignVaeFileId] a file of another version that is listed here as a VAE
 *
 * @typedef {object} ModelRecord
 * @property {number} id
 * @property {string} name
 * @property {string | null} description
 * @property {string} type
 * @property {string | null} creator
 * @property {readonly string[]} tags
 * @property {readonly string[]} commercialUse
 * @property {boolean} allowNoCredit
 * @property {boolean} allowDerivatives
 * @property {boolean} allowDifferentLicense
 * @property {'Archived' | 'TakenDown' | null} mode
 * @property {boolean} poi
 * @property {boolean} isMature
 * @property {boolean} supportsGeneration
 * @property {'Trained' | 'Merge' | null} checkpointType
 * @property {boolean} hidesCounts the creator hides metrics, so counts are null
 * @property {{ downloadCount: number, thumbsUpCount: number, thumbsDownCount: number, commentCount: number, favoriteCount: number, tippedAmountCount: number, ratingCount: number, rating: number }} stats
 * @property {VersionRecord[]} versions in the creator's order
 * @property {'today' | '2023'} dialect
 * @property {boolean} isDocumented
 *
 * @typedef {object} CreatorRecord
 * @property {string} username
 * @property {number} id
 * @property {string | null} avatar UUID of the picture
 * @property {number} [printedModelCount]
 */
export {};
