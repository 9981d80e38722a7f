import {
  MOST_PLANNED,
  type Plan,
  type PlanDelta,
  type PlanHead,
  type PlanItem,
  type PlanOwnership,
  type PlanProblem,
} from '../../../shared/bulk/plan';
import { collisionKey } from '../../core/naming/file-name';
import type { Clock } from '../../core/ports';
import type { Placement } from '../placement';
import type { Find, Miss } from './findings';
import { type PlanEntry, targetOf, toItem } from './plan-entry';
import type { PlanVolumes } from './plan-volumes';

export interface PlanBoardNeeds {
  readonly clock: Clock;
  readonly placement: Pick<Placement, 'plan'>;
  readonly volumes: PlanVolumes;
  /** Whose file it is already. */
  readonly owned: () => (entry: PlanEntry) => PlanOwnership;
  readonly isSignedIn: () => boolean;
  readonly isFolderChosen: () => boolean;
  readonly collecting: () => PlanHead['collecting'];
  readonly publish: (delta: PlanDelta) => void;
  /** Every item is as the board has it. */
  readonly onTold: () => void;
}

/** Finds come in swarms; the page hears of their sum. */
const SETTLE_MS = 200;
const NOTHING: PlanHead = { collecting: null, volumes: [], isFolderChosen: false, isSignedIn: false };
/** More problems than anybody mends by hand. */
const MOST_PROBLEMS = 2_000;

/** What is in the plan, and what the page has been told of it. */
export class PlanBoard {
  private readonly entries = new Map<string, PlanEntry>();
  private readonly byFile = new Map<string, string>();
  private readonly problems: PlanProblem[] = [];
  private told = new Map<string, { readonly item: PlanItem; readonly text: string }>();
  private head = NOTHING;
  private haveProblemsChanged = false;
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

  hasRoom(): boolean {
    return this.entries.size < MOST_PLANNED;
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

  /** What is planned already is not planned twice; a lock that comes for it holds from now on. */
  add(finds: readonly Find[]): void {
    for (const find of finds) {
      const fileId = find.file?.id ?? find.lock?.fileId ?? null;
      const key = keyOf(find.versionId, fileId, find.model.id);
      const known = this.entries.get(this.byFile.get(key) ?? '');
      if (known !== undefined) {
        if (find.lock !== null) this.entries.set(known.id, { ...known, lock: find.lock });
        continue;
      }
      if (!this.hasRoom()) break;
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
        isWanted: null,
        terms: null,
      });
    }
    this.settle();
  }

  addProblems(misses: readonly Miss[]): void {
    for (const miss of misses.slice(0, MOST_PROBLEMS - this.problems.length)) {
      this.minted += 1;
      this.problems.push({ id: `x${this.minted}`, ...miss });
      this.haveProblemsChanged = true;
    }
    this.settle();
  }

  /** Changes what is there; a changed file keeps its place, and gives way to one that is planned already. */
  change(ids: readonly string[], change: (entry: PlanEntry) => PlanEntry): void {
    for (const id of ids) {
      const before = this.entries.get(id);
      if (before === undefined) continue;
      const after = change(before);
      if (after.versionId === before.versionId && after.fileId === before.fileId) {
        this.entries.set(id, after);
        continue;
      }
      const key = keyOf(after.versionId, after.fileId, after.model.id);
      const other = this.byFile.get(key);
      this.byFile.delete(keyOf(before.versionId, before.fileId, before.model.id));
      if (other !== undefined && other !== id) this.entries.delete(other);
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

  removeProblems(): void {
    this.problems.length = 0;
    this.haveProblemsChanged = true;
    this.refresh();
  }

  clear(): void {
    this.entries.clear();
    this.byFile.clear();
    this.removeProblems();
  }

  /** Something around the plan is different; told after a moment. */
  settle(): void {
    this.callOff ??= this.needs.clock.after(SETTLE_MS, () => this.refresh());
  }

  stop(): void {
    this.callOff?.();
    this.callOff = null;
  }

  /** Works out every item anew, and tells the page what has changed. */
  refresh(): void {
    this.stop();
    const items = this.items();
    const before = this.told;
    this.told = new Map(
      items.map((item) => {
        const text = JSON.stringify(item);
        const known = before.get(item.id);
        return [item.id, known?.text === text ? known : { item, text }];
      }),
    );
    const upserts = items.filter(({ id }) => this.told.get(id) !== before.get(id));
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

  private items(): readonly PlanItem[] {
    const { placement, volumes, isSignedIn } = this.needs;
    const ownershipOf = this.needs.owned();
    const facts = { isSignedIn: isSignedIn() };
    const folders = new Map<string, string>();
    const taken = new Set<string>();
    const items = this.all().map((entry) => {
      const target = targetOf(entry);
      const plan = target === null ? null : placement.plan(target, entry.ownKind);
      const place = plan?.ok ? plan.value : null;
      if (place !== null) folders.set(place.folder, place.root);
      const volumeId = place === null ? null : volumes.volumeIdOf(place.folder);
      const item = toItem(entry, { ...facts, place, volumeId, ownership: ownershipOf(entry) });
      if (place === null || item.ownership.kind !== 'none') return item;
      const name = `${place.folder}\n${collisionKey(place.fileName)}`;
      const isTaken = item.isIncluded && taken.has(name);
      if (item.isIncluded) taken.add(name);
      if (isTaken) return { ...item, conflict: 'inPlan' as const };
      return volumes.hasName(place.folder, place.fileName) ? { ...item, conflict: 'onDisk' as const } : item;
    });
    volumes.look(folders);
    return items;
  }

  private headOf(items: readonly PlanItem[]): PlanHead {
    return {
      collecting: this.needs.collecting(),
      volumes: this.needs.volumes.sum(items),
      isFolderChosen: this.needs.isFolderChosen(),
      isSignedIn: this.needs.isSignedIn(),
    };
  }
}

/** Versions without a file are told apart by themselves. */
function keyOf(versionId: number, fileId: number | null, modelId: number): string {
  return fileId === null ? `${modelId}/${versionId}` : `${versionId}/${fileId}/`;
}
