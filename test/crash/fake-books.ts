import type { DownloadRecord, Journal, PieceBook, PieceClaim, PieceNotes } from '../../electron/core/ports';
import type { Failure } from '../../shared/failure';
import type { DownloadId } from '../../shared/ids';
import { err, ok, type Result } from '../../shared/result';
import { errnoFailure } from './fake-part-files';
import type { CallName, Life } from './life';

/** Rows as text, so that nothing is shared with a program that has ended. */
class Rows<Row> {
  private readonly texts = new Map<DownloadId, string>();
  private readonly read = new Map<DownloadId, Row>();
  /** Raised with every change. */
  version = 0;

  put(id: DownloadId, row: Row): void {
    this.texts.set(id, JSON.stringify(row));
    this.read.delete(id);
    this.version += 1;
  }

  delete(id: DownloadId): void {
    this.texts.delete(id);
    this.read.delete(id);
    this.version += 1;
  }

  /** A copy of its own for the program. */
  fresh(id: DownloadId): Row | null {
    const text = this.texts.get(id);
    // What `put` has written.
    return text === undefined ? null : (JSON.parse(text) as Row);
  }

  /** For tests, which only look. */
  look(id: DownloadId): Row | null {
    const known = this.read.get(id) ?? this.fresh(id);
    if (known !== null) this.read.set(id, known);
    return known;
  }

  ids(): readonly DownloadId[] {
    return [...this.texts.keys()];
  }
}

/** What the database holds: it outlives every life of the program, as SQLite promises. */
export class DurableBooks {
  readonly records = new Rows<DownloadRecord>();
  readonly notes = new Rows<PieceNotes>();

  allRecords(): readonly DownloadRecord[] {
    return this.records.ids().flatMap((id) => this.records.look(id) ?? []);
  }

  notesOf(id: DownloadId): PieceNotes {
    return this.notes.look(id) ?? NO_NOTES;
  }
}

const NO_NOTES: PieceNotes = { claims: [], validators: [], isSecondFetch: false };

/** A change that is made at once or, when the program dies or the disk fails, not at all. */
function transact(life: Life, name: CallName, work: () => void): Result<null, Failure> {
  const trap = life.trap(name);
  // A call that must answer at once cannot wait for ever; in a program that has ended it has no effect.
  if (trap === 'dead') return ok(null);
  if (trap !== null && 'fails' in trap) return err(errnoFailure(trap.fails, 'civet.db'));
  work();
  if (trap !== null) life.end();
  return ok(null);
}

export class FakeJournal implements Journal {
  constructor(
    private readonly books: DurableBooks,
    private readonly life: Life,
    private readonly onSaved: (record: DownloadRecord) => void,
  ) {}

  load(): readonly DownloadRecord[] {
    const rows = this.books.records.ids().flatMap((id) => this.books.records.fresh(id) ?? []);
    return rows.toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  }

  save(record: DownloadRecord): Result<null, Failure> {
    return this.saveAll([record]);
  }

  saveAll(records: readonly DownloadRecord[]): Result<null, Failure> {
    return transact(this.life, 'journal', () => {
      for (const record of records) {
        this.books.records.put(record.id, record);
        this.onSaved(record);
      }
    });
  }

  remove(id: DownloadId): Result<null, Failure> {
    return transact(this.life, 'journal', () => void this.books.records.delete(id));
  }
}

export class FakePieceBook implements PieceBook {
  constructor(
    private readonly books: DurableBooks,
    private readonly life: Life,
    /** The program says itself that these bytes are of no use; to fetch them again is right. */
    private readonly onTakenBack: (id: DownloadId, start: number, end: number) => void,
  ) {}

  load(id: DownloadId): Result<PieceNotes, Failure> {
    return ok(this.books.notes.fresh(id) ?? NO_NOTES);
  }

  change(id: DownloadId, change: Parameters<PieceBook['change']>[1]): Result<null, Failure> {
    return transact(this.life, 'claims', () => {
      const claims = new Map<number, PieceClaim>();
      for (const claim of this.books.notesOf(id).claims) claims.set(claim.start, claim);
      for (const start of change.dropped) {
        this.onTakenBack(id, start, start + (claims.get(start)?.bytes ?? 0));
        claims.delete(start);
      }
      for (const claim of change.claims) claims.set(claim.start, claim);
      const validators = new Map(this.books.notesOf(id).validators.map((each) => [each.host, each]));
      for (const validator of change.validators) validators.set(validator.host, validator);
      const isSecondFetch = change.isSecondFetch ?? this.books.notesOf(id).isSecondFetch;
      const both = { claims: [...claims.values()], validators: [...validators.values()] };
      this.books.notes.put(id, { ...both, isSecondFetch });
    });
  }

  clear(id: DownloadId): Result<null, Failure> {
    return transact(this.life, 'claims', () => {
      this.onTakenBack(id, 0, Number.MAX_SAFE_INTEGER);
      this.books.notes.delete(id);
    });
  }

  totals(): ReadonlyMap<DownloadId, number> {
    const sumOf = (id: DownloadId) =>
      this.books.notesOf(id).claims.reduce((sum, { bytes }) => sum + bytes, 0);
    return new Map(this.books.notes.ids().map((id) => [id, sumOf(id)]));
  }
}
