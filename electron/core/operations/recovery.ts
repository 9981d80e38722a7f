import type { FileStamp } from '../library/ports';
import type { Deed } from './steps';

/**
 * - `running`: being done for the first time.
 * - `rollingBack`: something came in the way, and what was done is taken back.
 * - `undoing`: taken back because the user wants it.
 * - `redoing`: undoing met something, so that what was taken back is done again.
 * - `failed`: it was taken back, and nothing is different.
 */
export const OPERATION_STATES = [
  'running',
  'rollingBack',
  'done',
  'undoing',
  'redoing',
  'undone',
  'failed',
] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

export interface FileLook {
  readonly stamp: FileStamp;
  readonly kind: 'file' | 'link' | 'other';
  /** How many names the file has. */
  readonly linkCount: number;
}

/** What stands under the two names of a deed, each exactly as it is spelled. */
export interface DeedFinding {
  readonly source: FileLook | null;
  readonly target: FileLook | null;
}

/** What tells the file of a deed from one that somebody else has put in its place. */
export interface DeedProof {
  /** The source before the deed. */
  readonly before: FileStamp;
  /** The whole copy on another volume, as it was before it got its name; null when there was none. */
  readonly arrived: FileStamp | null;
  /** The target after the deed, as its mark has it; null when there is none, so that it may never have begun. */
  readonly after: FileStamp | null;
}

/** What an operation that the end of an earlier life has met needs now. */
export type RecoveryStep = 'nothing' | 'finish' | 'takeBack' | 'goOn';

/**
 * An operation is finished when all of it has happened, and taken back otherwise. What was being taken back goes on
 * being taken back.
 */
export function recoveryStep(state: OperationState, isAllDone: boolean): RecoveryStep {
  switch (state) {
    case 'running':
      return isAllDone ? 'finish' : 'takeBack';
    case 'rollingBack':
    case 'undoing':
      return 'takeBack';
    case 'redoing':
      return 'goOn';
    case 'done':
    case 'undone':
    case 'failed':
      return 'nothing';
  }
}

/** Whether a deed has happened from its beginning to its end, by what is there and not by what is missing. */
export function isWhole(deed: Deed, finding: DeedFinding, proof: DeedProof): boolean {
  const { source, target } = finding;
  if (target?.kind !== 'file' || !isOurs(deed, finding, proof)) return false;
  return deed.kind === 'move' ? source === null : source !== null;
}

/**
 * What takes a deed back.
 *
 * - `nothing`: it is as it was before.
 * - `moveBack`: the only bytes are under the new name.
 * - `dropTwin`: the new name is one too many, if the old one proves to have the same bytes.
 * - `dropLonely`: the new name of a link whose old one has gone, if it has a third.
 * - `taken`: another file has the old name.
 * - `gone`: there is nothing to bring back.
 * - `changed`: what stands there is not what was put there.
 */
export type BackStep = 'nothing' | 'moveBack' | 'dropTwin' | 'dropLonely' | 'taken' | 'gone' | 'changed';

/** Acts on proof alone: what cannot be told from somebody else's file stays where it is. */
export function backStep(deed: Deed, finding: DeedFinding, proof: DeedProof): BackStep {
  const { source, target } = finding;
  const { after, arrived } = proof;
  if (target === null) {
    if (deed.kind === 'link') return 'nothing';
    // It cannot be told from a deed that was never begun, whose file somebody has taken away since.
    if (source === null && after === null && arrived === null) return 'nothing';
    return source !== null && (after === null || couldBe(deed, source, after)) ? 'nothing' : 'gone';
  }
  const ours = isOurs(deed, finding, proof);
  if (source === null) {
    if (deed.kind === 'link') return lonelyLink(target, after);
    if (ours) return 'moveBack';
    return after === null ? 'gone' : 'changed';
  }
  if (areLinks(source, target)) return 'dropTwin';
  if (!ours) return after === null ? 'nothing' : 'changed';
  return source.stamp.bytes === target.stamp.bytes ? 'dropTwin' : 'taken';
}

/** Whether both are certainly names of one file: some file systems have one number for all. */
export function areLinks(a: FileLook, b: FileLook): boolean {
  return isSameInode(a.stamp, b.stamp) && isAlike(a.stamp, b.stamp) && a.linkCount > 1 && b.linkCount > 1;
}

/** Whether two stamps are of one file, as far as the numbers of the file system go. */
export function isSameInode(a: FileStamp, b: FileStamp): boolean {
  return a.ino !== '' && a.ino !== '0' && a.ino === b.ino && a.dev === b.dev;
}

/** Dates that went through another file system lose their last digits. */
const CLOSE_NS = 1_000_000n;

/** Whether two files have the same size and date, as far as file systems keep dates. */
export function isAlike(a: FileStamp, b: FileStamp): boolean {
  if (a.bytes !== b.bytes) return false;
  const apart = BigInt(a.mtimeNs) - BigInt(b.mtimeNs);
  return apart > -CLOSE_NS && apart < CLOSE_NS;
}

/** Whether the target is what the deed has put there. */
function isOurs(deed: Deed, { source, target }: DeedFinding, { before, arrived, after }: DeedProof): boolean {
  if (target === null) return false;
  // What stands beside a model is written anew by many programs.
  if (after !== null) return !deed.isModel || isAlike(target.stamp, after);
  if (arrived !== null && isAlike(target.stamp, arrived)) return true;
  if (isSameInode(target.stamp, before)) return !deed.isModel || isAlike(target.stamp, before);
  // Without links, and on some drives after they were away, the number is another one.
  return isAlike(target.stamp, before) && (source === null || !isAlike(source.stamp, before));
}

/** Whether a file under the old name may be the one that went. */
function couldBe(deed: Deed, source: FileLook, after: FileStamp): boolean {
  return !deed.isModel || source.stamp.bytes === after.bytes;
}

/** The first name of the bytes has gone: the second one may go only while there is a third. */
function lonelyLink(target: FileLook, after: FileStamp | null): BackStep {
  if (after === null) return 'nothing';
  return isSameInode(after, target.stamp) && target.linkCount > 1 ? 'dropLonely' : 'gone';
}
