import { z } from 'zod';
import { MATURITY_LEVELS } from '../../shared/civitai/model';
import { PRIORITIES } from '../../shared/download/priority';
import { downloadStateSchema } from '../../shared/download/state';
import { downloadIdSchema } from '../../shared/ids';
import { folderKindSchema, kindDecisionSchema, layoutSchema } from '../../shared/placement-schema';
import type { DownloadRecord } from '../core/ports';

const hash = z.string().nullable();

const hashes = z.object({
  sha256: hash,
  blake3: hash,
  crc32: hash,
  autoV1: hash,
  autoV2: hash,
  autoV3: hash,
});

const targetSchema = z.object({
  modelId: z.number(),
  versionId: z.number(),
  fileId: z.number(),
  modelName: z.string(),
  versionName: z.string(),
  modelType: z.string(),
  baseModel: z.string().nullable(),
  creator: z.string().nullable(),
  file: z.object({
    untrustedName: z.string(),
    type: z.string(),
    format: z.string().nullable(),
    precision: z.string().nullable(),
    sizeClass: z.string().nullable(),
    approximateBytes: z.number().nullable(),
  }),
  hashes,
  lockedHashes: hashes.optional(),
  backTo: z.object({ folder: z.string(), fileName: z.string() }).optional(),
  pictureUrl: z.string().nullable(),
  pictureMaturity: z.enum(MATURITY_LEVELS).nullable().default(null),
  blurhash: z.string().nullable().default(null),
  publishedAtMs: z.number().nullish(),
  firstTag: z.string().nullish(),
  tags: z.array(z.string()).optional(),
});

/** JSON text in a column, parsed and then checked. */
function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A row of the table `downloads`, which another version may have written. */
export const recordSchema = z
  .object({
    id: downloadIdSchema,
    target: json(targetSchema),
    layout: layoutSchema,
    folder_kind: folderKindSchema,
    // Only words depend on it; a decision of another version is none.
    kind_decision: json(kindDecisionSchema).nullable().catch(null),
    root: z.string(),
    folder: z.string(),
    subfolder: z.string(),
    file_name: z.string(),
    part_path: z.string(),
    // A state of another version is no reason to lose the download: the user decides how it goes on.
    state: json(downloadStateSchema).catch({ kind: 'paused' }),
    durable_bytes: z.number().int().nonnegative(),
    total_bytes: z.number().int().nullable(),
    failed_attempts: z.number().int().nonnegative(),
    added_at_ms: z.number(),
    is_listed: z.number(),
    rank: z.string(),
    priority: z.enum(PRIORITIES).catch('normal'),
    queued_at_ms: z.number(),
    started_at_ms: z.number().nullable(),
    mount_path: z.string().nullable(),
  })
  .transform(
    (row): DownloadRecord => ({
      id: row.id,
      target: row.target,
      layout: row.layout,
      folderKind: row.folder_kind,
      kindDecision: row.kind_decision,
      root: row.root,
      folder: row.folder,
      subfolder: row.subfolder,
      fileName: row.file_name,
      partPath: row.part_path,
      state: row.state,
      durableBytes: row.durable_bytes,
      totalBytes: row.total_bytes,
      failedAttempts: row.failed_attempts,
      addedAtMs: row.added_at_ms,
      isListed: row.is_listed !== 0,
      rank: row.rank,
      priority: row.priority,
      queuedAtMs: row.queued_at_ms,
      startedAtMs: row.started_at_ms,
      mountPath: row.mount_path,
    }),
  );

/** The column of each field. */
export const COLUMNS = {
  id: 'id',
  rank: 'rank',
  priority: 'priority',
  target: 'target',
  layout: 'layout',
  folder_kind: 'folderKind',
  kind_decision: 'kindDecision',
  root: 'root',
  folder: 'folder',
  subfolder: 'subfolder',
  file_name: 'fileName',
  part_path: 'partPath',
  state: 'state',
  durable_bytes: 'durableBytes',
  total_bytes: 'totalBytes',
  failed_attempts: 'failedAttempts',
  added_at_ms: 'addedAtMs',
  queued_at_ms: 'queuedAtMs',
  started_at_ms: 'startedAtMs',
  mount_path: 'mountPath',
  is_listed: 'isListed',
} as const satisfies Record<string, keyof DownloadRecord>;

/** Fills the columns of a row, by the names that `COLUMNS` gives them. */
export function rowOf(record: DownloadRecord): Record<keyof DownloadRecord, string | number | null> {
  return {
    ...record,
    target: JSON.stringify(record.target),
    state: JSON.stringify(record.state),
    kindDecision: record.kindDecision === null ? null : JSON.stringify(record.kindDecision),
    isListed: record.isListed ? 1 : 0,
  };
}
