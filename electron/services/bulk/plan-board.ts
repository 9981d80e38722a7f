import {
  MOST_PLAN_PROBLEMS,
  MOST_PLANNED,
  type Plan,
  type PlanDelta,
  type PlanHead,
  type PlanItem,
  type PlanProblem,
} from '../../../shared/bulk/plan';
import type { MaturityLevel } from '../../../shared/civitai/model';
import { failure } from '../../../shared/failure';
import { collisionKey } from '../../core/naming/file-name';
import type { Clock } from '../../core/ports';
import type { Find, Miss } from './findings';
import type { Owned } from './ownership';
import { type ItemPlace, isIncluded, type PlanEntry, type Surroundings, toItem } from './plan-entry';
import type { PlanVolumes } from './plan-volumes';

export interface PlanBoardNeeds {
  readonly clock: Clock;
  readonly volumes: PlanVolumes;
  /** Works out where an entry goes and whose it is; once for each look at all of them. */
  readonly surroundings: (entries: readonly PlanEntry[]) => (entry: PlanEntry) => EntrySurroundings;
  readonly isSignedIn: () => boolean;
  readonly maturity: () => MaturityLevel;
  readonly isFolderChosen: () => boolean;
  readonly collecting: () => PlanHead['collecting'];
  readonly publish: (delta: PlanDelta) => void;
  /** Every item is as the board has it. */
  readonly onTold: () => void;
}

export interface EntrySurroundings {
  readonly place: (ItemPlace & { readonly root: string }) | null;
  readonly owned: Owned;
}

interface ToldItem {
  readonly entry: PlanEntry;
  readonly around: Surroundings;
  readonly item: PlanItem;
}

/** Finds come in swarms; the page hears of their sum, of a long plan less often. */
const SETTLE_MS = 200;
const SETTLE_LONG_MS = 600;
const LONG = 1_000;
const NOTHING: PlanHead = {
  collecting: null,
  volumes: [],
  isFolderChosen: false,
  isSignedIn: false,
  aboveLevelCount: 0,
};

/** What is in the plan, and what the page has been told of it. */
export class PlanBoard {
  private readonly entries = new Map<string, PlanEntry>();
  private readonly byFile = new Map<string, string>();
  private problems: PlanProblem[] = [];
  private told = new Map<string, ToldItem>();
  private head = NOTHING;
  private haveProblemsChanged = false;
  private isOverflowing = false;
  /** Ids of models. */
  private readonly aboveLevel = new Set<number>();
  private revision = 0;
  private minted = 0;
  private callOff: (() => void) | null = null;

  constructor(private readonly needs: PlanBoardNeeds) {}

  snapshot(): Plan {
    const items = [...this.told.values()].map(({ item }) => item);
    return { revision: this.revision, head: this.head, items, problems: [...this.problems] };
  }

  get size(): number {
    return this.entries.size;
  }

  /** Something found its way here and there was no room for it. */
  get hasOverflow(): boolean {
    return this.isOverflowing;
  }

  /** The same, asked once. */
  takeOverflow(): boolean {
    const was = this.isOverflowing;
    this.isOverflowing = false;
    return was;
  }

  all(): readonly PlanEntry[] {
    return [...this.entries.values()];
  }

  get(id: string): PlanEntry | undefined {
    return this.entries.get(id);
  }

  /** As the page was told last. */
  item(id: string): PlanItem | undefined {
    return this.told.get(id)?.item;
  }

