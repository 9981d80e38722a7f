import type { OperationFiles } from '../../core/operations/ports';
import type { DownloadRecord, Places, Volumes } from '../../core/ports';

export interface PromisedPlacesNeeds {
  readonly files: Pick<OperationFiles, 'look' | 'realPath' | 'folderOf' | 'namesIn'>;
  readonly places: Pick<Places, 'isInside'>;
  readonly volumes: Volumes;
  /** Folders of the user's, as absolute paths. */
  readonly roots: () => readonly string[];
}

/** Tells a file that is gone from one whose drive is away. */
export class PromisedPlaces {
  constructor(private readonly needs: PromisedPlacesNeeds) {}

  /**
   * @param path of an old file that is not there
   * @param knownDev of its drive, as the index has it; empty where that is not known, or says nothing any more
   * @returns whether it may come back with its drive: then nothing can be told of it now
   */
  async isOldAway(path: string, knownDev: string): Promise<boolean> {
    const { files, places, roots } = this.needs;
    const around = roots().filter((root) => places.isInside(root, path));
    for (const root of around) {
      const isEmpty = (await files.namesIn(root)).length === 0;
      // Nothing else lay in it, and its drive is there.
      if (isEmpty && !(await this.isOn(root, knownDev))) return true;
    }
    const start = await files.realPath(files.folderOf(path));
    for (let folder = start; ; folder = files.folderOf(folder)) {
      const found = await files.look(folder);
      if (!found.ok) return true;
      // A link that leads nowhere leads to a drive that is away.
      if (found.value !== null)
        return found.value.kind === 'link' || (knownDev !== '' && found.value.stamp.dev !== knownDev);
      if (files.folderOf(folder) === folder) return true;
    }
  }

  private async isOn(folder: string, dev: string): Promise<boolean> {
    const { files } = this.needs;
    const found = await files.look(await files.realPath(folder));
    return dev !== '' && found.ok && found.value?.stamp.dev === dev;
  }

  /** The same of a file that was placed. */
  async isNewAway({ root, folder, mountPath }: DownloadRecord): Promise<boolean> {
    const volume = await this.needs.volumes.look(root, folder);
    if (typeof volume === 'string') return volume === 'missing';
    return mountPath !== null && volume.mountPath !== mountPath;
  }
}
