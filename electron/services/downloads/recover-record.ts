import { assertNever } from '../../../shared/assert-never';
import { failure } from '../../../shared/failure';
import { recover } from '../../core/download/recovery';
import type { Clock, DownloadRecord, PartFiles, Places } from '../../core/ports';

export interface RecoverNeeds {
  readonly parts: PartFiles;
  readonly places: Places;
  readonly clock: Clock;
}

/**
 * Brings one record in line with the disk after a start, however Civet ended. A record that needs
 * nothing is returned as it is; `finalizing` is left for the queue to place again.
 */
export async function recoverRecord(needs: RecoverNeeds, record: DownloadRecord): Promise<DownloadRecord> {
  const { state } = record;
  if (state.kind === 'completed') return record;
  const finalPath = state.kind === 'finalizing' ? needs.places.join(record.folder, state.finalName) : null;
  const found = await needs.parts.inspect(record.partPath, finalPath);
  const action = recover(state.kind, record.durableBytes, found);
  switch (action.kind) {
    case 'keep':
    case 'placeAgain':
    case 'chooseNewNameAndPlace':
      return record;
    case 'keepWithFewerBytes':
      return { ...record, durableBytes: action.durableBytes };
    case 'requeue':
      return { ...record, state: { kind: 'queued' }, durableBytes: action.durableBytes };
    case 'removePartAndComplete':
      await needs.parts.remove(record.partPath);
      return completed(record, needs.clock);
    case 'complete':
      return completed(record, needs.clock);
    case 'reportVanished':
      return {
        ...record,
        state: { kind: 'failed', cause: failure('disk.fileVanished', { name: record.fileName }) },
        durableBytes: 0,
      };
    default:
      return assertNever(action);
  }
}

function completed(record: DownloadRecord, clock: Clock): DownloadRecord {
  const { state } = record;
  if (state.kind !== 'finalizing') throw new Error(`A ${state.kind} download has nothing to complete.`);
  const { verification, finalName } = state;
  return { ...record, state: { kind: 'completed', verification, finalName, atMs: clock.nowMs() } };
}
