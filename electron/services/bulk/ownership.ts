import type { PlanOwnership } from '../../../shared/bulk/plan';
import type { DownloadRecord } from '../../core/ports';
import { fileOfEntry, type PlanEntry } from './plan-entry';

/**
 * Tells whose file an entry is already: by its id, or because the same bytes came as part of another version.
 * What is cancelled is nobody's.
 */
export function ownershipOf(records: readonly DownloadRecord[]): (entry: PlanEntry) => PlanOwnership {
  const byFile = new Map<string, DownloadRecord>();
  const byHash = new Map<string, DownloadRecord>();
  for (const record of records) {
    if (record.state.kind === 'cancelled') continue;
    const { versionId, fileId, hashes } = record.target;
    byFile.set(`${versionId}/${fileId}`, record);
    if (record.state.kind !== 'completed') continue;
    if (hashes.sha256 !== null) byHash.set(hashes.sha256, record);
  }
  return (entry) => {
    const sha256 = fileOfEntry(entry)?.hashes.sha256 ?? '';
    const record = byFile.get(`${entry.versionId}/${entry.fileId}`) ?? byHash.get(sha256);
    if (record === undefined) return { kind: 'none' };
    return { kind: record.state.kind === 'completed' ? 'installed' : 'queued', downloadId: record.id };
  };
}
