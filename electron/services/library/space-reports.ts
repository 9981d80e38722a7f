import type { Failure } from '../../../shared/failure';
import {
  type SpaceGroup,
  type SpaceReport,
  type SpaceShare,
  type SpaceVolume,
  type TrashShare,
  UNUSED_DAYS,
} from '../../../shared/library/space';
import { ok, type Result } from '../../../shared/result';
import type { DuplicateStore } from '../../core/library/duplicates';
import type { LibrarySpace } from '../../core/library/ports';
import type { Clock, Places, Volumes } from '../../core/ports';
import { fileKey, type TrashedFile } from '../operations/operation-view';
import type { NumberedFolder } from './numbered-folders';

/** More bars than that nobody compares. */
const MOST_CREATORS = 20;
const UNUSED_MS = UNUSED_DAYS * 86_400_000;
const NOTHING: SpaceShare = { fileCount: 0, bytes: 0 };

export interface SpaceReportsNeeds {
  readonly space: LibrarySpace;
  readonly duplicates: Pick<DuplicateStore, 'totals'>;
  readonly volumes: Volumes;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly folders: () => readonly NumberedFolder[];
  readonly places: Pick<Places, 'isInside'>;
  /** What lies in Civet's own trash. */
  readonly trashed: () => readonly TrashedFile[];
}

/** What the user's model files take, by whatever they can be told apart. */
export class SpaceReports {
  constructor(private readonly needs: SpaceReportsNeeds) {}

  async report(): Promise<Result<SpaceReport, Failure>> {
    const numbered = this.needs.folders();
    const roots = numbered.map(({ path }) => path);
    const measured = this.needs.space.measure(roots, this.needs.clock.nowMs() - UNUSED_MS);
    if (!measured.ok) return measured;
    const twice = this.needs.duplicates.totals();
    if (!twice.ok) return twice;
    const { all, namedBytes, folders, devices, types, baseModels, creators, unknown, unused, largest } =
      measured.value;
    const inFolders = folders.reduce(add, NOTHING);
    return ok({
      all,
      savedByLinksBytes: namedBytes - all.bytes,
      folders: folders
        .flatMap((share, at) => numbered.slice(at, at + 1).map((folder) => ({ ...share, ...folder })))
        .toSorted((a, b) => b.bytes - a.bytes),
      elsewhere: { fileCount: all.fileCount - inFolders.fileCount, bytes: all.bytes - inFolders.bytes },
      volumes: await this.volumes(roots, devices),
      trash: await this.trash(roots),
      types,
      baseModels,
      creators: creators.slice(0, MOST_CREATORS),
      moreCreators: creators.slice(MOST_CREATORS).reduce<SpaceShare>(add, NOTHING),
      unknown,
      unused,
      duplicatesBytes: twice.value.costBytes,
      largest,
    });
  }

  /** By the drives, the fullest first. What has several names takes its space once. */
  private async trash(roots: readonly string[]): Promise<readonly TrashShare[]> {
    const looks = await Promise.all(roots.map((root) => this.needs.volumes.look(root, root)));
    const seen = new Set<string>();
    const shares = new Map<string | null, TrashShare>();
    for (const { path, isModel, stamp } of this.needs.trashed()) {
      const look = looks[roots.findIndex((root) => this.needs.places.isInside(root, path))];
      const mountPath = look === undefined || typeof look === 'string' ? null : look.mountPath;
      const { fileCount, bytes } = shares.get(mountPath) ?? NOTHING;
      const file = fileKey(path, stamp);
      const isFirst = !seen.has(file);
      seen.add(file);
      shares.set(mountPath, {
        mountPath,
        fileCount: fileCount + (isModel ? 1 : 0),
        bytes: bytes + (isFirst ? stamp.bytes : 0),
      });
    }
    return [...shares.values()].toSorted((a, b) => b.bytes - a.bytes);
  }

  /** Each volume once; one that is not there, or tells nothing of itself, is left out. */
  private async volumes(
    roots: readonly string[],
    devices: readonly SpaceGroup[],
  ): Promise<readonly SpaceVolume[]> {
    const looks = await Promise.all(roots.map((root) => this.needs.volumes.look(root, root)));
    const found = new Map<string, SpaceVolume>();
    for (const look of looks) {
      if (typeof look === 'string') continue;
      const { device, mountPath, freeBytes, totalBytes } = look;
      const share = devices.find(({ id }) => id === device) ?? NOTHING;
      const { fileCount, bytes } = share;
      found.set(device, { mountPath, freeBytes, totalBytes, fileCount, bytes });
    }
    return [...found.values()].toSorted((a, b) => b.bytes - a.bytes);
  }
}

function add(a: SpaceShare, b: SpaceShare): SpaceShare {
  return { fileCount: a.fileCount + b.fileCount, bytes: a.bytes + b.bytes };
}