  /**
   * What is planned already is not planned twice; a lock that comes for it holds from now on, and who names it
   * plainly says which of two was meant.
   */
  add(finds: readonly Find[]): void {
    for (const find of finds) {
      const fileId = find.file?.id ?? find.lock?.fileId ?? null;
      const key = keyOf(find.versionId, fileId, find.model.id);
      const known = this.entries.get(this.byFile.get(key) ?? '');
      if (known !== undefined) {
        this.entries.set(known.id, {
          ...known,
          lock: find.lock ?? known.lock,
          ambiguousId: find.ambiguousId === null ? null : known.ambiguousId,
          isPrivate: known.isPrivate && find.isPrivate,
          promise: find.promise === undefined ? known.promise : find.promise,
        });
        continue;
      }
      if (this.entries.size >= MOST_PLANNED) {
        this.isOverflowing = true;
        continue;
      }
      this.minted += 1;
      const id = `p${this.minted}`;
      this.byFile.set(key, id);
      this.entries.set(id, {
        id,
        model: find.model,
        versionId: find.versionId,
        fileId,
        lock: find.lock,
        ambiguousId: find.ambiguousId,
        isPrivate: find.isPrivate,
        ownKind: find.lock?.folder ?? null,
        ticked: null,
        terms: null,
        promise: find.promise ?? null,
      });
    }
    this.settle();
  }

  addProblems(misses: readonly Miss[]): void {
    for (const miss of misses) {
      if (this.problems.length > MOST_PLAN_PROBLEMS) break;
      const isLast = this.problems.length === MOST_PLAN_PROBLEMS;
      const cause = isLast ? failure('input.tooManyProblems', { most: MOST_PLAN_PROBLEMS }) : miss.cause;
      this.minted += 1;
      this.problems.push({ id: `x${this.minted}`, ...miss, cause });
      this.haveProblemsChanged = true;
    }
    this.settle();
  }

  /** Changes what is there. One that would become a file which is planned already gives way to that. */
  change(ids: readonly string[], change: (entry: PlanEntry) => PlanEntry): void {
    for (const id of ids) {
      const before = this.entries.get(id);
      if (before === undefined) continue;
      const after = change(before);
      const key = keyOf(after.versionId, after.fileId, after.model.id);
      const other = this.byFile.get(key);
      this.byFile.delete(keyOf(before.versionId, before.fileId, before.model.id));
      if (other !== undefined && other !== id) {
        this.entries.delete(id);
        continue;
      }
      this.byFile.set(key, id);
      this.entries.set(id, after);
    }
    this.refresh();
  }

  /** Changes what is known of entries, but not which files they are; told after a moment. */
  note(ids: readonly string[], change: (entry: PlanEntry) => PlanEntry): void {
    for (const id of ids) {
      const before = this.entries.get(id);
      if (before !== undefined) this.entries.set(id, change(before));
    }
    this.settle();
  }

