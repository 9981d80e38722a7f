import type { Verification } from '../../../shared/download/state';
import type { FileMeasuring } from '../../core/hashing-ports';
import type { DownloadRecord, PartFiles, Places } from '../../core/ports';
import type { RunHandle } from './run-download';

export interface TwinNeeds {
  readonly parts: Pick<PartFiles, 'inspect'>;
  readonly measuring: FileMeasuring;
  readonly places: Pick<Places, 'join'>;
}

/**
 * A file in the folder with the very bytes of a download that has just been proven.
 *
 * @returns its name; null when what stands in the way is something else, or cannot be read
 */
export async function findTwin(
  { parts, measuring, places }: TwinNeeds,
  run: Pick<RunHandle, 'rivals' | 'signal'>,
  record: DownloadRecord,
  { sha256 }: Pick<Verification, 'sha256'>,
): Promise<string | null> {
  const { totalBytes, folder } = record;
  if (totalBytes === null) return null;
  for (const name of await run.rivals(record)) {
    const path = places.join(folder, name);
    const found = await parts.inspect(path, null);
    if (!found.ok || found.value.partBytes !== totalBytes) continue;
    const measured = await measuring.measure(path, totalBytes, null, run.signal);
    if (measured.ok && measured.value.sha256 === sha256) return name;
  }
  return null;
}
