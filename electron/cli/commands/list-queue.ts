import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../../../shared/failure';
import { formatBytes } from '../../../shared/words/format';
import type { DownloadRecord } from '../../core/ports';
import type { QueueRequest } from '../arguments/command-line';
import { EXIT } from '../exit-codes';
import { wordsFor } from '../output/failure-words';
import { lockedFileOf, type StateFolder } from '../state/state';
import type { World } from '../world';

const SHOWN_ID_DIGITS = 8;

/** Tells of each download how far it is, and of those that stopped why, and what to do. @returns the exit code */
export function listQueue(
  records: readonly DownloadRecord[],
  { isJson }: Pick<QueueRequest, 'isJson'>,
  { terminal }: World,
  folder: StateFolder,
): number {
  for (const record of records) {
    const state = stateWord(record, folder);
    const { id, target, fileName, folder: at, durableBytes, totalBytes } = record;
    const name = record.state.kind === 'completed' ? record.state.finalName : fileName;
    const path = join(at, name);
    if (isJson) {
      const { modelId, versionId, fileId } = target;
      const { approximateBytes } = target.file;
      const cause = causeOf(record);
      const ids = { modelId, versionId, fileId };
      const stopped = cause === null ? {} : { code: cause.code, ...wordsFor(cause) };
      const facts = {
        status: state,
        id,
        path,
        durableBytes,
        totalBytes,
        approximateBytes,
        ...ids,
        ...stopped,
      };
      terminal.event(facts);
      continue;
    }
    const bytes = totalBytes ?? target.file.approximateBytes;
    const amount =
      record.state.kind === 'completed'
        ? formatBytes(totalBytes ?? durableBytes)
        : `${formatBytes(durableBytes)}${bytes === null ? '' : ` of ${formatBytes(bytes)}`}`;
    terminal.answer(`${id.slice(0, SHOWN_ID_DIGITS)}  ${state.padEnd(11)}  ${amount}  ${path}`);
    const cause = causeOf(record);
    if (cause === null || state === 'running') continue;
    const { title, reason, next } = wordsFor(cause);
    terminal.note(`${' '.repeat(SHOWN_ID_DIGITS)}  ${title}. ${reason} ${next}`);
  }
  if (isJson) terminal.event({ status: 'done', count: records.length });
  else if (records.length === 0) terminal.note('Nothing is here yet: civet get <link> begins.');
  return EXIT.done;
}

/** Why it stopped, or what it waits for; null of one that just goes on. */
function causeOf({ state }: DownloadRecord): Failure | null {
  return state.kind === 'failed' || state.kind === 'waiting' ? state.cause : null;
}

function stateWord(record: DownloadRecord, folder: StateFolder): string {
  const { kind } = record.state;
  if (kind === 'completed') {
    const path = join(record.folder, record.state.finalName);
    return existsSync(path) ? 'placed' : 'moved away';
  }
  const lock = folder.tryLock(lockedFileOf(record));
  if (lock === null) return 'running';
  lock.release();
  return kind === 'failed' || kind === 'paused' || kind === 'cancelled' ? kind : 'unfinished';
}
