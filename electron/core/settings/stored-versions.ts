import { oneFormerRoot } from '../placement/stored-folders';

/** Of what Civet keeps in `civet.json`. A file without a version is of one of the first releases: 0. */
export const STORED_VERSION = 3;

export type StoredMembers = Readonly<Record<string, unknown>>;

/** From each version to the next. Each also holds for a file in which a later shape stands already. */
const STEPS: readonly ((file: StoredMembers) => StoredMembers)[] = [
  forgetTokenOfNobody,
  listFolders,
  rememberFirstStart,
];

export type StoredJudgement =
  | { readonly kind: 'current' }
  | { readonly kind: 'migrated'; readonly from: number; readonly members: StoredMembers }
  | { readonly kind: 'newer'; readonly version: number }
  /** Nothing that Civet has ever written. */
  | { readonly kind: 'strange' };

/** What is to be done with a file, by what stands in it as JSON. */
export function judgeStored(file: unknown): StoredJudgement {
  if (!isMembers(file)) return { kind: 'strange' };
  const version = versionOf(file);
  if (version === null) return { kind: 'strange' };
  if (version > STORED_VERSION) return { kind: 'newer', version };
  if (version === STORED_VERSION) return { kind: 'current' };
  return { kind: 'migrated', from: version, members: migrate(file, version) };
}

/** @param from the version of the members, at most today's */
export function migrate(members: StoredMembers, from: number): StoredMembers {
  const moved = STEPS.slice(from).reduce((file, step) => step(file), members);
  return { ...moved, version: STORED_VERSION };
}

/** Null for what is no version at all. */
export function versionOf({ version }: StoredMembers): number | null {
  if (version === undefined) return 0;
  return typeof version === 'number' && Number.isInteger(version) && version >= 0 ? version : null;
}

export function isMembers(file: unknown): file is StoredMembers {
  return typeof file === 'object' && file !== null && !Array.isArray(file);
}

/** A first release kept the token without saying whose it is. Whom to send it to cannot be known, so it is left out. */
function forgetTokenOfNobody(file: StoredMembers): StoredMembers {
  const { encryptedToken, ...rest } = file;
  return isMembers(encryptedToken) ? file : rest;
}

/** Once there was one folder; now there is a list of them. */
function listFolders(file: StoredMembers): StoredMembers {
  const listed = oneFormerRoot(file.folders);
  return listed === null ? file : { ...file, folders: listed };
}

/** Who has used an earlier Civet is not greeted like somebody new. */
function rememberFirstStart(file: StoredMembers): StoredMembers {
  return { ...file, firstStart: 'over' };
}
