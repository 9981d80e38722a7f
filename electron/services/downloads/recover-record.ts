import { assertNever } from '../../../shared/assert-never';
import { type Failure, failure } from '../../../shared/failure';
import { recover } from '../../core/download/recovery';
import type { DownloadRecord, Journal, PartFiles, PieceBook, Places, Volumes } from '../../core/ports';

export interface RecoverNeeds {
  readonly parts: PartFiles;
  readonly places: Places;
  readonly volumes: Volumes;
}

/** Reads the journal, and finds out for each download what its state must be now. */
export async function recoverAll(
  needs: RecoverNeeds & {
    readonly journal: Pick<Journal, 'load'>;
    readonly book: Pick<PieceBook, 'totals'>;
  },
): Promise<{ readonly known: readonly DownloadRecord[]; readonly repaired: readonly DownloadRecord[] }> {
  const claimed = needs.book.totals();
  const known: DownloadRecord[] = [];
  const repaired: DownloadRecord[] = [];
  for (const stored of needs.journal.load()) {
    // The book alone says which bytes are certain; that of a placed file is closed.
    const isPlaced = stored.state.kind === 'completed';
    const record = isPlaced ? stored : { ...stored, durableBytes: claimed.get(stored.id) ?? 0 };
    const recovered = await recoverRecord(needs, record);
    known.push(record);
    if (recovered !== record) repaired.push(recovered);
  }
  return { known, repaired };
}

/**
 * Brings one record in line with the disk after a start, however Civet ended. A record that needs
 * nothing is returned as it is; `finalizing` is left for the queue to place again.
 */
async function recoverRecord(needs: RecoverNeeds, record: DownloadRecord): Promise<DownloadRecord> {
  const { state } = record;
  if (state.kind === 'completed') return record;
  const finalPath = state.kind === 'finalizing' ? needs.places.join(record.folder, state.finalName) : null;
  const found = await needs.parts.inspect(record.partPath, finalPath);
  // A disk that does not answer says nothing about the bytes on it, nor about a name that is being taken.
  if (!found.ok) return requeuedIfItRan(record);
  const action = recover(state.kind, record.durableBytes, found.value);
  switch (action.kind) {
    // Placing is safe to repeat, and makes the name certain, which the end before may have prevented.
    case 'keep':
    case 'placeAgain':
    case 'chooseNewNameAndPlace':
    case 'removePartAndComplete':
    case 'complete':
      return record;
    case 'keepWithFewerBytes':
      return { ...record, durableBytes: action.durableBytes };
    case 'requeue':
      return { ...record, state: { kind: 'queued' }, durableBytes: action.durableBytes };
    case 'reportVanished': {
      // On a drive that is not plugged in the whole, proven file may be waiting.
      if (!(await isDriveThere(needs, record))) return record;
      return failed(record, failure('disk.fileVanished', { name: record.fileName, path: record.partPath }));
    }
    default:
      return assertNever(action);
  }
}

async function isDriveThere({ volumes }: RecoverNeeds, record: DownloadRecord): Promise<boolean> {
  const facts = await volumes.look(record.root, record.folder);
  if (facts === 'missing') return false;
  return facts === 'unknown' || record.mountPath === null || record.mountPath === facts.mountPath;
}

function failed(record: DownloadRecord, cause: Failure): DownloadRecord {
  return { ...record, state: { kind: 'failed', cause } };
}

function requeuedIfItRan(record: DownloadRecord): DownloadRecord {
  const ran = ['probing', 'transferring', 'verifying'].includes(record.state.kind);
  return ran ? { ...record, state: { kind: 'queued' } } : record;
}
