import type { FileFlaw } from '../../../shared/library/flaw';
import type { Standing } from '../../../shared/library/library';
import type { MatchKind } from './ports';

/** How far a file has been read. */
export const READINGS = ['waiting', 'read', 'failed'] as const;
export type Reading = (typeof READINGS)[number];

export interface StandingFacts {
  readonly isMissing: boolean;
  /** Whether Civet has put it into its own trash. */
  readonly isInTrash: boolean;
  readonly reading: Reading;
  readonly match: MatchKind | null;
  /** Whether Civitai was asked about the bytes as they are. */
  readonly isAsked: boolean;
  /** Whether a check found other bytes that nobody has written. */
  readonly isDamaged: boolean;
  /** Whether Civitai publishes other bytes for its version now. */
  readonly isReplaced: boolean;
  /** What its own beginning says is wrong with it. */
  readonly flaw: FileFlaw['kind'] | null;
}

/** What may be said of a file; never more than was proven. */
export function standingOf(facts: StandingFacts): Standing {
  const { isMissing, reading, match, isAsked } = facts;
  if (facts.isInTrash) return 'trashed';
  if (isMissing) return 'missing';
  if (facts.isDamaged) return 'damaged';
  // What it would be if it were whole, or a model, it is not: also where a hash or a sidecar says so.
  if (facts.flaw === 'noModel') return 'noModel';
  if (facts.flaw === 'cutShort') return 'incomplete';
  if (reading === 'failed') return 'unreadable';
  if (reading === 'waiting') return match === 'claim' || isProven(match) ? 'claimed' : 'unread';
  switch (match) {
    case 'download':
    case 'sha256':
      return facts.isReplaced ? 'replaced' : 'known';
    case 'autoV2':
      return 'shortHash';
    case 'autoV3':
      return 'edited';
    // It came from Civitai, which has published nothing to compare it with.
    case 'unverified':
      return 'claimed';
    case 'refuted':
      return 'refuted';
    case 'former':
      return isAsked ? 'changed' : 'unread';
    // It was read, and its hash led nowhere, or nobody has asked yet: the word of another program stays one.
    case 'claim':
      return isAsked ? 'unknown' : 'claimed';
    case null:
      return isAsked ? 'unknown' : 'unread';
  }
}

/**
 * Whether a version is published with other bytes than a file of it has. Says nothing where Civitai does not tell the
 * hash of every file.
 *
 * @param published SHA-256 of all files of the version; null where that is not known
 */
export function isReplacedBy(published: readonly string[] | null, sha256: string | null): boolean {
  return published !== null && published.length > 0 && sha256 !== null && !published.includes(sha256);
}

function isProven(match: MatchKind | null): boolean {
  return match === 'download' || match === 'sha256' || match === 'autoV3';
}
