import { USUAL_HYSTERESIS_BYTES, usualReserve } from '../../core/disk/ledger';
import { DiskWatch } from '../disk/disk-watch';
import { MountNotes } from '../disk/mount-notes';
import { SpaceBoard } from '../disk/space-board';
import { type DiskUsersNeeds, diskUsers } from './disk-users';
import type { QueueNeeds } from './queue-needs';

/** All that minds the disks, for the downloads of one queue. */
export interface Disks {
  readonly watch: DiskWatch;
  readonly space: SpaceBoard;
  readonly mounts: MountNotes;
  stop(): void;
}

export function mindDisks(needs: QueueNeeds & DiskUsersNeeds): Disks {
  const { writer } = needs;
  const margins = needs.margins ?? { reserveOf: usualReserve, hysteresisBytes: USUAL_HYSTERESIS_BYTES };
  const watch = new DiskWatch({ ...needs, margins, users: diskUsers(needs) });
  const unfinished = () => writer.records.index.unfinished;
  const space = new SpaceBoard({ ...needs, margins, unfinished, disk: watch });
  const mounts = new MountNotes({
    ...needs,
    record: (id) => writer.records.get(id),
    save: (records) => void writer.rearrange(records),
  });
  return {
    watch,
    space,
    mounts,
    stop: () => {
      watch.stop();
      space.stop();
      mounts.stop();
    },
  };
}
