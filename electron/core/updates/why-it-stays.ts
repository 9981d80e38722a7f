import type { WhyItStays } from '../../../shared/updates/updates';
import type { IndexedFile } from '../library/ports';

/**
 * Why an old file may not give way to an update; null when it may. Only a file whose bytes are proven to be of its
 * version can be had again from Civitai: what somebody says it is may be the only copy of something else.
 *
 * @param beside all old files of the same update
 * @param newSha256 measured, of what takes its place; null while nothing is there yet
 */
export function whyItStays(
  file: IndexedFile,
  beside: readonly IndexedFile[],
  newSha256: string | null = null,
): WhyItStays | null {
  // What the disk has lost bytes of gives way to what it was before, and to nothing else.
  const isRestored = newSha256 !== null && newSha256 === whatItWas(file);
  // Nothing can be done with it, whatever the whole is.
  const isBroken = file.standing === 'incomplete' || file.standing === 'noModel';
  if (file.standing !== 'known' && !isRestored && !(isBroken && newSha256 !== null)) return 'notProven';
  const isOtherName = (each: IndexedFile) =>
    each.id !== file.id && each.dev === file.dev && each.ino === file.ino;
  return beside.some(isOtherName) ? 'severalNames' : null;
}

function whatItWas({ standing, sha256, formerSha256 }: IndexedFile): string | null {
  if (standing === 'damaged') return sha256;
  return standing === 'changed' ? formerSha256 : null;
}
