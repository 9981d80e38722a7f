import type Database from 'libsql';
import { HASH_OF_NOTHING } from '../core/civitai/hash-of-nothing';
import type { AskedHash, AskedKind, FoundMatch } from '../core/library/ports';
import { IS_BROKEN } from './library-tables';

/** What needs an answer of Civitai: its bytes have led to no version. */
const IS_OPEN = `reading = 'read' AND missing_ms IS NULL AND sha256 IS NOT NULL AND NOT ${IS_BROKEN}`;
const LEADS_NOWHERE = `(match IS NULL OR match IN ('claim', 'former', 'unverified'))`;
/** Of what came last somebody wants to know first; of more than these nobody asks one by one in one go. */
const NEWEST_FIRST = 'ORDER BY read_ms DESC, id DESC LIMIT 2000';
const HASHES_AT_ONCE = 100_000;

const COLUMNS = {
  claim: 'asked_claim_ms',
  sha256: 'asked_sha256_ms',
  autoV3: 'asked_auto_v3_ms',
} as const;

/** @param askedBeforeMs what was asked about since is left out */
export function openQuestion(kind: AskedKind, askedBeforeMs: number): string {
  const beforeMs = Math.floor(askedBeforeMs);
  switch (kind) {
    case 'claim':
      return `
        SELECT id, claim_sha256 AS hash FROM files
        WHERE match IS NULL AND reading = 'waiting' AND missing_ms IS NULL AND claim_sha256 IS NOT NULL
          AND coalesce(asked_claim_ms, 0) < ${beforeMs} LIMIT ${HASHES_AT_ONCE}
      `;
    // A short hash alone may be followed by the full one later.
    case 'sha256':
      return `
        SELECT id, sha256 AS hash FROM files
        WHERE ${IS_OPEN} AND (${LEADS_NOWHERE} OR match = 'autoV2') AND coalesce(asked_sha256_ms, 0) < ${beforeMs}
        LIMIT ${HASHES_AT_ONCE}
      `;
    case 'autoV2':
      return `
        SELECT id, sha256 AS hash FROM files
        WHERE ${IS_OPEN} AND ${LEADS_NOWHERE} AND asked_sha256_ms IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM asked_short WHERE sha256 = files.sha256 AND asked_ms >= ${beforeMs}
        ) ${NEWEST_FIRST}
      `;
    case 'autoV3':
      return `
        SELECT id, auto_v3 AS hash FROM files
        WHERE ${IS_OPEN} AND ${LEADS_NOWHERE} AND asked_sha256_ms IS NOT NULL AND auto_v3 IS NOT NULL
          AND auto_v3 <> '${HASH_OF_NOTHING}' AND coalesce(asked_auto_v3_ms, 0) < ${beforeMs} ${NEWEST_FIRST}
      `;
  }
}

/** What keeps answers to such a question, part by part; each is part of a transaction of its caller. */
export function keepingAnswers(
  database: Database.Database,
  kind: AskedKind,
  found: readonly FoundMatch[],
  nowMs: number,
): (asked: readonly AskedHash[]) => void {
  const byFile = new Map(found.map((each) => [each.fileId, each]));
  const note =
    kind === 'autoV2'
      ? database.prepare(
          'INSERT OR REPLACE INTO asked_short SELECT sha256, ? FROM files WHERE id = ? AND sha256 IS NOT NULL',
        )
      : database.prepare(`UPDATE files SET ${COLUMNS[kind]} = ? WHERE id = ?`);
  const keep = database.prepare(`
    UPDATE files SET match = ?, model_id = ?, version_id = ?,
      former_sha256 = CASE WHEN ? = 'claim' THEN former_sha256 ELSE NULL END
    WHERE id = ?
  `);
  return (asked) => {
    for (const { fileId } of asked) {
      note.run(nowMs, fileId);
      const answer = byFile.get(fileId);
      if (answer !== undefined)
        keep.run(answer.match, answer.modelId, answer.versionId, answer.match, fileId);
    }
  };
}

/** Civitai has published full hashes of a version since: what was known by a short one, and is none of these, is not it. */
const DISPROVE = `
  UPDATE files SET match = NULL, model_id = NULL, version_id = NULL
  WHERE version_id = ? AND match = 'autoV2' AND sha256 NOT IN (SELECT value FROM json_each(?))
`;

/** @param published SHA-256 of all files of the version; nothing happens where one is not known */
export function disproveShort(
  database: Database.Database,
  versionId: number,
  published: readonly string[] | null,
): void {
  if (published !== null && published.length > 0)
    database.prepare(DISPROVE).run(versionId, JSON.stringify(published));
}
