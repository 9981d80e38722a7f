import type { Failure } from '../../../shared/failure';
import { failure } from '../../../shared/failure';
import type {
  LibraryChoice,
  LibraryDetails,
  LibraryFacets,
  LibraryPage,
  LibraryStatus,
  LibraryWish,
} from '../../../shared/library/library';
import type { OwnedFile } from '../../../shared/library/owned';
import { err, ok, type Result } from '../../../shared/result';
import type { ChoiceStore } from '../../core/library/choices';
import type {
  ChangedPlaces,
  FolderChange,
  FolderWatch,
  IndexedFile,
  OwnedWish,
  PlacedDownload,
} from '../../core/library/ports';
import type { Outcome } from '../../core/operations/steps';
import type { DownloadRecord, Places } from '../../core/ports';
import { atMost } from '../pause';
import { FileCheck, type FileCheckNeeds } from './file-check';
import { LibraryChoices } from './library-choices';
import { toDetails, toEntry, toOwned, type ViewNeeds } from './library-view';
import { LiveWatch } from './live-watch';
import { type NumberedFolder, NumberedFolders } from './numbered-folders';
import { PendingLooks } from './pending-looks';
import { toPlacedDownload } from './placed-downloads';
import { Scan, type ScanEnd, type ScanNeeds, withMore } from './scan';

/** Faster digits cannot be read. */
const PUBLISH_MS = 250;
/** While something is read, speed and time left are told anew. */
const TICK_MS = 500;
/** So many are written in one go; a window must not wait for more. */
const PLACED_AT_ONCE = 200;
const LONGEST_STOP_MS = 10_000;
const EVERYTHING: LibraryWish = {
  text: '',
  types: [],
  baseModels: [],
  standings: [],
  creators: [],
  folderIds: [],
  usedBeforeMs: null,
  order: { by: 'name', isDescending: false },
};

export interface LibraryNeeds
  extends Omit<ScanNeeds, 'placed' | 'onProgress' | 'onWalked' | 'onKept'>,
    ViewNeeds {
  readonly places: Pick<Places, 'join' | 'isInside'>;
  readonly choices: ChoiceStore;
  readonly keeping: LibraryStatus['keeping'];
  readonly watch: FolderWatch;
  /** Threads that read files once more. */
  readonly checkThreads: FileCheckNeeds['threads'];
  readonly volumes: FileCheckNeeds['volumes'];
  /** Everything that was downloaded, or is to be. */
  readonly downloads: () => readonly DownloadRecord[];
  readonly publish: (status: LibraryStatus) => void;
  readonly onBug: (error: unknown) => void;
}

interface RunningScan {
  readonly scan: Scan;
  readonly callOff: AbortController;
  /** Resolves when nothing of it is written any more. */
  readonly ended: Promise<void>;
}

/**
 * The user's model files: what is in their folders, and what that is. Nothing is looked through, and no hash is
 * sent, before the user has asked for it once; from then on the index is brought up to date with every start.
 */
export class Library {
  private running: RunningScan | null = null;
  private wantsAnother = false;
  private lastEnd: ScanEnd = { problems: [], problemCount: 0, trouble: null };
  private readonly pending = new PendingLooks();
  private revision = 0;
  private hasFolders = false;
  private readonly numbered = new NumberedFolders();
  private readonly noted = new Map<string, Pick<PlacedDownload, 'path' | 'proof'>>();
  private callOffPublish: (() => void) | null = null;
  private callOffTick: (() => void) | null = null;
  private isStopped = false;
  private readonly live: LiveWatch;
  /** Reads files once more; `checkFiles` begins it. */
  readonly check: FileCheck;
  /** What of it the user has chosen. */
  readonly choices: LibraryChoices;

  constructor(private readonly needs: LibraryNeeds) {
    this.choices = new LibraryChoices({ ...needs, folders: this.numbered });
    this.check = new FileCheck({
      ...needs,
      threads: needs.checkThreads,
      onProgress: () => this.publishSoon(),
      onKept: () => this.change(),
      onChanged: (places) => this.noteChange(places),
    });
    this.live = new LiveWatch({
      ...needs,
      onChanged: (change) => {
        this.pending.noteRestless(change.restless);
        this.noteChange(change);
      },
      onUnwatched: (places) => this.noteChange(places),
      onView: () => this.publishSoon(),
    });
  }

  /** Takes up what is known of downloads, and goes on with a scan that is wanted. */
  async start(): Promise<void> {
    await this.notePlaced();
    await this.noteFolders();
    this.check.resume();
  }

