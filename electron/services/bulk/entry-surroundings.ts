import { placeLabel } from '../../core/placement/layouts';
import { whyPlaced } from '../../core/placement/route';
import type { DownloadRecord } from '../../core/ports';
import type { DownloadQueue } from '../downloads/download-queue';
import type { Library } from '../library/library';
import type { Placement } from '../placement';
import { OwnedFiles } from './owned-files';
import { ownershipOf } from './ownership';
import type { EntrySurroundings } from './plan-board';
import { type PlanEntry, targetOf } from './plan-entry';
import type { PlanVolumes } from './plan-volumes';

export interface SurroundingsNeeds {
  readonly placement: Pick<Placement, 'plan'>;
  readonly queue: Pick<DownloadQueue, 'all'>;
  readonly volumes: PlanVolumes;
  readonly library: Pick<Library, 'owned'>;
}

/**
 * Works out where entries go and whose they are. Where a file goes follows from its entry and from the folders alone,
 * and cleaning names is what takes most time, so it is remembered until those change.
 */
export function entrySurroundings({ placement, queue, volumes, library }: SurroundingsNeeds): {
  readonly surroundings: (entries: readonly PlanEntry[]) => (entry: PlanEntry) => EntrySurroundings;
  /** The folders may be others now. */
  readonly forgetPlaces: () => void;
  /** The library may have other files now. */
  readonly forgetOwned: () => void;
} {
  const ownedFiles = new OwnedFiles(library);
  let places = new WeakMap<PlanEntry, EntrySurroundings['place']>();
  const placeOf = (entry: PlanEntry) => {
    const known = places.get(entry);
    if (known !== undefined) return known;
    const target = targetOf(entry);
    const plan = target === null ? null : placement.plan(target, entry.ownKind);
    const place = plan?.ok ? plan.value : null;
    places.set(entry, place);
    return place;
  };
  return {
    surroundings: (entries) => {
      const ownerOf = ownershipOf(
        queue.all(),
        (...file) => volumes.lacksName(...file),
        ownedFiles.among(entries.map(({ versionId }) => versionId)),
      );
      return (entry) => {
        const owned = ownerOf(entry);
        return { owned, place: keptPlace(owned.record) ?? placeOf(entry) };
      };
    },
    forgetOwned: () => ownedFiles.forget(),
    forgetPlaces: () => {
      places = new WeakMap();
    },
  };
}

/** Bytes that are on disk already tie a download to its place. */
function keptPlace(record: DownloadRecord | null): EntrySurroundings['place'] {
  if (record === null || record.state.kind === 'completed' || record.durableBytes === 0) return null;
  const { folderKind: kind, folder, root, fileName, layout, subfolder } = record;
  const why = whyPlaced(record.target, kind, record.kindDecision);
  return { kind, why, folder, root, fileName, label: placeLabel(layout, folder, subfolder) };
}
