import { type Failure, failure } from '../../../shared/failure';
import type { KeptReason } from '../../../shared/updates/updates';
import type { FileStamp, IndexedFile, LibraryStore } from '../../core/library/ports';
import type { OperationFiles } from '../../core/operations/ports';
import { type FileLook, isSameInode } from '../../core/operations/recovery';
import type { Places } from '../../core/ports';
import type { PromisedFile } from '../../core/updates/ports';
import { whyItStays } from '../../core/updates/why-it-stays';
import type { PromisedPlaces } from './promised-places';

export interface OldFilesNeeds {
  readonly places: Pick<Places, 'join'>;
  readonly files: Pick<OperationFiles, 'look'>;
  readonly promisedPlaces: Pick<PromisedPlaces, 'isOldAway'>;
  readonly library: Pick<LibraryStore, 'find'>;
}

/** What can become of old files now. */
export interface SortedFiles {
  readonly going: readonly PromisedFile[];
  /** By the reason. Without what turned out to be the new file itself. */
  readonly staying: readonly { readonly why: KeptReason; readonly files: readonly PromisedFile[] }[];
  /** Of one of which nothing can be told now; null when all can be told of. */
  readonly cause: Failure | null;
}

/** Old files as they are when something is to become of them. */
export class OldFiles {
  constructor(private readonly needs: OldFilesNeeds) {}

  pathOf({ folder, fileName }: Pick<PromisedFile, 'folder' | 'fileName'>): string {
    return this.needs.places.join(folder, fileName);
  }

  /**
   * What was proven when the user decided may be known better by now.
   *
   * @param newPath of the new file
   * @param placed the new file as it is
   * @param newSha256 of it, measured
   */
  async sort(
    files: readonly PromisedFile[],
    newPath: string,
    placed: FileStamp,
    newSha256: string,
  ): Promise<SortedFiles> {
    const going: PromisedFile[] = [];
    const staying = new Map<KeptReason, PromisedFile[]>();
    for (const file of files) {
      const path = this.pathOf(file);
      const look = await this.needs.files.look(path);
      if (!look.ok) return { going: [], staying: [], cause: look.error };
      const known = this.indexed(file);
      // A drive may have another number with every start: a scan has seen others of its files since, and knows.
      const dev = known === null || isGone(known) ? '' : known.dev;
      if (look.value === null && (await this.needs.promisedPlaces.isOldAway(path, dev)))
        return { going: [], staying: [], cause: failure('disk.driveMissing', { path }) };
      // It was found to be the new one, or both names lead to it.
      if (path === newPath || (look.value !== null && isSameInode(look.value.stamp, placed))) continue;
      const why = look.value === null ? 'oldGone' : this.whyItStays(file, look.value, newSha256);
      if (why === null) going.push(file);
      else staying.set(why, [...(staying.get(why) ?? []), file]);
    }
    return { going, staying: [...staying].map(([why, those]) => ({ why, files: those })), cause: null };
  }

  private whyItStays(promised: PromisedFile, look: FileLook, newSha256: string): KeptReason | null {
    const file = this.indexed(promised);
    const isSame =
      file?.folder === promised.folder &&
      file.fileName === promised.fileName &&
      file.versionId === promised.versionId;
    if (file === null || !isSame || whyItStays(file, [], newSha256) !== null) return 'notProven';
    return look.linkCount > 1 ? 'severalNames' : null;
  }

  private indexed({ id }: PromisedFile) {
    const found = this.needs.library.find(id);
    return found.ok ? found.value : null;
  }
}

/** In the trash the device is that of the trash. */
function isGone({ standing }: Pick<IndexedFile, 'standing'>): boolean {
  return standing === 'missing' || standing === 'trashed';
}