  /**
   * Ends what reads, ten seconds at the most, and closes the index.
   *
   * @param changes may still be written into the index until then
   */
  async stop(changes: Promise<unknown> = Promise.resolve()): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    const { running } = this;
    const { clock, store, threads } = this.needs;
    running?.callOff.abort();
    this.callOffPublish?.();
    this.callOffTick?.();
    const ended = [this.live.close(), this.check.stop(), threads.close(), running?.ended];
    await Promise.all([atMost(clock, LONGEST_STOP_MS, Promise.all(ended)), changes]);
    store.close();
  }

  status(): LibraryStatus {
    const { store, keeping } = this.needs;
    const totals = store.totals();
    const scannedAt = store.note('scannedAtMs');
    return {
      revision: this.revision,
      ...(totals.ok ? totals.value : { fileCount: 0, bytes: 0 }),
      hasFolders: this.hasFolders,
      scannedAtMs: scannedAt === null ? null : Number(scannedAt),
      scan: this.running?.scan.view() ?? { kind: 'idle' },
      isPaused: this.isPaused(),
      isWanted: this.isWanted(),
      ...this.lastEnd,
      watching: this.live.view(),
      check: this.check.view(),
      keeping,
    };
  }

  isScanning(): boolean {
    return this.running !== null;
  }

  /** Begins, or goes on. `input.folderNotChosen` while there is nothing to look through. */
  scanNow(): Result<null, Failure> {
    if (!this.hasFolders) return err(failure('input.folderNotChosen'));
    this.needs.store.keepNote('isWanted', '1');
    this.needs.store.keepNote('isPaused', null);
    // A look at some folders alone is none at all of them.
    this.wantsAnother ||= this.running !== null && this.running.scan.only !== null;
    if (this.running === null) this.begin();
    else this.running.scan.setPaused(false);
    this.publishSoon();
    return ok(null);
  }

  /** Stands still where it is; also after a restart, until it is begun again. */
  pause(): Result<null, Failure> {
    this.needs.store.keepNote('isPaused', '1');
    this.running?.scan.setPaused(true);
    this.publishSoon();
    return ok(null);
  }

  /** Reads files once more; `input.unknownFile` when none of them is there. */
  checkFiles(choice: LibraryChoice): Result<null, Failure> {
    const chosen = this.choices.chosen(choice, 'there');
    if (!chosen.ok) return chosen;
    if (chosen.value.length === 0) return err(failure('input.unknownFile'));
    this.check.begin(chosen.value);
    this.publishSoon();
    return ok(null);
  }

  /** The user's folders, as a wish numbers them. */
  folders(): readonly NumberedFolder[] {
    return this.numbered.list();
  }

  list(wish: LibraryWish, offset: number, limit: number): Result<LibraryPage, Failure> {
    const page = this.needs.store.list(wish, offset, limit, this.choices.listed(wish).below);
    if (!page.ok) return page;
    const entries = page.value.files.map((file) => toEntry(file, this.needs));
    return ok({ revision: this.revision, total: page.value.total, offset, entries });
  }

  /** What of these models or versions is here besides what downloads brought; those tell of themselves. */
  owned(wanted: OwnedWish): Result<readonly OwnedFile[], Failure> {
    const found = this.needs.store.ofModels(wanted);
    if (!found.ok) return found;
    const brought = new Set(this.needs.downloads().flatMap(({ id }) => this.noted.get(id)?.path ?? []));
    return ok(found.value.filter(({ path }) => !brought.has(path)).flatMap(toOwned));
  }

  /** A part of everything that is listed, by name; for whoever goes through all of it. */
  indexed(offset: number, limit: number): readonly IndexedFile[] {
    const page = this.needs.store.list(EVERYTHING, offset, limit, 'all');
    return page.ok ? page.value.files : [];
  }

  /** Some known files of each type of model, the newest first. */
  samples(mostOfType: number): readonly (readonly IndexedFile[])[] {
    const { store } = this.needs;
    const facets = store.facets();
    if (!facets.ok) return [];
    return facets.value.types.map(({ id }) => {
      const wish: LibraryWish = { ...EVERYTHING, types: [id], standings: ['known', 'edited', 'claimed'] };
      const page = store.list({ ...wish, order: { by: 'added', isDescending: true } }, 0, mostOfType, 'all');
      return page.ok ? page.value.files : [];
    });
  }

  facets(): Result<LibraryFacets, Failure> {
    return this.needs.store.facets();
  }

  /** Null for what is not in the index any more. */
  details(id: number): Result<LibraryDetails | null, Failure> {
    const found = this.needs.store.find(id);
    if (!found.ok) return found;
    return ok(found.value === null ? null : toDetails(found.value, this.needs));
  }

  /** What the index has of a file; `input.unknownFile` for what is not in it any more. */
  fileOf(id: number): Result<IndexedFile, Failure> {
    const found = this.needs.store.find(id);
    if (!found.ok) return found;
    return found.value === null ? err(failure('input.unknownFile')) : ok(found.value);
  }

  /** Takes in what was placed since. What Civet has proven itself is not read again. */
  async notePlaced(): Promise<void> {
    const { downloads, places, store, clock } = this.needs;
    const fresh = downloads().flatMap((record) => {
      const placed = toPlacedDownload(record, places);
      const noted = this.noted.get(record.id);
      // A proof may come long after the file.
      const isNews = placed !== null && (noted?.path !== placed.path || noted.proof !== placed.proof);
      return isNews ? [{ id: record.id, placed }] : [];
    });
    for (let from = 0; from < fresh.length; from += PLACED_AT_ONCE) {
      if (this.isStopped) return;
      const part = fresh.slice(from, from + PLACED_AT_ONCE);
      const kept = store.keepPlaced(
        part.map(({ placed }) => placed),
        clock.nowMs(),
      );
      if (!kept.ok) return;
      for (const { id, placed } of part) this.noted.set(id, { path: placed.path, proof: placed.proof });
      this.change();
      await new Promise<void>((resolve) => void clock.after(0, resolve));
    }
  }

  /** Civet itself has given files other names: what is known of them holds on, and nothing is read again. */
  async noteChanged(outcome: Outcome): Promise<void> {
    const { store, clock, places } = this.needs;
    const roots = await this.needs.roots();
    const rootOf = (path: string) => roots.find((root) => places.isInside(root, path)) ?? '';
    if ((await store.keepMoved(outcome, rootOf, clock.nowMs())).ok) this.change();
  }

  /** The user has chosen other folders, or some for the first time. */
  async noteFolders(): Promise<void> {
    const roots = await this.needs.roots();
    if (this.isStopped || !this.numbered.choose(roots)) return;
    this.hasFolders = roots.length > 0;
    if (!this.hasFolders) await this.live.rest();
    if (this.running !== null) {
      // What it has read is kept; only a file that is half read is begun anew.
      this.wantsAnother = true;
      this.running.callOff.abort();
    } else if (this.hasFolders && this.isWanted() && !this.isPaused()) {
      this.begin();
    }
    // A list of one folder may be another one now, though nothing of the index is.
    this.change();
  }

  /** Looks at what may have changed, as soon as nothing else is looked at. Absolute paths below the user's folders. */
  noteChange(places: ChangedPlaces): void {
    if (this.isStopped) return;
    this.pending.add(places);
    this.lookAtPending();
  }

  /** The level of maturity is another one, and so are the pictures. */
  republish(): void {
    this.change();
  }

  private isWanted(): boolean {
    return this.needs.store.note('isWanted') !== null;
  }

  private isPaused(): boolean {
    return this.needs.store.note('isPaused') !== null;
  }

  private lookAtPending(): void {
    if (this.isStopped || this.running !== null || this.pending.isEmpty) return;
    if (this.hasFolders && this.isWanted() && !this.isPaused()) this.begin(this.pending.take());
  }

  private begin(only: FolderChange | null = null): void {
    // A look at everything looks at that as well.
    if (only === null) this.pending.take();
    const callOff = new AbortController();
    const scan = new Scan(
      {
        ...this.needs,
        placed: () => [...this.noted.values()].map(({ path }) => path),
        onProgress: () => this.publishSoon(),
        // Reading may take hours; what is put into a folder meanwhile must not be missed.
        onWalked: (folders) =>
          folders.ok ? this.live.follow(folders.value) : this.live.noteNoWalk(folders.error),
        onKept: () => this.change(),
      },
      callOff.signal,
      only,
    );
    this.wantsAnother = false;
    if (this.isPaused()) scan.setPaused(true);
    this.tick();
    const ended = scan
      .run()
      .then((end) => this.finish(callOff.signal.aborted ? null : end, only))
      .catch((bug: unknown) => {
        this.needs.onBug(bug);
        this.finish(null, only);
      });
    this.running = { scan, callOff, ended };
  }

  private finish(end: ScanEnd | null, only: FolderChange | null): void {
    this.running = null;
    if (this.isStopped) return;
    this.callOffTick?.();
    // What was called off is looked at again.
    if (end === null && only !== null) this.pending.add(only);
    if (end !== null && only === null) this.keepEnd(end);
    if (end !== null && only !== null) this.lastEnd = withMore(this.lastEnd, end);
    this.change();
    if (this.wantsAnother && this.hasFolders) this.begin();
    else this.lookAtPending();
  }

  private keepEnd(end: ScanEnd): void {
    this.lastEnd = end;
    this.needs.store.keepNote('scannedAtMs', String(this.needs.clock.nowMs()));
  }

  private change(): void {
    this.revision += 1;
    this.publishSoon();
  }

  private publishSoon(): void {
    if (this.isStopped) return;
    this.callOffPublish ??= this.needs.clock.after(PUBLISH_MS, () => {
      this.callOffPublish = null;
      this.needs.publish(this.status());
    });
  }

  private tick(): void {
    this.callOffTick = this.needs.clock.after(TICK_MS, () => {
      if (!this.isPaused()) this.publishSoon();
      this.tick();
    });
  }
}
