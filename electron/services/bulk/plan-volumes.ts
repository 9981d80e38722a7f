import type { PlanItem, PlanVolume } from '../../../shared/bulk/plan';
import type { VolumeSpace } from '../../../shared/download/space';
import { missingRoom } from '../../core/disk/ledger';
import { collisionKey } from '../../core/naming/file-name';
import type { Clock, PartFiles, VolumeFacts, Volumes } from '../../core/ports';

/** Others write to the disks as well. */
const OLD_MS = 5_000;

export interface PlanVolumesNeeds {
  readonly clock: Clock;
  readonly volumes: Volumes;
  readonly parts: Pick<PartFiles, 'namesIn'>;
  /** What the downloads that are in the queue still need. */
  readonly queued: () => Promise<readonly VolumeSpace[]>;
  /** How much of a volume stays free. Bytes. */
  readonly reserveOf: (volumeBytes: number) => number;
  readonly report: (error: unknown) => void;
  /** Something is known that was not. */
  readonly onChanged: () => void;
}

interface FolderFacts {
  readonly volume: VolumeFacts | 'missing' | 'unknown';
  /** As `collisionKey` writes them. */
  readonly names: ReadonlySet<string>;
  readonly root: string;
  /** When the look was over; milliseconds of the steady clock. */
  readonly atMs: number;
  /** When it began; milliseconds since 1970. */
  readonly beganAtMs: number;
}

/** What is known of the folders that a plan leads to. They are looked at behind the plan, which never waits for a disk. */
export class PlanVolumes {
  private readonly folders = new Map<string, FolderFacts>();
  private readonly looking = new Set<string>();
  private queued: readonly VolumeSpace[] = [];

  constructor(private readonly needs: PlanVolumesNeeds) {}

  /** @param wanted folders and the roots above them; what is not known of them, or old, is looked at */
  look(wanted: ReadonlyMap<string, string>): void {
    const nowMs = this.needs.clock.steadyMs();
    for (const [folder, root] of wanted) {
      const known = this.folders.get(folder);
      const isOld = known === undefined || known.root !== root || nowMs - known.atMs >= OLD_MS;
      if (isOld && !this.looking.has(folder)) void this.lookAt(root, folder);
    }
  }

  /** Null while it is not known. */
  volumeIdOf(folder: string): string | null {
    const known = this.folders.get(folder);
    return known === undefined ? null : idOf(known);
  }

  /** Whether a file of this name is there, also in other letters. */
  hasName(folder: string, fileName: string): boolean {
    return this.folders.get(folder)?.names.has(collisionKey(fileName)) === true;
  }

  /**
   * Whether the folder was looked at and no file of this name was there.
   *
   * @param sinceMs when it was put there, milliseconds since 1970; an earlier look says nothing
   */
  lacksName(folder: string, fileName: string, sinceMs: number): boolean {
    const known = this.folders.get(folder);
    if (known === undefined || known.volume === 'missing' || known.beganAtMs <= sinceMs) return false;
    return !known.names.has(collisionKey(fileName));
  }

  /** One a volume that included items lead to, the one that lacks most room first. */
  sum(items: Iterable<PlanItem>): readonly PlanVolume[] {
    const volumes = new Map<string, PlanVolume>();
    for (const { place, isIncluded, approximateBytes } of items) {
      const facts = place === null ? undefined : this.folders.get(place.path);
      if (facts === undefined || !isIncluded) continue;
      const volume = volumes.get(idOf(facts)) ?? this.empty(facts);
      volumes.set(volume.id, {
        ...volume,
        includedCount: volume.includedCount + 1,
        includedBytes: volume.includedBytes + (approximateBytes ?? 0),
        unknownSizeCount: volume.unknownSizeCount + (approximateBytes === null ? 1 : 0),
      });
    }
    return [...volumes.values()].map(withMissing).toSorted((a, b) => b.missingBytes - a.missingBytes);
  }

  private empty(facts: FolderFacts): PlanVolume {
    const { volume, root } = facts;
    const isSeen = volume !== 'missing' && volume !== 'unknown';
    const label = isSeen ? volume.mountPath : root;
    return {
      id: idOf(facts),
      label,
      state: isSeen ? 'ready' : volume,
      freeBytes: isSeen ? volume.freeBytes : null,
      reserveBytes: isSeen ? this.needs.reserveOf(volume.totalBytes) : 0,
      promisedBytes: this.queued.find((each) => each.label === label)?.wantedBytes ?? 0,
      includedCount: 0,
      includedBytes: 0,
      unknownSizeCount: 0,
      missingBytes: 0,
    };
  }

  private async lookAt(root: string, folder: string): Promise<void> {
    this.looking.add(folder);
    const beganAtMs = this.needs.clock.nowMs();
    try {
      const volume = await this.needs.volumes.look(root, folder);
      const names = volume === 'missing' ? [] : await this.needs.parts.namesIn(folder);
      this.queued = await this.needs.queued();
      const atMs = this.needs.clock.steadyMs();
      this.folders.set(folder, { volume, root, names: new Set(names.map(collisionKey)), atMs, beganAtMs });
      this.needs.onChanged();
    } catch (error) {
      this.needs.report(error);
    } finally {
      this.looking.delete(folder);
    }
  }
}

function idOf({ volume, root }: FolderFacts): string {
  return volume === 'missing' || volume === 'unknown' ? `${volume} ${root}` : volume.device;
}

function withMissing(volume: PlanVolume): PlanVolume {
  const { freeBytes, reserveBytes, promisedBytes, includedBytes } = volume;
  if (freeBytes === null) return volume;
  return { ...volume, missingBytes: missingRoom({ freeBytes, reserveBytes, promisedBytes }, includedBytes) };
}
