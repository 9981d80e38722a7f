import type { DownloadTarget } from '../../../shared/download/download';
import { ruleOf } from '../../../shared/failure';
import type { FolderKind } from '../../../shared/placement';
import { lockedHashes } from '../../core/bulk/lock-file';
import { whyPlaced } from '../../core/placement/route';
import type { DownloadRecord } from '../../core/ports';
import { SMALL_FILE_BYTES } from '../../core/queue/lanes';

/** Of a download that begins anew. */
export const NOTHING_RECEIVED = { durableBytes: 0, totalBytes: null } as const;

/** Length of the whole file, exact or as Civitai says; null when nobody knows. */
export function fileBytes({ target, totalBytes }: DownloadRecord): number | null {
  return totalBytes ?? target.file.approximateBytes;
}

/** Bytes that are still to come; null when nobody knows how many there are. */
export function missingBytes(record: DownloadRecord): number | null {
  const bytes = fileBytes(record);
  return bytes === null ? null : Math.max(0, bytes - record.durableBytes);
}

/** By the size that Civitai publishes, so that it does not change on the way. */
export function isSmall({ target }: DownloadRecord): boolean {
  return target.file.approximateBytes !== null && target.file.approximateBytes <= SMALL_FILE_BYTES;
}

/** It runs, waits for its turn, or for something that passes: it counts on its room. */
export function isWanted({ state }: DownloadRecord): boolean {
  switch (state.kind) {
    case 'queued':
    case 'probing':
    case 'transferring':
    case 'verifying':
    case 'waiting':
      return true;
    default:
      return false;
  }
}

/** It waits until its cause has gone, and nobody knows when. */
export function isStuck({ state }: DownloadRecord): boolean {
  return state.kind === 'waiting' && state.untilMs === null;
}

/** What Civitai says of a file now; what the user wants it to be, and where, stays, whatever that is. */
export function withLockOf(known: DownloadTarget, fresh: DownloadTarget): DownloadTarget {
  const backTo = fresh.backTo ?? known.backTo;
  const locked = fresh.lockedHashes ?? known.lockedHashes;
  const target = backTo === undefined ? fresh : { ...fresh, backTo };
  if (locked === undefined) return target;
  return { ...target, lockedHashes: locked, hashes: lockedHashes(locked, fresh.hashes) };
}

/** Whether Civitai has put other bytes under the same file id since. */
export function isOtherFile(known: DownloadTarget, fresh: DownloadTarget | undefined): boolean {
  const now = fresh?.hashes.sha256 ?? null;
  return now !== null && known.hashes.sha256 !== null && now !== known.hashes.sha256;
}

/** The kind of folder that the user has chosen for a download; null where they have left it to Civet. */
export function chosenKind({ target, folderKind, kindDecision }: DownloadRecord): FolderKind | null {
  if (kindDecision !== null) return kindDecision.by === 'user' ? folderKind : null;
  // Earlier versions did not write down who had decided.
  return whyPlaced(target, folderKind).code === 'chosen' ? folderKind : null;
}

/** What is on disk is of no use for another try. */
export function isSpoiled({ state }: DownloadRecord): boolean {
  return state.kind === 'failed' && ruleOf(state.cause.code).spoilsBytes === true;
}

/** Whether Civitai is to be asked what the file is now before another try. */
export function isDoubtful(record: DownloadRecord): boolean {
  const { state } = record;
  return isSpoiled(record) || (state.kind === 'failed' && ruleOf(state.cause.code).doubtsFile === true);
}

/** It waits because the disk itself failed. */
export function isFaulty({ state }: DownloadRecord): boolean {
  return state.kind === 'waiting' && ruleOf(state.cause.code).stopsVolume === 'faulty';
}

/** It was placed without anything to compare it with. */
export function isUnproven({ state }: DownloadRecord): boolean {
  return state.kind === 'completed' && state.verification.kind === 'unverified';
}
