import type Database from 'libsql';
import { z } from 'zod';
import type { FileUse } from '../core/library/last-use';
import type { FileStamp, FoundFile, MeasuredFile, PlacedDownload, SeenUse } from '../core/library/ports';
import { IN_TRASH } from './library-moves';
import { DamagedNames, idIn, idsIn, isSameFile } from './library-names';
import { IS_BROKEN, listingOf, readFileRow, SELECT_FILES } from './library-tables';

/** A file is placed a moment after its last byte was written; clocks of network drives may differ a little. */
const PLACING_MS = 5_000;
const NS_A_MS = 1_000_000n;

const MATCH_OF = { verified: 'download', unverified: 'unverified', refuted: 'refuted' } as const;

const foundRow = z
  .object({
    id: z.number(),
    bytes: z.number(),
    mtime_ns: z.string(),
    match: z.string().nullable(),
    sha256: z.string().nullable(),
    read_ms: z.number().nullable(),
    model_id: z.number().nullable(),
    version_id: z.number().nullable(),
    missing_ms: z.number().nullable(),
    placed_after_ms: z.number().nullable(),
    former_sha256: z.string().nullable(),
  })
  .optional();

const IS_WAITING = `reading = 'waiting' AND missing_ms IS NULL AND NOT ${IS_BROKEN}`;
const OF_PART = 'files.id IN (SELECT value FROM json_each(?))';

const TRY_AGAIN = `UPDATE files SET reading = 'waiting', failure = NULL WHERE ${OF_PART} RETURNING id`;

/**
 * The same bytes under another name: moved, linked, or both names of one file. An inode that has two sizes is none:
 * some file systems give every file the same.
 */
const TAKE_FROM_TWINS = `
  UPDATE files SET reading = 'read', sha256 = twin.sha256, auto_v1 = twin.auto_v1, auto_v3 = twin.auto_v3,
    crc32 = twin.crc32, read_ms = twin.read_ms, match = twin.match, model_id = twin.model_id,
    version_id = twin.version_id, asked_sha256_ms = twin.asked_sha256_ms,
    asked_auto_v3_ms = twin.asked_auto_v3_ms, former_sha256 = NULL, damaged_ms = twin.damaged_ms,
    damaged_sha256 = twin.damaged_sha256
  FROM files AS twin
  WHERE ${OF_PART} AND ${isSameFile('files', 'twin')} AND twin.reading = 'read' AND twin.sha256 IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM files AS other WHERE other.ino = files.ino AND other.dev = files.dev
        AND other.bytes <> files.bytes AND other.missing_ms IS NULL
    )
  RETURNING files.id
`;

const TAKE_NAMES = `
  UPDATE files SET match = 'claim', model_id = known.model_id, version_id = known.version_id
  FROM files AS known
  WHERE ${OF_PART} AND files.reading = 'waiting' AND known.auto_v3 = files.claim_auto_v3
    AND known.version_id IS NOT NULL AND known.match IN ('download', 'sha256', 'autoV3')
  RETURNING files.id
`;

/** A file that was moved, to another drive as well, is not missing under its old name. */
const MOVED_AWAY = `
  SELECT id FROM files WHERE missing_ms IS NOT NULL AND root <> '${IN_TRASH}' AND (
    EXISTS (SELECT 1 FROM files AS moved WHERE ${isSameFile('moved', 'files')} AND moved.missing_ms IS NULL)
    OR EXISTS (
      SELECT 1 FROM files AS copy WHERE copy.sha256 = files.sha256 AND copy.missing_ms IS NULL
        AND copy.reading = 'read' AND copy.damaged_ms IS NULL
    )
  )
`;

/** A change that may concern many rows: which they are, and what is done with some of them. */
export interface RowStep {
  readonly find: () => readonly number[];
  readonly take: (part: readonly number[]) => void;
}

/** The changes to single rows of the index; each is part of a transaction of its caller. */
export class LibraryRows {
  private readonly byPath: Database.Statement;
  private readonly insert: Database.Statement;
  private readonly changed: Database.Statement;
  private readonly here: Database.Statement;
  private readonly measured: Database.Statement;
  private readonly onlyTouched: Database.Statement;
  private readonly ofAnother: Database.Statement;
  private readonly ofOtherBytes: Database.Statement;
  private readonly names: DamagedNames;
  private readonly one: Database.Statement;
  private readonly shown: Database.Statement;
  private readonly used: Database.Statement;
  private readonly drive: Database.Statement;
  private readonly judged: Database.Statement;

