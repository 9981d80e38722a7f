import { type Failure, failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { FolderKind } from '../../../shared/placement';
import { err, ok, type Result } from '../../../shared/result';
import type { MovedFile } from '../../core/operations/steps';
import type { DownloadRecord, Places } from '../../core/ports';
import type { StateWriter } from './state-writer';

export interface PlacedFilesNeeds {
  readonly writer: StateWriter;
  readonly places: Pick<Places, 'join' | 'relative'>;
  /** Whether the file at a path went into the trash after a time. */
  readonly isTrashed?: (path: string, sinceMs: number) => boolean;
}

/** Where the files of downloads are, for whoever else works on the user's files. */
export class PlacedFiles {
  constructor(private readonly needs: PlacedFilesNeeds) {}

  folderOf(id: DownloadId): Result<{ readonly folder: string; readonly file: string | null }, Failure> {
    const record = this.needs.writer.records.get(id);
    return record === undefined
      ? err(failure('input.unknownDownload'))
      : ok({ folder: record.folder, file: this.pathOf(record) });
  }

  /** Placed, and put into the trash by the user since. */
  isTrashed(record: DownloadRecord): boolean {
    const path = this.pathOf(record);
    if (path === null || record.state.kind !== 'completed') return false;
    return this.needs.isTrashed?.(path, record.state.atMs) === true;
  }

  /** Paths that are being written, looked at, or about to be given to a file. */
  inUse(): ReadonlySet<string> {
    const { writer, places } = this.needs;
    const paths = new Set<string>();
    for (const { state, partPath, folder, fileName } of writer.records.all()) {
      if (state.kind === 'completed' || state.kind === 'cancelled') continue;
      paths.add(partPath);
      if (state.kind === 'finalizing') paths.add(places.join(folder, state.finalName));
      if (state.kind === 'verifying') paths.add(places.join(folder, fileName));
    }
    return paths;
  }

  /** By their paths, the kinds of folder that the user, or a rule of theirs, has chosen for files. */
  chosenKinds(): ReadonlyMap<string, FolderKind> {
    const kinds = new Map<string, FolderKind>();
    for (const record of this.needs.writer.records.all()) {
      const path = this.pathOf(record);
      const by = record.kindDecision?.by;
      if (path !== null && (by === 'user' || by === 'rule')) kinds.set(path, record.folderKind);
    }
    return kinds;
  }

  /** Files have other names now; what was said of them holds on. */
  noteMoved(moved: readonly MovedFile[]): Result<null, Failure> {
    const { writer, places } = this.needs;
    const to = new Map(moved.flatMap(({ from, to: path }) => (path === null ? [] : [[from, path] as const])));
    const changed = writer.records.all().flatMap((record): DownloadRecord[] => {
      const from = this.pathOf(record);
      const path = from === null ? undefined : to.get(from);
      if (path === undefined || record.state.kind !== 'completed') return [];
      const folder = places.join(path, '..');
      const state = { ...record.state, finalName: places.relative(folder, path) };
      return [{ ...record, folder, subfolder: '', state }];
    });
    return writer.rearrange(changed);
  }

  private pathOf({ state, folder }: DownloadRecord): string | null {
    return state.kind === 'completed' ? this.needs.places.join(folder, state.finalName) : null;
  }
}
