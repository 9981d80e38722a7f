import type { PlanOwnership } from '../../../shared/bulk/plan';
import { isProbablyFile, isSameFile, type OwnedFile } from '../../../shared/library/owned';
import type { DownloadRecord } from '../../core/ports';
import { expectedHashes, type PlanEntry } from './plan-entry';

export interface Owned {
  readonly ownership: PlanOwnership;
  /** The download whose bytes, or whose place, an entry would take up; null when it begins anew. */
  readonly record: DownloadRecord | null;
}

const NOTHING: Owned = { ownership: { kind: 'none' }, record: null };

/** Whether a placed file is not where it was put; false while nobody has looked. */
export type IsGone = (folder: string, name: string, placedAtMs: number) => boolean;

/**
 * Tells whose file an entry is already: by its id, or because the same bytes came as part of another version.
 *
 * A placed file is owned only as long as it is there and its measured SHA-256 is the one that is wanted. What failed or was
 * cancelled is nobody's; it is taken up again where it stopped. Last comes what lies in the user's folders.
 *
 * @param filesOf what the library has of a version
 */
export function ownershipOf(
  records: readonly DownloadRecord[],
  isGone: IsGone,
  filesOf: (versionId: number) => readonly OwnedFile[],
): (entry: PlanEntry) => Owned {
  const byFile = new Map<string, DownloadRecord>();
  const byHash = new Map<string, DownloadRecord>();
  for (const record of records) {
    const { versionId, fileId, hashes } = record.target;
    byFile.set(`${versionId}/${fileId}`, record);
    const sha256 = measuredOf(record) ?? hashes.sha256;
    if (sha256 !== null && isAlive(record)) byHash.set(sha256, record);
  }
  return (entry) => {
    const wanted = expectedHashes(entry)?.sha256 ?? null;
    const same = byFile.get(`${entry.versionId}/${entry.fileId}`);
    const own = same !== undefined && isAlive(same) ? judge(same, wanted, isGone) : null;
    if (own !== null) return own;
    const equal = wanted === null ? undefined : byHash.get(wanted);
    const other = equal === undefined ? null : judge(equal, wanted, isGone);
    if (other !== null) return other;
    const file = filesOf(entry.versionId).find((each) => isSameFile(each, entry.versionId, wanted));
    if (file !== undefined) return { ownership: inLibrary(file), record: null };
    const said = filesOf(entry.versionId).find((each) => isProbablyFile(each, entry.versionId, wanted));
    const nothing = said === undefined ? NOTHING : { ...NOTHING, ownership: probablyAt(said) };
    return same !== undefined && same.state.kind !== 'completed' ? { ...nothing, record: same } : nothing;
  };
}

function inLibrary({ id, folderPath, fileName }: OwnedFile): PlanOwnership {
  return { kind: 'inLibrary', entryId: id, path: `${folderPath} › ${fileName}` };
}

function probablyAt({ folderPath, fileName }: OwnedFile): PlanOwnership {
  return { kind: 'none', probablyAt: `${folderPath} › ${fileName}` };
}

/** Null when the record is not the wanted file. */
function judge(record: DownloadRecord, wanted: string | null, isGone: IsGone): Owned | null {
  const { state, id } = record;
  if (state.kind !== 'completed') return { ownership: { kind: 'queued', downloadId: id }, record };
  if (isGone(record.folder, state.finalName, state.atMs)) return null;
  const measured = measuredOf(record);
  if (wanted !== null && measured !== null && measured !== wanted) return null;
  return { ownership: { kind: 'installed', downloadId: id }, record };
}

/** SHA-256 of a placed file, measured when it came. */
export function measuredOf({ state }: DownloadRecord): string | null {
  return state.kind === 'completed' ? state.verification.sha256 : null;
}

function isAlive({ state }: DownloadRecord): boolean {
  return state.kind !== 'cancelled' && state.kind !== 'failed';
}