  constructor(private readonly database: Database.Database) {
    this.byPath = database.prepare(`
      SELECT id, bytes, mtime_ns, match, sha256, read_ms, model_id, version_id, missing_ms,
        placed_after_ms, former_sha256
      FROM files WHERE path = ?
    `);
    this.insert = database.prepare(`
      INSERT INTO files (path, root, bytes, mtime_ns, dev, ino, added_ms, reading, claim, claim_sha256,
        claim_auto_v3, match, model_id, version_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?) RETURNING id
    `);
    // What it was is kept until it is known what it has become; bytes that nobody knew prove nothing later.
    this.changed = database.prepare(`
      UPDATE files SET root = ?, bytes = ?, mtime_ns = ?, dev = ?, ino = ?, reading = 'waiting', failure = NULL,
        former_sha256 = CASE WHEN match IN ('download', 'unverified', 'refuted', 'sha256')
          THEN coalesce(sha256, former_sha256) ELSE former_sha256 END,
        former_bytes = CASE WHEN match IN ('former', 'claim') THEN former_bytes ELSE bytes END,
        sha256 = NULL, auto_v1 = NULL, auto_v3 = NULL,
        crc32 = NULL, asked_claim_ms = NULL, asked_sha256_ms = NULL, asked_auto_v3_ms = NULL, missing_ms = NULL,
        damaged_ms = NULL, damaged_sha256 = NULL, flaw = NULL, claim = ?, claim_sha256 = ?, claim_auto_v3 = ?, match = ?,
        model_id = ?, version_id = ?
      WHERE id = ?
    `);
    this.here = database.prepare(`
      UPDATE files SET root = ?, bytes = ?, mtime_ns = ?, dev = ?, ino = ?, missing_ms = NULL WHERE id = ?
    `);
    this.measured = database.prepare(`
      UPDATE files SET bytes = ?, mtime_ns = ?, dev = ?, ino = ?, reading = 'read', failure = NULL, sha256 = ?,
        auto_v1 = ?, auto_v3 = ?, crc32 = ?, read_ms = ?, damaged_ms = NULL, damaged_sha256 = NULL
      WHERE id = ?
    `);
    this.drive = database.prepare('INSERT OR REPLACE INTO drives VALUES (?, ?)');
    // Only its date was another one.
    this.onlyTouched = database.prepare(`
      UPDATE files SET match = 'sha256', former_sha256 = NULL
      WHERE id = ? AND match = 'former' AND former_sha256 = sha256
    `);
    // The sidecar speaks of another file.
    this.ofAnother = database.prepare(`
      UPDATE files SET match = NULL, model_id = NULL, version_id = NULL
      WHERE id = ? AND match = 'claim' AND claim_sha256 IS NOT NULL AND claim_sha256 <> sha256
    `);
    // What was said of a download holds for the bytes that it brought.
    this.ofOtherBytes = database.prepare(`
      UPDATE files SET match = NULL, model_id = NULL, version_id = NULL, former_sha256 = NULL
      WHERE id = ? AND match IN ('unverified', 'refuted') AND former_sha256 IS NOT sha256
    `);
    this.names = new DamagedNames(database);
    this.one = database.prepare(`${SELECT_FILES} WHERE files.id = ?`);
    this.shown = database.prepare('INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.used = database.prepare('UPDATE files SET used_ms = ?, is_used = ? WHERE id = ?');
    this.judged = database.prepare('UPDATE files SET flaw = ? WHERE id = ?');
  }

  hide(ids: readonly number[]): void {
    this.database
      .prepare('DELETE FROM listing WHERE id IN (SELECT value FROM json_each(?))')
      .run(JSON.stringify(ids));
  }

  /** Brings what the list searches up to date with what is known. What lies in the trash is in no list. */
  show(ids: readonly number[]): void {
    const trashed: number[] = [];
    for (const id of ids) {
      const row = this.one.get(id);
      if (row === undefined) continue;
      const file = readFileRow(row);
      if (file.standing === 'trashed') trashed.push(id);
      else this.shown.run([...listingOf(file)]);
    }
    if (trashed.length > 0) this.hide(trashed);
  }

  /** @returns its id */
  keepFound(file: FoundFile, nowMs: number): number {
    const id = this.keepSeen(file, nowMs);
    if (file.flaw !== undefined) this.judged.run(JSON.stringify(file.flaw), id);
    this.used.run([...usedColumns(file.use), id]);
    this.noteDrive(file);
    return id;
  }

  keepUses(uses: readonly SeenUse[]): void {
    for (const seen of uses) {
      const { path, use } = seen;
      const known = foundRow.parse(this.byPath.get(path));
      if (known === undefined) continue;
      this.used.run([...usedColumns(use), known.id]);
      this.noteDrive(seen);
      this.show([known.id]);
    }
  }

  private noteDrive({ path, drive }: Pick<SeenUse, 'path' | 'drive'>): void {
    if (drive !== '') this.drive.run([path, drive]);
  }

  private keepSeen(file: FoundFile, nowMs: number): number {
    const { path, root, bytes, mtimeNs, dev, ino, claim } = file;
    const known = foundRow.parse(this.byPath.get(path));
    const claimed = [
      claim === null ? null : JSON.stringify(claim),
      claim?.sha256 ?? null,
      claim?.autoV3 ?? null,
    ];
    const isClaim = claim !== null && claim.versionId !== null && claim.modelId !== null;
    const place = isClaim ? [claim.modelId, claim.versionId] : [null, null];
    if (known === undefined) {
      const match = isClaim ? 'claim' : null;
      const row = this.insert.get([path, root, bytes, mtimeNs, dev, ino, nowMs, ...claimed, match, ...place]);
      return idIn(row);
    }
    const { id } = known;
    if (isAsItWas(known, file)) this.here.run([root, bytes, mtimeNs, dev, ino, id]);
    else {
      const wasKnown = known.match !== null && known.match !== 'claim';
      const isUnproven = known.match === 'unverified' || known.match === 'refuted';
      const former = isUnproven ? known.match : 'former';
      const match = wasKnown ? former : isClaim ? 'claim' : null;
      const told = wasKnown ? [known.model_id, known.version_id] : place;
      this.changed.run([root, bytes, mtimeNs, dev, ino, ...claimed, match, ...told, id]);
    }
    return id;
  }

  /** @returns its id; null when nothing about it is news */
  keepPlaced(
    { path, bytes, addedAtMs, placedAtMs, sha256, proof, facts }: PlacedDownload,
    nowMs: number,
  ): number | null {
    const match = MATCH_OF[proof];
    const known = this.placedBefore(path, sha256, addedAtMs, placedAtMs);
    const isSame = known !== undefined && known.sha256 === sha256;
    if (isSame && known.match === match) return null;
    // Civitai has known these bytes since, when it was asked.
    const isAnswered = known?.match === 'sha256' || known?.match === 'autoV3';
    if (isSame && proof === 'unverified' && isAnswered) return null;
    if (known === undefined) {
      const row = this.database
        .prepare(`
          INSERT INTO files (path, root, bytes, mtime_ns, dev, ino, added_ms, reading, sha256, read_ms, match,
            model_id, version_id, placed_after_ms)
          VALUES (?, '', ?, '', '', '', ?, 'read', ?, ?, ?, ?, ?, ?) RETURNING id
        `)
        .get([
          ...[path, bytes, Math.min(placedAtMs, nowMs), sha256, placedAtMs, match],
          ...[facts.modelId, facts.versionId, addedAtMs],
        ]);
      return idIn(row);
    }
    // Somebody has changed it since it was placed, and what it is now has been measured.
    const isOther = known.sha256 !== null && known.sha256 !== sha256;
    const wasPlaced = known.former_sha256 === null && isAsPlaced(known, bytes, addedAtMs, placedAtMs);
    const hasChanged = known.sha256 === null && !wasPlaced;
    if (isOther || hasChanged) return null;
    this.database
      .prepare(`
        UPDATE files SET sha256 = ?, reading = 'read', failure = NULL, read_ms = coalesce(read_ms, ?),
          match = ?, model_id = ?, version_id = ?, former_sha256 = NULL
        WHERE id = ?
      `)
      .run([sha256, placedAtMs, match, facts.modelId, facts.versionId, known.id]);
    return known.id;
  }

  /** What the index has at a path where a file was placed; what was gone by then says nothing of it. */
  private placedBefore(
    path: string,
    sha256: string,
    addedAtMs: number,
    placedAtMs: number,
  ): z.output<typeof foundRow> {
    const known = foundRow.parse(this.byPath.get(path));
    if (known === undefined || known.missing_ms === null || placedAtMs < known.missing_ms) return known;
    if (known.sha256 !== sha256) {
      this.database.prepare('DELETE FROM listing WHERE id = ?').run(known.id);
      this.database.prepare('DELETE FROM files WHERE id = ?').run(known.id);
      return undefined;
    }
    this.database
      .prepare(`
        UPDATE files SET mtime_ns = '', dev = '', ino = '', read_ms = ?, placed_after_ms = ?, missing_ms = NULL,
          match = NULL, damaged_ms = NULL, damaged_sha256 = NULL
        WHERE id = ?
      `)
      .run([placedAtMs, addedAtMs, known.id]);
    return { ...known, match: null };
  }

  /** Marks what is not there any more. */
  lose(paths: readonly string[], nowMs: number): void {
    const lose = this.database.prepare(
      'UPDATE files SET missing_ms = ? WHERE path = ? AND missing_ms IS NULL RETURNING id',
    );
    this.show(paths.flatMap((path) => idsIn(lose.all(nowMs, path))));
  }

  /** What follows from a walk: each step finds the rows that it may concern, and takes them part by part. */
  afterWalk(isWhole: boolean): readonly RowStep[] {
    const find = (question: string) => () => this.idsOf(question);
    const change = (statement: string) => {
      const prepared = this.database.prepare(statement);
      return (part: readonly number[]) => {
        this.show(idsIn(prepared.all(JSON.stringify(part))));
      };
    };
    const again = { find: find(`SELECT id FROM files WHERE reading = 'failed'`), take: change(TRY_AGAIN) };
    return [
      ...(isWhole ? [again] : []),
      { find: find(`SELECT id FROM files WHERE ${IS_WAITING}`), take: change(TAKE_FROM_TWINS) },
      {
        find: find(
          `SELECT id FROM files WHERE ${IS_WAITING} AND claim_auto_v3 IS NOT NULL AND match IS NULL`,
        ),
        take: change(TAKE_NAMES),
      },
      this.moved(),
    ];
  }

  /** What is missing, and there under another name, is forgotten. */
  moved(): RowStep {
    return { find: () => this.idsOf(MOVED_AWAY), take: (part) => this.forget(part) };
  }

  private idsOf(question: string): readonly number[] {
    return idsIn(this.database.prepare(question).all());
  }

  /** Of files that are known under another name. */
  private forget(ids: readonly number[]): void {
    this.hide(ids);
    this.database
      .prepare('DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))')
      .run(JSON.stringify(ids));
  }

  /** @param stamp as it was read, so that it is known later whether it is still that */
  keepDamaged(id: number, sha256: string, { mtimeNs, dev, ino }: FileStamp, nowMs: number): void {
    this.database
      .prepare(`
        UPDATE files SET damaged_ms = coalesce(damaged_ms, ?), damaged_sha256 = ?, mtime_ns = ?, dev = ?, ino = ?
        WHERE id = ?
      `)
      .run([nowMs, sha256, mtimeNs, dev, ino, id]);
    this.show([id, ...this.names.damage(id)]);
  }

  keepRead({ id, stamp, hashes }: MeasuredFile, nowMs: number): void {
    const { bytes, mtimeNs, dev, ino } = stamp;
    this.measured.run([
      ...[bytes, mtimeNs, dev, ino, hashes.sha256],
      ...[hashes.autoV1 ?? null, hashes.autoV3 ?? null, hashes.crc32 ?? null, nowMs, id],
    ]);
    this.onlyTouched.run(id);
    this.ofAnother.run(id);
    this.ofOtherBytes.run(id);
    this.show(this.names.mend(id));
  }
}

function usedColumns(use: FileUse | null): readonly (number | null)[] {
  return use === null ? [null, null] : [use.atMs, use.isUsed ? 1 : 0];
}

interface Known {
  readonly bytes: number;
  readonly mtime_ns: string;
  readonly read_ms: number | null;
  readonly placed_after_ms: number | null;
}

function isAsItWas(known: Known, { bytes, mtimeNs, ctimeNs }: FoundFile): boolean {
  if (known.bytes !== bytes) return false;
  if (known.mtime_ns !== '') return known.mtime_ns === mtimeNs;
  // Known from its download alone: Civet wrote it then, and nobody since. Who puts another file in its place may
  // give that one any date, but not change when the system took note of it.
  const placedAtMs = known.read_ms ?? 0;
  return (
    isAsPlaced({ bytes, mtime_ns: mtimeNs }, bytes, known.placed_after_ms ?? placedAtMs, placedAtMs) &&
    msOf(ctimeNs) <= placedAtMs + PLACING_MS
  );
}

/** Whether it was written while its download went on, and not later. */
function isAsPlaced(
  known: Pick<Known, 'bytes' | 'mtime_ns'>,
  bytes: number,
  addedAtMs: number,
  placedAtMs: number,
): boolean {
  if (known.bytes !== bytes || known.mtime_ns === '') return false;
  const writtenAtMs = msOf(known.mtime_ns);
  return writtenAtMs >= addedAtMs - PLACING_MS && writtenAtMs <= placedAtMs + PLACING_MS;
}

function msOf(ns: string): number {
  return Number(BigInt(ns) / NS_A_MS);
}
