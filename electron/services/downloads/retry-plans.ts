import type { DownloadTarget } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import type { FolderKind } from '../../../shared/placement';
import type { DownloadRecord, PieceBook, Places } from '../../core/ports';
import type { MountNotes } from '../disk/mount-notes';
import type { Placement } from '../placement';
import { placeFacts } from './new-record';
import { isOtherFile, isSpoiled, NOTHING_RECEIVED, withLockOf } from './record-facts';

export interface RetryPlansNeeds {
  readonly placement: Pick<Placement, 'plan'>;
  readonly places: Pick<Places, 'join'>;
  readonly mounts: MountNotes;
  readonly book: Pick<PieceBook, 'clear'>;
}

/** What is different about a download when the user wants it tried again. */
export class RetryPlans {
  /** What is on disk is of no use: the file has changed, or measured wrong. */
  private readonly startingOver = new Set<DownloadId>();

  constructor(private readonly needs: RetryPlansNeeds) {}

  /**
   * @param freshTarget what Civitai says of the file now; without it, what was known stays
   * @param wantedKind the kind of folder that the user has chosen; null leaves it where it was to go
   */
  facts(
    record: DownloadRecord,
    freshTarget?: DownloadTarget,
    wantedKind: FolderKind | null = null,
  ): Partial<DownloadRecord> {
    const target = freshTarget === undefined ? record.target : withLockOf(record.target, freshTarget);
    // What was kept as damaged lies beside it, and is found there when the download is removed.
    const place = isSpoiled(record) ? {} : this.replan(record, wantedKind ?? record.folderKind);
    const facts = { ...place, target, failedAttempts: 0 };
    if (!isSpoiled(record) && !isOtherFile(record.target, target)) return facts;
    this.startingOver.add(record.id);
    // Also when Civet ends before it runs: what the former file proved says nothing about this one.
    return this.needs.book.clear(record.id).ok ? { ...facts, ...NOTHING_RECEIVED } : facts;
  }

  /** Asked once by the run. */
  takeStartOver(id: DownloadId): boolean {
    return this.startingOver.delete(id);
  }

  /** Nothing of it is here yet, so it may as well go where the folders now say. */
  private replan(record: DownloadRecord, kind: FolderKind): Partial<DownloadRecord> {
    if (record.durableBytes > 0) return {};
    const place = this.needs.placement.plan(record.target, kind);
    if (!place.ok) return {};
    const { mounts, places } = this.needs;
    const isSame = place.value.folder === record.folder;
    const mountPath = isSame ? record.mountPath : mounts.knownAt(place.value.folder);
    if (mountPath === null) mounts.note(record.id);
    return placeFacts(place.value, record.id, places, mountPath);
  }
}
