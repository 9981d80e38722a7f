import type { SidecarFacts } from './facts';
import { fillTable, isTable, type JsonTable, mergeTables } from './json-table';
import { isNsfw } from './maturity';

/** What the user changes in Stability Matrix, and what says when the file came. */
const THEIRS: ReadonlySet<string> = new Set([
  'ImportedAt',
  'UserTitle',
  'ThumbnailImageUrl',
  'InferenceDefaults',
  'Source',
]);

/** The number that Stability Matrix writes for Civitai; a word there makes it refuse the file (API note 7). */
const SOURCE_CIVITAI = 0;

/** The program takes no statistics with one of these missing. */
const NO_STATS: JsonTable = {
  favoriteCount: 0,
  commentCount: 0,
  downloadCount: 0,
  ratingCount: 0,
  rating: 0,
  thumbsUpCount: 0,
};

/** What is told of a file there is forgotten only when it is of other bytes. */
export function mergeCmInfo(existing: JsonTable, facts: SidecarFacts): JsonTable {
  const { Hashes: hashes } = existing;
  const was = isTable(hashes) ? hashes.SHA256 : undefined;
  const isOther = typeof was === 'string' && was.toUpperCase() !== facts.sha256;
  const kept = isOther ? { ...existing, Hashes: null, FileMetadata: null } : existing;
  const merged = mergeTables(kept, cmInfoFacts(facts), THEIRS);
  return isTable(merged.Stats) ? fillTable(merged, { Stats: NO_STATS }) : merged;
}

/** What Stability Matrix reads. Names are its own; a number that is not known is left out, for it takes no null. */
function cmInfoFacts({ target, model, version, ...facts }: SidecarFacts): JsonTable {
  const { file, hashes } = target;
  return {
    ModelId: target.modelId,
    ModelName: model.name,
    ModelDescription: model.untrustedDescription ?? '',
    Nsfw: isNsfw(model.maturity),
    Tags: model.tags,
    ModelType: model.type,
    VersionId: target.versionId,
    VersionName: version.name,
    VersionDescription: version.untrustedDescription ?? undefined,
    AuthorUsername: model.creator ?? undefined,
    BaseModel: version.baseModel ?? undefined,
    RemoteFileName: file.untrustedName,
    RemoteFileId: target.fileId,
    FileMetadata: withoutNulls({ fp: file.precision, size: file.sizeClass, format: file.format }),
    ImportedAt: new Date(facts.placedAtMs).toISOString().replace('Z', '+00:00'),
    Hashes: withoutNulls({ SHA256: facts.sha256, CRC32: hashes.crc32, BLAKE3: hashes.blake3 }),
    TrainedWords: version.triggerWords,
    Stats: statsOf(model),
    ThumbnailImageUrl: facts.picture?.url,
    Source: SOURCE_CIVITAI,
  };
}

function statsOf({ downloadCount, likeCount }: SidecarFacts['model']): JsonTable | undefined {
  if (downloadCount === null && likeCount === null) return undefined;
  return withoutNulls({ downloadCount, thumbsUpCount: likeCount });
}

function withoutNulls(table: JsonTable): JsonTable {
  return Object.fromEntries(Object.entries(table).filter(([, value]) => value !== null));
}
