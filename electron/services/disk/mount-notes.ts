import type { DownloadId } from '../../../shared/ids';
import type { Clock, DownloadRecord, VolumeFacts, Volumes } from '../../core/ports';

/** So long what was seen at a folder is true without another look. */
const FRESH_MS = 5_000;

export interface MountNotesNeeds {
  readonly clock: Pick<Clock, 'steadyMs'>;
  readonly volumes: Volumes;
  readonly record: (id: DownloadId) => DownloadRecord | undefined;
  /** All of them, or none. */
  readonly save: (records: readonly DownloadRecord[]) => void;
}

/**
 * Has it written down where the volumes of new downloads are mounted. The first run may come after the drive
 * has gone, and would take the empty folder that shows through for it.
 */
export class MountNotes {
  private readonly wanted = new Set<DownloadId>();
  private readonly known = new Map<string, { readonly mountPath: string; readonly atMs: number }>();
  private isLooking = false;
  private isStopped = false;

  constructor(private readonly needs: MountNotesNeeds) {}

  /** As seen a moment ago; null when nobody has looked. */
  knownAt(folder: string): string | null {
    const known = this.known.get(folder);
    return known !== undefined && this.needs.clock.steadyMs() - known.atMs < FRESH_MS
      ? known.mountPath
      : null;
  }

  /** To be called for downloads whose record does not tell. */
  note(id: DownloadId): void {
    this.wanted.add(id);
    if (!this.isLooking) void this.lookAll();
  }

  /** Nothing is written down any more. */
  stop(): void {
    this.isStopped = true;
    this.wanted.clear();
  }

  private async lookAll(): Promise<void> {
    this.isLooking = true;
    // Whoever asks may not have written the record down yet.
    await Promise.resolve();
    try {
      while (this.wanted.size > 0) await this.lookFor([...this.wanted]);
    } finally {
      this.isLooking = false;
    }
  }

  private async lookFor(ids: readonly DownloadId[]): Promise<void> {
    this.wanted.clear();
    const looks = new Map<string, VolumeFacts | 'missing' | 'unknown'>();
    for (const id of ids) {
      const record = this.needs.record(id);
      if (record === undefined || looks.has(record.folder)) continue;
      const facts = await this.needs.volumes.look(record.root, record.folder);
      looks.set(record.folder, facts);
      if (facts === 'missing' || facts === 'unknown') continue;
      this.known.set(record.folder, { mountPath: facts.mountPath, atMs: this.needs.clock.steadyMs() });
    }
    const noted = ids.flatMap((id) => {
      const record = this.needs.record(id);
      const facts = record === undefined ? undefined : looks.get(record.folder);
      if (record?.mountPath !== null || facts === undefined || typeof facts === 'string') return [];
      return [{ ...record, mountPath: facts.mountPath }];
    });
    if (noted.length > 0 && !this.isStopped) this.needs.save(noted);
  }
}
