import type { PartFiles, Places, Volumes } from '../../core/ports';
import type { Claimant } from './disk-watch';

/** A volume as it was seen last. One that the system does not tell of counts as one of its own, with room. */
export interface SeenVolume {
  readonly device: string;
  readonly mountPath: string | null;
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly isFat32: boolean;
}

export interface VolumeLooksNeeds {
  readonly volumes: Volumes;
  readonly parts: Pick<PartFiles, 'inspect'>;
  readonly places: Pick<Places, 'isInside'>;
  /** The volume that was seen in a folder is not there any more. */
  readonly onGone: (device: string) => void;
}

/** By folder, what was seen in one go, so that many downloads cost one look. */
export type Looks = Map<string, SeenVolume | 'missing'>;

/** Looks at the volumes that downloads go to, and remembers what was seen. */
export class VolumeLooks {
  private readonly seen: Looks = new Map();

  constructor(private readonly needs: VolumeLooksNeeds) {}

  /** What was seen last; undefined when nobody has looked yet. */
  last({ folder }: Pick<Claimant, 'folder'>): SeenVolume | 'missing' | undefined {
    return this.seen.get(folder);
  }

  deviceOf(user: Pick<Claimant, 'folder'>): string | null {
    const volume = this.last(user);
    return volume === undefined || volume === 'missing' ? null : volume.device;
  }

  async look(user: Pick<Claimant, 'root' | 'folder'>): Promise<SeenVolume | 'missing'> {
    const facts = await this.needs.volumes.look(user.root, user.folder);
    const volume = facts === 'unknown' ? unknownVolume(user.folder) : facts;
    const before = this.deviceOf(user);
    if (volume === 'missing' && before !== null) this.needs.onGone(before);
    this.seen.set(user.folder, volume);
    return volume;
  }

  /** A volume that is mounted elsewhere now is missing, unless nothing was left behind on the other one. */
  async lookFor(user: Claimant, looks: Looks = new Map()): Promise<SeenVolume | 'missing'> {
    const volume = looks.get(user.folder) ?? (await this.look(user));
    looks.set(user.folder, volume);
    if (volume === 'missing' || volume.mountPath === null) return volume;
    if (user.mountPath === null || user.mountPath === volume.mountPath) return volume;
    // A drive was mounted since, further down on the way to the folder.
    if (user.durableBytes === 0 && this.needs.places.isInside(user.mountPath, volume.mountPath))
      return volume;
    const found = await this.needs.parts.inspect(user.partPath, null);
    return found.ok && found.value.partBytes !== null ? volume : 'missing';
  }
}

function unknownVolume(folder: string): SeenVolume {
  const endless = Number.MAX_SAFE_INTEGER;
  return {
    device: `unknown ${folder}`,
    mountPath: null,
    freeBytes: endless,
    totalBytes: 0,
    isFat32: false,
  };
}
