import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { MATURITY_LEVELS } from '../../shared/civitai/model';
import { failureSchema } from '../../shared/failure';
import { type FileFlaw, FOREIGN_KINDS } from '../../shared/library/flaw';
import { CLAIM_SOURCES } from '../../shared/library/library';
import type { FileClaim } from '../core/library/claims';
import { type IndexedFile, MATCHES, type VersionFacts } from '../core/library/ports';
import { findableText, folded } from '../core/library/search-words';
import { isReplacedBy, READINGS, standingOf } from '../core/library/standing';
import type { KeptLayout } from './kept-database';
import { IN_TRASH } from './library-moves';

/**
 * `files`: one row a path, with what was measured and what led to its version. `versions`: what Civitai said of
 * them. `listing`: what the list searches and sorts by, and nothing else, so that looking through all of it is
 * quick; it is made of the other two.
 */
const SCHEMA = `
  CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    root TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    mtime_ns TEXT NOT NULL,
    dev TEXT NOT NULL,
    ino TEXT NOT NULL,
    added_ms INTEGER NOT NULL,
    reading TEXT NOT NULL,
    failure TEXT,
    sha256 TEXT,
    auto_v1 TEXT,
    auto_v3 TEXT,
    crc32 TEXT,
    former_sha256 TEXT,
    former_bytes INTEGER,
    read_ms INTEGER,
    claim TEXT,
    claim_sha256 TEXT,
    claim_auto_v3 TEXT,
    match TEXT,
    model_id INTEGER,
    version_id INTEGER,
    asked_claim_ms INTEGER,
    asked_sha256_ms INTEGER,
    asked_auto_v3_ms INTEGER,
    missing_ms INTEGER,
    placed_after_ms INTEGER,
    damaged_ms INTEGER,
    damaged_sha256 TEXT,
    used_ms INTEGER,
    is_used INTEGER,
    -- JSON; 'null' for a file that was looked at and has none.
    flaw TEXT
  ) STRICT;
  CREATE INDEX files_to_read ON files (bytes, id) WHERE reading = 'waiting' AND missing_ms IS NULL;
  CREATE INDEX files_by_inode ON files (ino, dev);
  CREATE INDEX files_by_sha256 ON files (sha256) WHERE sha256 IS NOT NULL;
  CREATE INDEX files_by_weights ON files (auto_v3) WHERE auto_v3 IS NOT NULL;
  CREATE INDEX files_by_version ON files (version_id) WHERE version_id IS NOT NULL;
  CREATE TABLE versions (
    version_id INTEGER PRIMARY KEY,
    told_ms INTEGER NOT NULL,
    facts TEXT
  ) STRICT;
  CREATE TABLE listing (
    id INTEGER PRIMARY KEY,
    findable TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    added_ms INTEGER NOT NULL,
    type TEXT NOT NULL,
    base_model TEXT NOT NULL,
    standing TEXT NOT NULL,
    creator TEXT NOT NULL DEFAULT '',
    used_ms INTEGER
  ) STRICT;
  CREATE INDEX listing_by_name ON listing (name, id);
  CREATE INDEX listing_by_bytes ON listing (bytes, id);
  CREATE INDEX listing_by_added ON listing (added_ms, id);
  CREATE INDEX listing_by_type ON listing (type, name, id);
  CREATE INDEX listing_by_base_model ON listing (base_model);
  CREATE INDEX listing_by_standing ON listing (standing, bytes);
  CREATE INDEX listing_by_creator ON listing (creator);
  CREATE INDEX listing_by_use ON listing (used_ms, id);
  CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const FROM_1_TO_2 = `
  ALTER TABLE files ADD COLUMN placed_after_ms INTEGER;
  ALTER TABLE files ADD COLUMN damaged_ms INTEGER;
  ALTER TABLE files ADD COLUMN damaged_sha256 TEXT;
  CREATE INDEX files_by_sha256 ON files (sha256) WHERE sha256 IS NOT NULL;
  ALTER TABLE listing ADD COLUMN creator TEXT NOT NULL DEFAULT '';
  UPDATE listing SET creator = coalesce(
    (SELECT json_extract(facts, '$.creator') FROM versions JOIN files USING (version_id) WHERE files.id = listing.id), ''
  );
  CREATE INDEX listing_by_creator ON listing (creator);
