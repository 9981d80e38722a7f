import type { DownloadTarget } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import type { FolderKind } from '../../../shared/placement';
import type { DownloadRecord, PieceBook, Places } from '../../core/ports';
import type { MountNotes } from '../disk/mount-notes';
import type { Placement } from '../placement';
import { placeFacts } from './new-record';
import { chosenKind, isOtherFile, isSpoiled, NOTHING_RECEIVED, withLockOf } from './record-facts';

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
   * @param wantedKind the kind of folder that the user has chosen; null leaves what they have said before
   */
  facts(
    record: DownloadRecord,
    freshTarget?: DownloadTarget,
    wantedKind: FolderKind | null = null,
  ): Partial<DownloadRecord> {
    const target = freshTarget === undefined ? record.target : withLockOf(record.target, freshTarget);
    // What was kept as damaged lies beside it, and is found there when the download is removed.
    const place = isSpoiled(record)
      ? {}
      : this.replanned({ ...record, target }, wantedKind ?? keptKind(record, target));
    // What the user wants last holds.
    const { backTo: _before, ...elsewhere } = target;
    const isElsewhere = place.kindDecision?.by === 'user';
    const facts = { ...place, target: isElsewhere ? elsewhere : target, failedAttempts: 0 };
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
  replanned(record: DownloadRecord, kind: FolderKind | null): Partial<DownloadRecord> {
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

/** The kind of folder that the user has chosen, unless they want it back where it was since. */
function keptKind(record: DownloadRecord, { backTo }: DownloadTarget): FolderKind | null {
  return backTo !== undefined && record.target.backTo === undefined ? null : chosenKind(record);
}
