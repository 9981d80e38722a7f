import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { openJournal } from '../../../electron/adapters/journal';
import { SqlitePieceBook } from '../../../electron/adapters/piece-book';
import type { DownloadRecord, PieceClaim } from '../../../electron/core/ports';
import { FileBytes } from '../../faults/file-bytes';

export interface Inspection {
  /** What is wrong with bytes that are claimed, or with files that are said to be complete. */
  readonly corrupt: readonly string[];
  readonly records: readonly DownloadRecord[];
  readonly claimedBytes: number;
  readonly claims: number;
}

/**
 * Looks at what a dead program left: every claimed byte and every finished file against the pattern. The
 * database is looked at as a copy, so that the next start finds it as the crash left it.
 */
export function inspectProfile(profile: string): Inspection {
  const copy = mkdtempSync(join(tmpdir(), 'civet-inspect-'));
  try {
    cpSync(profile, copy, { recursive: true });
    if (!existsSync(join(copy, 'civet.db'))) return { corrupt: [], records: [], claimedBytes: 0, claims: 0 };
    return inspectCopy(join(copy, 'civet.db'));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function inspectCopy(path: string): Inspection {
  const { journal, putAside } = openJournal(path, Date.now());
  const book = new SqlitePieceBook(path);
  const corrupt: string[] = [];
  if (putAside !== null) corrupt.push(`the database was unreadable and put aside as ${putAside}`);
  let claimedBytes = 0;
  let count = 0;
  const records = journal.load();
  for (const skipped of journal.skippedRows()) corrupt.push(`a row of the database: ${skipped}`);
  for (const record of records) {
    if (record.state.kind === 'completed') {
      corrupt.push(...judgeFinal(record));
      continue;
    }
    const notes = book.load(record.id);
    if (!notes.ok) throw new Error(`The book of pieces cannot be read: ${notes.error.code}`);
    for (const claim of notes.value.claims) {
      claimedBytes += claim.bytes;
      count += 1;
      corrupt.push(...judgeClaim(record, claim));
    }
  }
  book.close();
  journal.close();
  return { corrupt, records, claimedBytes, claims: count };
}

function judgeFinal(record: DownloadRecord): string[] {
  if (record.state.kind !== 'completed') return [];
  const path = join(record.folder, record.state.finalName);
  if (!existsSync(path)) return [`${path} is complete and not there`];
  return sha256Of(path) === record.target.hashes.sha256 ? [] : [`${path} has another SHA-256`];
}

function judgeClaim(record: DownloadRecord, { start, bytes, crc32: expected }: PieceClaim): string[] {
  const path = whereTheBytesAre(record);
  const name = `${path} from ${start} to ${start + bytes}`;
  if (path === null || statSync(path).size < start + bytes) return [`${name} is claimed and not there`];
  const found = readFileSync(path).subarray(start, start + bytes);
  if (patternOf(record).firstDifference(found, start) !== null) {
    return [`${name} is claimed and holds other bytes`];
  }
  return crc32(found) === expected ? [] : [`${name} is claimed with another CRC-32`];
}

function patternOf({ target }: DownloadRecord): FileBytes {
  return new FileBytes(target.file.approximateBytes ?? 0, target.fileId);
}

function whereTheBytesAre(record: DownloadRecord): string | null {
  if (existsSync(record.partPath)) return record.partPath;
  if (record.state.kind !== 'finalizing') return null;
  const final = join(record.folder, record.state.finalName);
  return existsSync(final) ? final : null;
}

export function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').toUpperCase();
}

/** Files in the user's folder that are neither parts nor finished downloads. */
export function strangersIn(models: string, records: readonly DownloadRecord[]): readonly string[] {
  const known = new Set(
    records.flatMap((record) => [
      record.partPath,
      ...('finalName' in record.state ? [join(record.folder, record.state.finalName)] : []),
    ]),
  );
  return readdirSync(models, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !known.has(path));
}
