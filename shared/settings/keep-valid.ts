import { type Settings, settingsSchema } from './schema';

export interface KeptSettings {
  readonly settings: Settings;
  /** What was wrong and has its default now, as "limit.bytesPerSecond"; of a list, the entry that was left out. */
  readonly wrong: readonly string[];
}

type Place = readonly PropertyKey[];

/** More than there are members; what is still wrong then is not worth keeping. */
const MOST_ROUNDS = 20;

/**
 * Reads stored settings so that one wrong value costs no more than itself: it is taken out, and the
 * default stands in its place. A wrong entry of a list is left out, the others stay.
 */
export function keepValidSettings(stored: unknown): KeptSettings {
  const wrong: string[] = [];
  // A copy; what was stored came as JSON.
  const rest: unknown = stored === undefined ? undefined : JSON.parse(JSON.stringify(stored));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const parsed = settingsSchema.safeParse(rest);
    if (parsed.success) return { settings: parsed.data, wrong };
    const places = parsed.error.issues.map(({ path }) => presentPart(rest, path));
    if (places.some((place) => place.length === 0)) break;
    for (const place of withoutTwins(places)) {
      // A member that is missing takes its parent with it, which was named before.
      if (!wrong.some((name) => name.startsWith(`${nameOf(place)}.`))) wrong.push(nameOf(place));
      takeOut(rest, place);
    }
  }
  return { settings: settingsSchema.parse({}), wrong: ['settings'] };
}

/** The place itself, or the nearest above it that is there: a missing member is its parent's fault. */
function presentPart(value: unknown, path: Place): Place {
  const isThere = path.length > 0 && membersOf(value, path.slice(0, -1))?.has(path.at(-1) ?? '') === true;
  return isThere || path.length === 0 ? path : presentPart(value, path.slice(0, -1));
}

/** Later entries of a list first, so that taking one out moves none that is still to come. */
function withoutTwins(places: readonly Place[]): readonly Place[] {
  const byName = new Map(places.map((place) => [nameOf(place), place]));
  return [...byName.values()].toReversed();
}

function takeOut(value: unknown, path: Place): void {
  const parent = at(value, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, key);
}

function membersOf(value: unknown, path: Place): ReadonlySet<PropertyKey> | null {
  const found = at(value, path);
  if (Array.isArray(found)) return new Set(found.keys());
  return typeof found === 'object' && found !== null ? new Set(Object.keys(found)) : null;
}

function at(value: unknown, path: Place): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

function nameOf(place: Place): string {
  return place.map(String).join('.');
}
