import { accepts } from '../../core/download/machine';
import type { DownloadRecord } from '../../core/ports';
import type { DiskUsers } from '../disk/disk-watch';
import type { RunBoard } from './run-board';
import type { StateWriter } from './state-writer';

export interface DiskUsersNeeds {
  readonly writer: StateWriter;
  readonly runs: () => RunBoard;
  /** False for what is being taken off the list. */
  readonly isPresent: (record: DownloadRecord) => boolean;
}

/** The downloads as the disks' watch sees and moves them. */
export function diskUsers({ writer, runs, isPresent }: DiskUsersNeeds): DiskUsers {
  const { records } = writer;
  const present = (id: DownloadRecord['id']) => {
    const record = records.get(id);
    return record !== undefined && isPresent(record) ? [record] : [];
  };
  return {
    running: () =>
      runs()
        .ids.flatMap(present)
        .map((record) => runs().claimant(record)),
    hasStuck: () => records.index.hasStuck(),
    stuck: () =>
      records.index.stuck().flatMap((record) => {
        const { state } = record;
        if (state.kind !== 'waiting' || !isPresent(record)) return [];
        return [{ ...runs().claimant(record), cause: state.cause }];
      }),
    goOn: (ids) =>
      writer.applyAll(ids.flatMap(present).map((record) => ({ record, event: { kind: 'wake' } }))),
    obstruct: (id, cause) => {
      for (const record of present(id)) {
        // A whole file that is about to get its name needs no room any more.
        if (record.state.kind === 'finalizing' || !accepts(record.state.kind, 'fail')) continue;
        writer.apply(record, { kind: 'fail', cause });
      }
    },
    retell: (waiting) =>
      writer.rememberAll(
        waiting.flatMap(({ id, cause }) =>
          present(id).flatMap((record) =>
            record.state.kind === 'waiting' ? [{ ...record, state: { ...record.state, cause } }] : [],
          ),
        ),
      ),
  };
}