  /** What the service asks of one who downloads may be another thing of somebody else. */
  forgetTerms(): void {
    this.note([...this.entries.keys()], (entry) => ({ ...entry, terms: null }));
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (entry === undefined) continue;
      this.entries.delete(id);
      this.byFile.delete(keyOf(entry.versionId, entry.fileId, entry.model.id));
    }
    this.refresh();
  }

  /** Models that a search has found and that the user does not want to see. */
  noteAboveLevel(modelIds: readonly number[]): void {
    for (const id of modelIds) this.aboveLevel.add(id);
    this.settle();
  }

  removeProblems(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.problems = this.problems.filter(({ id }) => !gone.has(id));
    this.haveProblemsChanged = true;
    this.refresh();
  }

  clear(): void {
    this.entries.clear();
    this.byFile.clear();
    this.aboveLevel.clear();
    this.problems = [];
    this.haveProblemsChanged = true;
    this.refresh();
  }

  /** Something around the plan is different; told after a moment. */
  settle(): void {
    const delayMs = this.entries.size > LONG ? SETTLE_LONG_MS : SETTLE_MS;
    this.callOff ??= this.needs.clock.after(delayMs, () => this.refresh());
  }

  stop(): void {
    this.callOff?.();
    this.callOff = null;
  }

  /** Works out every item anew, and tells the page what has changed. */
  refresh(): void {
    this.stop();
    const before = this.told;
    this.told = this.lookAtAll(before);
    const items = [...this.told.values()].map(({ item }) => item);
    const upserts = items.filter((item) => before.get(item.id)?.item !== item);
    const removed = [...before.keys()].filter((id) => !this.told.has(id));
    const head = this.headOf(items);
    const isSame = JSON.stringify(head) === JSON.stringify(this.head);
    this.needs.onTold();
    if (upserts.length === 0 && removed.length === 0 && isSame && !this.haveProblemsChanged) return;
    this.head = head;
    this.revision += 1;
    const problems = this.haveProblemsChanged ? [...this.problems] : null;
    this.haveProblemsChanged = false;
    this.needs.publish({ revision: this.revision, head, upserts, removed, problems });
  }

  /** An item whose entry and surroundings are the same as before is the same object as before. */
  private lookAtAll(before: ReadonlyMap<string, ToldItem>): Map<string, ToldItem> {
    const { volumes } = this.needs;
    const surroundingsOf = this.needs.surroundings(this.all());
    const isSignedIn = this.needs.isSignedIn();
    const maturity = this.needs.maturity();
    const folders = new Map<string, string>();
    const taken = new Set<string>();
    const told = new Map<string, ToldItem>();
    for (const entry of this.entries.values()) {
      const { place, owned } = surroundingsOf(entry);
      const { ownership, record } = owned;
      if (place !== null) folders.set(place.folder, place.root);
      // Whether a placed file is still there is seen in its folder.
      if (ownership.kind === 'installed' && record !== null) folders.set(record.folder, record.root);
      const name = place === null ? null : `${place.folder}\n${collisionKey(place.fileName)}`;
      const isFree = ownership.kind === 'none';
      const isTaken = isFree && name !== null && taken.has(name);
      const isThere = isFree && place !== null && volumes.hasName(place.folder, place.fileName);
      const around: Surroundings = {
        place,
        volumeId: place === null ? null : volumes.volumeIdOf(place.folder),
        ownership,
        isSignedIn,
        maturity,
        conflict: isTaken ? 'inPlan' : isThere ? 'onDisk' : null,
      };
      const known = before.get(entry.id);
      const now = known?.entry === entry && isSame(known.around, around) ? known : tell(entry, around, known);
      told.set(entry.id, now);
      if (isFree && name !== null && now.item.isIncluded) taken.add(name);
    }
    volumes.look(folders);
    return told;
  }

  private headOf(items: readonly PlanItem[]): PlanHead {
    return {
      collecting: this.needs.collecting(),
      volumes: this.needs.volumes.sum(items),
      isFolderChosen: this.needs.isFolderChosen(),
      isSignedIn: this.needs.isSignedIn(),
      aboveLevelCount: this.aboveLevel.size,
    };
  }
}

function tell(entry: PlanEntry, around: Surroundings, before: ToldItem | undefined): ToldItem {
  const facts = toItem(entry, around);
  const item = { ...facts, isIncluded: isIncluded(entry, facts) };
  // What the page would see no difference in is not told to it again.
  const isSameItem = before !== undefined && JSON.stringify(before.item) === JSON.stringify(item);
  return { entry, around, item: isSameItem ? before.item : item };
}

function isSame(a: Surroundings, b: Surroundings): boolean {
  return (
    a.place?.folder === b.place?.folder &&
    a.place?.fileName === b.place?.fileName &&
    a.place?.kind === b.place?.kind &&
    a.place?.label === b.place?.label &&
    a.volumeId === b.volumeId &&
    a.ownership.kind === b.ownership.kind &&
    idOf(a) === idOf(b) &&
    a.isSignedIn === b.isSignedIn &&
    a.maturity === b.maturity &&
    a.conflict === b.conflict
  );
}

function idOf({ ownership }: Surroundings): string {
  if (ownership.kind === 'none') return ownership.probablyAt ?? '';
  return ownership.kind === 'inLibrary' ? `${ownership.entryId} ${ownership.path}` : ownership.downloadId;
}

/** Versions without a file are told apart by themselves. */
function keyOf(versionId: number, fileId: number | null, modelId: number): string {
  return fileId === null ? `${modelId}/${versionId}` : `${versionId}/${fileId}/`;
}
