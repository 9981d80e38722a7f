import { err, ok, type Result } from '../../../shared/result';

export type JsonTable = Readonly<Record<string, unknown>>;

// JavaScript has one kind of number: 1.0 becomes 1, and a seed of 64 bits another seed. Both are carried through as
// texts that begin with this mark, which no program writes.
const MARK = '\u0000#';
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MARKED = /"\\u0000#(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)"/g;

/**
 * Reads a file that another program may have written.
 *
 * @param text null or blank when there is nothing yet
 * @returns an error for what is no JSON object, or one that nobody can write again
 */
export function readTable(text: string | null): Result<JsonTable, 'unreadable'> {
  const bare = (text ?? '').replace(/^\ufeff/, '');
  if (bare.trim() === '') return ok({});
  try {
    const kept = bare.replace(TEXT_OR_NUMBER, (found) =>
      found.startsWith('"') || String(Number(found)) === found ? found : JSON.stringify(`${MARK}${found}`),
    );
    const value: unknown = JSON.parse(kept);
    if (!isTable(value)) return err('unreadable');
    // Nested deeply enough it can be read, but not written.
    JSON.stringify(value);
    return ok(value);
  } catch {
    return err('unreadable');
  }
}

export function writeTable(table: JsonTable, indent: number): string {
  return `${JSON.stringify(table, null, indent).replace(MARKED, '$1')}\n`;
}

export function isTable(value: unknown): value is JsonTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether nobody has said anything there. */
export function isBlank(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/**
 * What was there, and what is known, in tables inside as well. Members that are not known stay, and so do those of
 * `theirs` that somebody has filled in. Members that are undefined count as not known, and one that is known to be blank
 * never empties what is there.
 */
export function mergeTables(
  existing: JsonTable,
  known: JsonTable,
  theirs: ReadonlySet<string> = new Set(),
): JsonTable {
  // By entries, so that no name, such as "__proto__", is more than a name.
  const merged = new Map(Object.entries(existing));
  for (const [name, value] of Object.entries(known)) {
    const was = merged.get(name);
    if (value === undefined || (!isBlank(was) && (theirs.has(name) || isBlank(value)))) continue;
    merged.set(name, isTable(was) && isTable(value) ? mergeTables(was, value) : value);
  }
  return Object.fromEntries(merged);
}

/** What was there, with what nobody has said yet, in tables inside as well. */
export function fillTable(existing: JsonTable, known: JsonTable): JsonTable {
  const filled = new Map(Object.entries(existing));
  for (const [name, value] of Object.entries(known)) {
    const was = filled.get(name);
    if (isTable(was) && isTable(value)) filled.set(name, fillTable(was, value));
    else if (isBlank(was) && value !== undefined) filled.set(name, value);
  }
  return Object.fromEntries(filled);
}
