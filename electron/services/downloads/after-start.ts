import type { DownloadId } from '../../../shared/ids';
import { usableBytes, wasRunning } from '../../core/download/recovery';
import type { Clock, DownloadRecord, Journal, PartFiles, PieceBook, Volumes } from '../../core/ports';
import { endedInTime } from './ended-in-time';

/** Looking at a file takes milliseconds, or a drive has stopped answering. */
const LONGEST_LOOK_MS = 5_000;
/** The system has few threads for files, and runs want some, too. */
const LOOKS_AT_ONCE = 2;

export interface LoadedRecords {
  /** As they are true now; the book alone says which bytes are certain. */
  readonly records: readonly DownloadRecord[];
  /** Those of them that the journal has otherwise. */
  readonly changed: readonly DownloadRecord[];
}

/** Reads the journal. What ran when Civet ended, however it ended, is queued again; no disk is asked. */
export function loadRecords(journal: Pick<Journal, 'load'>, book: Pick<PieceBook, 'totals'>): LoadedRecords {
  const claimed = book.totals();
  const changed: DownloadRecord[] = [];
  const records = journal.load().map((stored) => {
    // The claims of a placed file are closed.
    if (stored.state.kind === 'completed') return stored;
    const record = { ...stored, durableBytes: claimed.get(stored.id) ?? 0 };
    if (!wasRunning(stored.state.kind)) return record;
    const requeued: DownloadRecord = { ...record, state: { kind: 'queued' } };
    changed.push(requeued);
    return requeued;
  });
  return { records, changed };
}

export interface RecountNeeds {
  readonly clock: Clock;
  readonly volumes: Volumes;
  readonly parts: Pick<PartFiles, 'inspect'>;
  /** Null once it has moved on, or runs: then it finds out by itself. */
  readonly atRest: (id: DownloadId) => DownloadRecord | null;
  readonly remember: (records: readonly DownloadRecord[]) => void;
}

/**
 * Looks at the part files of those that do not run, and shows no more bytes than there are. Nobody waits for
 * this: a drive may take seconds to spin up, and a network drive may never answer.
 */
export async function recountBytes(records: readonly DownloadRecord[], needs: RecountNeeds): Promise<void> {
  const byRoot = new Map<string, DownloadRecord[]>();
  for (const record of records) {
    if (record.state.kind === 'completed' || record.durableBytes === 0) continue;
    byRoot.set(record.root, [...(byRoot.get(record.root) ?? []), record]);
  }
  await Promise.all([...byRoot].map(([root, its]) => recountAt(needs, root, its)));
}

async function recountAt(
  needs: RecountNeeds,
  root: string,
  records: readonly DownloadRecord[],
): Promise<void> {
  if ((await needs.volumes.look(root, root)) === 'missing') return;
  const left = [...records].reverse();
  let isSilent = false;
  const lookOn = async () => {
    for (let next = left.pop(); next !== undefined && !isSilent; next = left.pop()) {
      isSilent = !(await recount(needs, next)) || isSilent;
    }
  };
  await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, lookOn));
}

/** @returns false when the disk did not answer in time */
async function recount(
  { clock, parts, atRest, remember }: RecountNeeds,
  { id, partPath }: DownloadRecord,
): Promise<boolean> {
  const before = atRest(id);
  if (before === null) return true;
  let isAnswered = false;
  const look = parts.inspect(partPath, null).then((found) => {
    isAnswered = true;
    const record = atRest(id);
    if (!found.ok || record !== before) return;
    const durableBytes = usableBytes(record.durableBytes, found.value);
    if (durableBytes < record.durableBytes) remember([{ ...record, durableBytes }]);
  });
  await endedInTime(clock, [look], LONGEST_LOOK_MS);
  return isAnswered;
}
