import { z } from 'zod';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { SettingChange } from '../../../shared/settings/exchange';
import { keepValidSettings } from '../../../shared/settings/keep-valid';
import type { Settings } from '../../../shared/settings/schema';
import type { FolderChoice } from '../placement/roots';
import { readStoredFolders } from '../placement/stored-folders';
import { isMembers, migrate, STORED_VERSION } from './stored-versions';

const KIND = 'civet-settings';
/** Many rules and saved searches, and room for ten times as many. */
export const LONGEST_SETTINGS_FILE = 4_000_000;

/** What somebody has looked for is nobody's business, and no setting; how they left Discover is none either. */
const NOT_EXPORTED: readonly (keyof Settings)[] = ['recentSearches', 'filters'];

const fileSchema = z.object({ kind: z.literal(KIND), version: z.number().int().min(1) }).loose();

export interface ReadSettingsFile {
  /** All settings as they would be. */
  readonly settings: Settings;
  readonly changes: readonly SettingChange[];
  /** What in the file has no meaning and is left out, as "limit.bytesPerSecond". */
  readonly wrong: readonly string[];
  /** Null when the file names none. */
  readonly folders: FolderChoice | null;
}

/**
 * The text of a file with the user's settings, which holds no secret: the token and credentials are not among them, and a
 * name or password within an address is taken out.
 *
 * @param folders null leaves the folders out
 */
export function writeSettingsFile(settings: Settings, folders: FolderChoice | null): string {
  const kept = Object.entries(settings).filter(([name]) => !isNotExported(name));
  const file = {
    kind: KIND,
    version: STORED_VERSION,
    settings: withoutCredentials(Object.fromEntries(kept)),
    ...(folders === null ? {} : { folders }),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads such a file and says what it would change of the settings there are. What it does not mention, or means
 * wrongly, stays as it is.
 */
export function readSettingsFile(text: string, current: Settings): Result<ReadSettingsFile, Failure> {
  const file = fileSchema.safeParse(parse(text));
  if (!file.success) return err(failure('input.badSettings'));
  if (file.data.version > STORED_VERSION) return err(failure('input.newerSettings'));
  const { settings: given, folders } = migrate(file.data, file.data.version);
  if (given !== undefined && !isMembers(given)) return err(failure('input.badSettings'));
  const named = Object.entries(given ?? {}).filter(([name]) => !isNotExported(name));
  const known = named.filter(([name]) => Object.hasOwn(current, name));
  const unknown = named.filter(([name]) => !Object.hasOwn(current, name)).map(([name]) => name);
  const { settings: meant, wrong } = keepValidSettings(Object.fromEntries(known));
  const isWrong = new Set(wrong.map((place) => place.split('.')[0]));
  const taken = known.flatMap(([name, value]) =>
    // Of a list only the wrong entries are left out.
    isWrong.has(name) && !Array.isArray(value) ? [] : [[name, Reflect.get(meant, name) as unknown] as const],
  );
  const settings = { ...current, ...Object.fromEntries(taken) };
  return ok({
    settings,
    changes: changesBetween(current, settings),
    wrong: [...wrong, ...unknown],
    folders: readStoredFolders(folders),
  });
}

/** Every setting that differs, by its place, in the order of the schema; a list counts as one. */
export function changesBetween(before: Settings, after: Settings): readonly SettingChange[] {
  const walk = (place: readonly string[], from: unknown, to: unknown): readonly SettingChange[] => {
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (isMembers(from) && isMembers(to)) {
      const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
      return names.flatMap((name) => walk([...place, name], from[name], to[name]));
    }
    return [{ place: place.join('.'), from: shown(from), to: shown(to) }];
  };
  return walk([], before, after);
}

function isNotExported(name: string): boolean {
  return NOT_EXPORTED.some((each) => each === name);
}

/** What can be told of a value in a line. */
function shown(value: unknown): SettingChange['from'] {
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const isOfWords = value.every((each) => typeof each === 'string' || typeof each === 'number');
    return isOfWords && value.length <= 5 ? value.join(', ') : { count: value.length };
  }
  return null;
}

function withoutCredentials(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/(:\/\/)[^/\s@]*@/g, '$1');
  if (Array.isArray(value)) return value.map(withoutCredentials);
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutCredentials(each)]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