`;

const FROM_2_TO_3 = `
  ALTER TABLE files ADD COLUMN used_ms INTEGER;
  ALTER TABLE files ADD COLUMN is_used INTEGER;
  ALTER TABLE listing ADD COLUMN used_ms INTEGER;
  CREATE INDEX listing_by_use ON listing (used_ms, id);
`;

const FROM_3_TO_4 = `
  ALTER TABLE files ADD COLUMN former_bytes INTEGER;
  ALTER TABLE files ADD COLUMN flaw TEXT;
`;

export const LIBRARY_LAYOUT: KeptLayout = {
  format: 4,
  upgrades: { 1: FROM_1_TO_2, 2: FROM_2_TO_3, 3: FROM_3_TO_4 },
  schema: SCHEMA,
  name: 'The index of the library',
  synchronous: 'NORMAL',
  // Indices, what nobody knows by its short hash, what the user wants as it is, and on which drives files lay: an older
  // version minds none of it.
  tidy: `
    CREATE INDEX IF NOT EXISTS files_by_model ON files (model_id) WHERE model_id IS NOT NULL;
    CREATE INDEX IF NOT EXISTS files_by_bytes ON files (sha256) WHERE sha256 IS NOT NULL;
    CREATE INDEX IF NOT EXISTS files_failed ON files (id) WHERE reading = 'failed';
    CREATE INDEX IF NOT EXISTS files_missing ON files (id) WHERE missing_ms IS NOT NULL;
    CREATE INDEX IF NOT EXISTS files_by_question ON files (coalesce(asked_sha256_ms, 0)) WHERE sha256 IS NOT NULL;
    CREATE TABLE IF NOT EXISTS asked_short (
      sha256 TEXT PRIMARY KEY, asked_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS left_alone (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS drives (path TEXT PRIMARY KEY, drive TEXT NOT NULL) STRICT, WITHOUT ROWID;
    DELETE FROM drives WHERE path NOT IN (SELECT path FROM files);
  `,
};

const claimSchema = z.object({
  source: z.enum(CLAIM_SOURCES),
  sha256: z.string().nullable(),
  autoV3: z.string().nullable(),
  modelId: z.number().nullable(),
  versionId: z.number().nullable(),
  modelName: z.string().nullable(),
}) satisfies z.ZodType<FileClaim>;

const flawSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cutShort'), promisedBytes: z.number().nullable() }),
  z.object({ kind: z.literal('tooLong'), promisedBytes: z.number() }),
  z.object({ kind: z.literal('noModel'), what: z.enum(FOREIGN_KINDS) }),
]) satisfies z.ZodType<FileFlaw>;

const factsSchema = z.object({
  versionId: z.number(),
  modelId: z.number(),
  modelName: z.string(),
  versionName: z.string(),
  modelType: z.string(),
  baseModel: z.string().nullable(),
  creator: z.string().nullable(),
  tags: z.array(z.string()),
  triggerWords: z.array(z.string()),
  pictures: z.array(
    z.object({ url: z.string(), maturity: z.enum(MATURITY_LEVELS), blurhash: z.string().nullable() }),
  ),
  publishedSha256: z.array(z.string()).nullable().default(null),
}) satisfies z.ZodType<VersionFacts>;

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .nullable()
    .transform((text): z.output<Schema> | null => {
      try {
        return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
      } catch {
        return null;
      }
    });

const row = z.object({
  id: z.number(),
  path: z.string(),
  bytes: z.number(),
  mtime_ns: z.string(),
  dev: z.string(),
  ino: z.string(),
  added_ms: z.number(),
  reading: z.enum(READINGS),
  failure: json(failureSchema),
  sha256: z.string().nullable(),
  auto_v1: z.string().nullable(),
  auto_v3: z.string().nullable(),
  crc32: z.string().nullable(),
  read_ms: z.number().nullable(),
  claim: json(claimSchema),
  match: z.enum(MATCHES).nullable(),
  model_id: z.number().nullable(),
  version_id: z.number().nullable(),
  asked_sha256_ms: z.number().nullable(),
  missing_ms: z.number().nullable(),
  damaged_ms: z.number().nullable(),
  used_ms: z.number().nullable(),
  is_used: z.number().nullable(),
  flaw: json(flawSchema),
  former_sha256: z.string().nullable(),
  former_bytes: z.number().nullable(),
  trash_id: z.number().nullable(),
  facts: json(factsSchema),
});

/** Whether a file is cut short, or no model at all: what its bytes measure says nothing. */
export const IS_BROKEN = `coalesce(json_extract(files.flaw, '$.kind') IN ('cutShort', 'noModel'), false)`;

/** Of the listing: whether a file lies where it is listed. */
export const IS_THERE = `standing NOT IN ('missing', 'trashed')`;

/** A file and what Civitai said of its version; to be followed by a condition. */
export const SELECT_FILES = `
  SELECT files.id, path, bytes, mtime_ns, dev, ino, added_ms, reading, failure, sha256, auto_v1, auto_v3, crc32,
    read_ms, claim, match, model_id, files.version_id, asked_sha256_ms, missing_ms,
    damaged_ms, used_ms, is_used, flaw, former_sha256, former_bytes, versions.facts,
    CASE WHEN missing_ms IS NULL THEN NULL WHEN root = '${IN_TRASH}' THEN files.id ELSE (
      SELECT trashed.id FROM files AS trashed
      WHERE trashed.sha256 = files.sha256 AND trashed.root = '${IN_TRASH}' LIMIT 1
    ) END AS trash_id
  FROM files LEFT JOIN versions ON versions.version_id = files.version_id
`;

export function readFileRow(untrusted: unknown): IndexedFile {
  const read = row.parse(untrusted);
  return {
    id: read.id,
    path: read.path,
    folder: dirname(read.path),
    fileName: basename(read.path),
    bytes: read.bytes,
    mtimeNs: read.mtime_ns,
    dev: read.dev,
    ino: read.ino,
    addedAtMs: read.added_ms,
    standing: standingOf({
      isMissing: read.missing_ms !== null,
      isInTrash: read.trash_id === read.id,
      reading: read.reading,
      match: read.match,
      isAsked: read.asked_sha256_ms !== null,
      isDamaged: read.damaged_ms !== null,
      isReplaced: isReplacedBy(read.facts?.publishedSha256 ?? null, read.sha256),
      flaw: read.flaw?.kind ?? null,
    }),
    sha256: read.sha256,
    autoV1: read.auto_v1,
    autoV3: read.auto_v3,
    crc32: read.crc32,
    readAtMs: read.read_ms,
    readFailure: read.failure,
    claim: read.claim,
    match: read.match,
    modelId: read.model_id,
    versionId: read.version_id,
    askedAtMs: read.asked_sha256_ms,
    missingSinceMs: read.missing_ms,
    trashId: read.trash_id,
    damagedSinceMs: read.damaged_ms,
    flaw: read.flaw,
    ...(read.match === 'former'
      ? { formerSha256: read.former_sha256, formerBytes: read.former_bytes }
      : { formerSha256: null, formerBytes: null }),
    use: read.used_ms === null ? null : { atMs: read.used_ms, isUsed: read.is_used === 1 },
    facts: read.facts,
  };
}

/** The values of a row of `listing`, in the order of its columns. */
export function listingOf(file: IndexedFile): readonly (string | number | null)[] {
  const { facts, claim, fileName } = file;
  const modelName = facts?.modelName ?? claim?.modelName ?? null;
  const findable = findableText([
    modelName,
    facts?.versionName ?? null,
    fileName,
    facts?.creator ?? null,
    ...(facts?.tags ?? []),
    ...(facts?.triggerWords ?? []),
  ]);
  const name = inNumberOrder(folded(modelName ?? fileName));
  const { id, bytes, addedAtMs, standing } = file;
  return [
    ...[id, findable, name, bytes, addedAtMs, facts?.modelType ?? '', facts?.baseModel ?? '', standing],
    ...[facts?.creator ?? '', file.use?.atMs ?? null],
  ];
}

/** "v10" after "v9". */
function inNumberOrder(text: string): string {
  return text.replace(/\d+/g, (digits) => digits.padStart(8, '0'));
}
