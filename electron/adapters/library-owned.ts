import { basename } from 'node:path';
import type Database from 'libsql';
import { z } from 'zod';
import type { OwnedRow } from '../core/library/ports';

const rows = z.array(
  z.object({
    id: z.number(),
    path: z.string(),
    bytes: z.number(),
    sha256: z.string().nullable(),
    model_id: z.number(),
    version_id: z.number(),
    base_model: z.string().nullable(),
  }),
);

/**
 * Files that are there and belong to a version, proven or as somebody says, in the order of their ids.
 *
 * @param after the id of the last one that is known; 0 for the first
 */
export function ownedFiles(database: Database.Database, after: number, most: number): readonly OwnedRow[] {
  const found = database
    .prepare(`
      SELECT files.id, path, files.bytes, sha256, model_id, files.version_id,
        json_extract(versions.facts, '$.baseModel') AS base_model
      FROM files JOIN listing ON listing.id = files.id
        LEFT JOIN versions ON versions.version_id = files.version_id
      WHERE files.id > ? AND model_id IS NOT NULL AND files.version_id IS NOT NULL
        AND standing IN ('known', 'edited', 'shortHash', 'claimed')
      ORDER BY files.id LIMIT ?
    `)
    .all(after, most);
  return rows.parse(found).map(({ path, model_id, version_id, base_model, ...row }) => ({
    ...row,
    fileName: basename(path),
    modelId: model_id,
    versionId: version_id,
    baseModel: base_model,
  }));
}
