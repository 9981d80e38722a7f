import { dirname } from 'node:path';
import type { PartFile, PartFiles, VolumeFacts, Volumes } from '../../electron/core/ports';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';

/** A volume of a test: mounted at its name below "/". */
export interface MemoryVolume {
  isThere: boolean;
  freeBytes: number;
  isFat32: boolean;
  /** Where it is; "/" when it is not mounted, and the folder of the disk below shows through. */
  mountPath: string;
}

/** Names of files and room on volumes, without their bytes, so that every answer comes at once. */
export class MemoryParts implements PartFiles, Volumes {
  /** Length of each file by its path. */
  readonly files = new Map<string, number>();
  readonly volumes = new Map<string, MemoryVolume>();
  /** What the next `place` answers instead of placing. */
  placeFailure: Failure | null = null;
  looks = 0;

  addVolume(name: string, freeBytes = 1e15): MemoryVolume {
    const volume = { isThere: true, freeBytes, isFat32: false, mountPath: `/${name}` };
    this.volumes.set(name, volume);
    return volume;
  }

  ensureFolder(root: string): Promise<Result<null, Failure>> {
    return Promise.resolve(
      this.volumeOf(root) ? ok(null) : err(failure('disk.folderMissing', { path: root })),
    );
  }

  /** Bytes are not this one's matter. */
  open(): Promise<Result<PartFile, Failure>> {
    throw new Error('Nothing is read or written here.');
  }

  inspect(partPath: string, finalPath: string | null) {
    if (!this.volumeOf(partPath)) return Promise.resolve(ok({ ...nothing }));
    const partBytes = this.files.get(partPath) ?? null;
    const isFinalThere = finalPath !== null && this.files.has(finalPath);
    return Promise.resolve(ok({ partBytes, isFinalThere, isSameFile: false }));
  }

  namesIn(folder: string): Promise<readonly string[]> {
    const paths = [...this.files.keys()].filter((path) => dirname(path) === folder);
    return Promise.resolve(paths.map((path) => path.slice(folder.length + 1)));
  }

  place(partPath: string, finalPath: string): Promise<Result<'placed' | 'taken', Failure>> {
    if (this.placeFailure !== null) return Promise.resolve(err(this.placeFailure));
    if (this.files.has(finalPath)) return Promise.resolve(ok('taken'));
    this.files.set(finalPath, this.files.get(partPath) ?? 0);
    this.files.delete(partPath);
    return Promise.resolve(ok('placed'));
  }

  keepName(): Promise<Result<null, Failure>> {
    return Promise.resolve(ok(null));
  }

  remove(path: string): Promise<Result<null, Failure>> {
    this.files.delete(path);
    return Promise.resolve(ok(null));
  }

  look(root: string): Promise<VolumeFacts | 'missing' | 'unknown'> {
    this.looks += 1;
    const volume = this.volumeOf(root);
    if (volume === null) return Promise.resolve('missing');
    const device = root.split('/')[1] ?? '';
    const { freeBytes, isFat32, mountPath } = volume;
    return Promise.resolve({ device, mountPath, freeBytes, totalBytes: 1e15, isFat32 });
  }

  private volumeOf(path: string): MemoryVolume | null {
    const volume = this.volumes.get(path.split('/')[1] ?? '');
    return volume?.isThere === true ? volume : null;
  }
}

const nothing = { partBytes: null, isFinalThere: false, isSameFile: false } as const;
