import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { FileStamp } from '../../core/library/ports';
import {
  type CopyWatch,
  MOST_LOST_MARKS,
  type OperationBook,
  type OperationFiles,
  type OperationRecord,
} from '../../core/operations/ports';
import {
  areLinks,
  type BackStep,
  backStep,
  type DeedFinding,
  type DeedProof,
  type FileLook,
  isWhole,
} from '../../core/operations/recovery';
import { type Deed, type PlannedOperation, placesOf, temporaryName } from '../../core/operations/steps';
import { isWitness, witnessesAfter } from '../../core/operations/witnesses';
import type { Places } from '../../core/ports';

export interface CarryOutNeeds {
  readonly book: Pick<OperationBook, 'mark' | 'markSoon' | 'arrive'>;
  readonly files: OperationFiles;
  readonly places: Pick<Places, 'isInside' | 'join'>;
  /** Ends it before the next deed, and in the middle of a copy. */
  readonly signal: () => AbortSignal;
  /** Told of the bytes that are done of the deed at a place, where it is a copy. */
  readonly onBytes: (at: number, bytes: number) => void;
}

const NONE: ReadonlySet<number> = new Set();

/** These are said before anything is done. */
const NOT_BEGUN: readonly Failure['code'][] = ['disk.nameTaken', 'disk.notThere', 'disk.isLink'];

/** Does what is written down, or takes it back, deed by deed; each is marked once it is on disk. */
export class CarryOut {
  readonly marks: (FileStamp | null)[];
  private readonly arrivals: Map<number, FileStamp>;
  /** By the place of a deed, that of the earlier one whose target is its source. */
  private readonly earlier: ReadonlyMap<number, number>;
  /** What has been taken back is known by this where it stands now. */
  private readonly returned = new Map<string, FileStamp>();
  private doneCount: number;

  constructor(
    private readonly plan: PlannedOperation,
    { marks, arrivals }: Pick<OperationRecord, 'marks' | 'arrivals'>,
    private readonly needs: CarryOutNeeds,
    private readonly onSettled: (at: number, doneCount: number) => void = () => undefined,
  ) {
    this.marks = [...marks];
    this.arrivals = new Map(arrivals);
    this.earlier = chainsOf(plan.deeds);
    this.doneCount = this.marks.filter((mark) => mark !== null).length;
  }

  /**
   * Does what is not done yet, up to the first thing that stands in the way.
   *
   * @returns what stands in the way, and the deed that may be half done then; null when all is done
   */
  async forward(): Promise<{ readonly cause: Failure; readonly open: ReadonlySet<number> } | null> {
    const made = await this.needs.files.makeFolders(this.plan.folders);
    const changed = made.ok ? await this.changedWitness(false, false) : made.error;
    if (changed !== null) return { cause: changed, open: NONE };
    for (const [at, deed] of this.plan.deeds.entries()) {
      if (this.marks[at] !== null) continue;
      if (this.needs.signal().aborted) return { cause: failure('input.cancelled'), open: NONE };
      const cause = await this.carry(at, deed, this.expected(at), 'markSoon');
      if (cause !== null) return { cause, open: NOT_BEGUN.includes(cause.code) ? NONE : new Set([at]) };
    }
    const lost = await this.changedWitness(true, false);
    return lost === null ? null : { cause: lost, open: NONE };
  }

  /**
   * The first witness that is not as it was; null when all are.
   *
   * @param isDone after the last deed: one of them may have given it another name
   * @param isLater in a further life of Civet
   */
  async changedWitness(isDone: boolean, isLater: boolean): Promise<Failure | null> {
    const { witnesses, deeds } = this.plan;
    for (const witness of isDone ? witnessesAfter(witnesses, deeds, this.marks) : witnesses) {
      const { path } = witness;
      const found = await this.needs.files.look(path);
      if (!found.ok) return found.error;
      if (!isWitness(witness, found.value, isLater)) return failure('disk.keptChanged', { path });
    }
    return null;
  }

  /** Does again what was taken back; what has happened in part by then is brought to its end. */
  async again(): Promise<Failure | null> {
    const made = await this.needs.files.makeFolders(this.plan.folders);
    if (!made.ok) return made.error;
    for (const [at, deed] of this.plan.deeds.entries()) {
      if (this.marks[at] !== null) continue;
      if (this.needs.signal().aborted) return failure('input.cancelled');
      const cleared = await this.dropTemporaries(deed);
      if (cleared !== null) return cleared;
      const found = await this.look(deed);
      if (!found.ok) return found.error;
      const { source, target } = found.value;
      const isThere =
        target !== null && (isWhole(deed, found.value, this.proofOf(at)) || isBeside(deed, found.value));
      const isHalf = deed.kind === 'move' && source !== null && target !== null && areLinks(source, target);
      const refused = isThere
        ? this.mark(at, target.stamp)
        : isHalf
          ? await this.leaveSource(at, deed)
          : isOther(deed, source)
            ? failure('disk.changedSince', { path: placesOf(deed).source })
            : await this.carry(at, deed, source?.stamp ?? null, 'mark');
      if (refused !== null) return refused;
    }
    return null;
  }

  /**
   * Takes back what is done, the last deed first, up to the first thing that stands in the way. What may not have
   * happened at all, and is under neither name, keeps nothing else from coming back.
   *
   * @param open deeds without a mark that may have happened nevertheless
   * @returns what stands in the way, and of which deed; null when all is as it was
   */
  async back(open: ReadonlySet<number>): Promise<{ readonly cause: Failure; readonly at: number } | null> {
    const { deeds, folders } = this.plan;
    let missing: { readonly cause: Failure; readonly at: number } | null = null;
    for (let at = deeds.length - 1; at >= 0; at -= 1) {
      const deed = deeds[at];
      if (deed === undefined || (this.marks[at] === null && !open.has(at))) continue;
      if (this.needs.signal().aborted) return { cause: failure('input.cancelled'), at };
      const cause = await this.takeBack(at, deed, this.proofOf(at));
      if (cause !== null) {
        const isOpen = this.marks[at] === null;
        await this.forgetReturned(at, deed);
        if (!isOpen || cause.code !== 'disk.notThere') return { cause, at };
        missing ??= { cause, at };
      } else this.unmark(at);
    }
    await this.needs.files.dropFolders(folders);
    return missing;
  }

  /**
   * What would stand in the way of taking everything back; null when nothing would, as far as can be seen.
   *
   * @param open deeds without a mark that may have happened nevertheless
   */
  async obstacle(open: ReadonlySet<number>): Promise<Failure | null> {
    /** What stands where by then. */
    const standing = new Map<string, FileLook | null>();
    const asBy = (path: string, found: FileLook | null) =>
      standing.get(path) ?? (standing.has(path) ? null : found);
    const { deeds } = this.plan;
    for (let at = deeds.length - 1; at >= 0; at -= 1) {
      const deed = deeds[at];
      if (deed === undefined || (this.marks[at] === null && !open.has(at))) continue;
      const found = await this.look(deed);
      if (!found.ok) return found.error;
      const { source, target } = placesOf(deed);
      const finding = { source: asBy(source, found.value.source), target: asBy(target, found.value.target) };
      const step = backStep(deed, finding, this.proofOf(at));
      const refused = refusal(step, deed);
      if (refused !== null) return refused;
      if (step === 'nothing') continue;
      standing.set(target, null);
      if (step === 'moveBack') standing.set(source, finding.target);
    }
    return null;
  }

  /** Deeds without a mark that may have happened before Civet, or the machine, has ended. */
  open(): ReadonlySet<number> {
    const open = new Set<number>();
    const first = this.marks.indexOf(null);
    if (first === -1) return open;
    for (let at = first; at < this.marks.length && open.size <= MOST_LOST_MARKS; at += 1)
      if (this.marks[at] === null) open.add(at);
    return open;
  }

  /** Marks those that lack it, if all of them have happened. @returns whether every deed has its mark now */
  async isAllDone(): Promise<Result<boolean, Failure>> {
    const open = this.open();
    if (this.doneCount !== this.plan.deeds.length - open.size) return ok(false);
    const targets = new Map<number, FileStamp>();
    for (const at of open) {
      const deed = this.plan.deeds[at];
      const found = deed === undefined ? null : await this.look(deed);
      if (deed === undefined || found === null) return ok(false);
      if (!found.ok) return found;
      const { target } = found.value;
      if (target === null || !isWhole(deed, found.value, this.proofOf(at))) return ok(false);
      targets.set(at, target.stamp);
    }
    for (const [at, stamp] of targets) {
      const refused = this.mark(at, stamp);
      if (refused !== null) return err(refused);
    }
    return ok(true);
  }

  private look(deed: Deed): Promise<Result<DeedFinding, Failure>> {
    const { source, target } = placesOf(deed);
    return this.needs.files.lookBoth(source, target);
  }

  private proofOf(at: number): DeedProof {
    const deed = this.plan.deeds[at];
    if (deed === undefined) throw new Error('There is no such deed.');
    const mark = this.marks[at] ?? null;
    const after = mark === null ? null : (this.returned.get(placesOf(deed).target) ?? mark);
    return { before: this.expected(at), arrived: this.arrivals.get(at) ?? null, after };
  }

  /** A file that an earlier deed has brought to another volume has another number there. */
  private expected(at: number): FileStamp {
    const deed = this.plan.deeds[at];
    if (deed === undefined) throw new Error('There is no such deed.');
    const before = this.earlier.get(at);
    return (before === undefined ? null : this.marks[before]) ?? deed.stamp;
  }

  private async carry(
    at: number,
    deed: Deed,
    stamp: FileStamp | null,
    how: 'mark' | 'markSoon',
  ): Promise<Failure | null> {
    const { files, book } = this.needs;
    const onArrived = (arrived: FileStamp) => {
      const kept = book.arrive(this.plan.id, at, arrived);
      if (kept.ok) this.arrivals.set(at, arrived);
      return kept;
    };
    const { source, target } = placesOf(deed);
    const watch = this.watchOf(at, onArrived);
    const done = await files[deed.kind](source, target, this.temporaryFor(target), stamp, watch);
    return done.ok ? this.mark(at, done.value, how) : done.error;
  }

  private watchOf(at: number, onArrived: CopyWatch['onArrived']): CopyWatch {
    const { signal, onBytes } = this.needs;
    return { signal: signal(), onArrived, onBytes: (bytes) => onBytes(at, bytes) };
  }

  /** @param how soon: only where what has no mark can be told by what is there, which deeds that are done again cannot */
  private mark(at: number, stamp: FileStamp, how: 'mark' | 'markSoon' = 'mark'): Failure | null {
    if (this.marks[at] === null) this.doneCount += 1;
    this.marks[at] = stamp;
    const marked = this.needs.book[how](this.plan.id, at, stamp);
    if (!marked.ok) return marked.error;
    this.onSettled(at, this.doneCount);
    return null;
  }

  private unmark(at: number): void {
    if (this.marks[at] !== null) this.doneCount -= 1;
    this.marks[at] = null;
    this.arrivals.delete(at);
    // One mark too many does no harm: what is as it was stays so when it is taken back once more.
    this.needs.book.mark(this.plan.id, at, null);
    this.onSettled(at, this.doneCount);
  }

  private temporaryFor(target: string): string {
    const { files, places } = this.needs;
    return places.join(files.folderOf(target), temporaryName(this.plan.id));
  }

  /** Of an earlier life; nobody else uses these names. */
  private async dropTemporaries(deed: Deed): Promise<Failure | null> {
    const { source, target } = placesOf(deed);
    for (const [path, other] of [
      [target, source],
      [source, target],
    ] as const) {
      await this.needs.files.release(path, other);
      await this.needs.files.release(path, this.temporaryFor(path));
      const dropped = await this.needs.files.drop(this.temporaryFor(path));
      if (!dropped.ok) return dropped.error;
    }
    return null;
  }

  /** The file has its new name, and its old one as well. */
  private async leaveSource(at: number, deed: Deed): Promise<Failure | null> {
    const { files } = this.needs;
    const { source, target } = placesOf(deed);
    const left = await files.dropTwin(source, target, this.needs.signal());
    if (!left.ok) return left.error;
    const found = await files.look(target);
    if (!found.ok) return found.error;
    if (left.value === 'differs' || found.value === null)
      return failure('disk.changedSince', { path: source });
    return this.mark(at, found.value.stamp);
  }

  private async takeBack(at: number, deed: Deed, proof: DeedProof): Promise<Failure | null> {
    const { files } = this.needs;
    const { source, target } = placesOf(deed);
    const cleared = await this.dropTemporaries(deed);
    if (cleared !== null) return cleared;
    const found = await this.look(deed);
    if (!found.ok) return found.error;
    const step = backStep(deed, found.value, proof);
    const refused = refusal(step, deed);
    if (refused !== null) return refused;
    if (step === 'dropTwin') {
      const dropped = await files.dropTwin(target, source, this.needs.signal());
      if (!dropped.ok) return dropped.error;
      return dropped.value === 'differs' ? refusal('taken', deed) : null;
    }
    const stamp = found.value.target?.stamp;
    if (step === 'nothing' || stamp === undefined) return null;
    if (step === 'dropLonely') {
      const dropped = await files.dropLink(target, stamp);
      return dropped.ok ? null : dropped.error;
    }
    const made = await this.makeFoldersFor(source);
    if (!made.ok) return made.error;
    const watch = this.watchOf(at, () => ok(null));
    const moved = await files.move(target, source, this.temporaryFor(source), stamp, watch);
    if (!moved.ok) return moved.error;
    this.returned.set(source, moved.value);
    return null;
  }

  /** What could not be confirmed may have been taken back all the same: then its mark would not be true any more. */
  private async forgetReturned(at: number, deed: Deed): Promise<void> {
    const { after } = this.proofOf(at);
    const found = await this.look(deed);
    if (!found.ok || after === null) return;
    const { source, target } = found.value;
    const isBack = deed.kind === 'move' && target === null && source !== null;
    const isHalf = source !== null && target !== null && areLinks(source, target) && deed.kind === 'move';
    const isDropped = deed.kind === 'link' && target === null;
    if (isHalf || isDropped || (isBack && backStep(deed, found.value, this.proofOf(at)) === 'nothing'))
      this.unmark(at);
  }

  /** The folder that a file left may have been tidied away since; the user's own one above is never made anew. */
  private async makeFoldersFor(path: string): Promise<Result<null, Failure>> {
    const { files, places } = this.needs;
    const missing: string[] = [];
    for (let folder = files.folderOf(path); ; folder = files.folderOf(folder)) {
      const found = await files.look(folder);
      if (!found.ok) return found;
      if (found.value !== null) return files.makeFolders(missing.toReversed());
      const isBelow = this.plan.grounds.some(
        (ground) => ground.path !== folder && places.isInside(ground.path, folder),
      );
      if (!isBelow) return err(failure('disk.folderMissing', { path: folder }));
      missing.push(folder);
    }
  }
}

/** What stands beside a model is written anew by many programs, so that its stamp proves nothing. */
function isBeside({ kind, isModel }: Deed, { source, target }: DeedFinding): boolean {
  return kind === 'move' && !isModel && source === null && target?.kind === 'file';
}

/** Whether another model has the old name by now. */
function isOther({ isModel, stamp }: Deed, source: FileLook | null): boolean {
  return isModel && source !== null && source.stamp.bytes !== stamp.bytes;
}

function chainsOf(deeds: readonly Deed[]): ReadonlyMap<number, number> {
  const chains = new Map<number, number>();
  const lastAt = new Map<string, number>();
  for (const [at, deed] of deeds.entries()) {
    const { source, target } = placesOf(deed);
    const before = lastAt.get(source);
    if (before !== undefined) chains.set(at, before);
    lastAt.set(target, at);
  }
  return chains;
}

function refusal(step: BackStep, deed: Deed): Failure | null {
  const { source, target } = placesOf(deed);
  if (step === 'taken') return failure('disk.nameTaken', { path: source });
  if (step === 'gone') return failure('disk.notThere', { path: target });
  if (step === 'changed') return failure('disk.changedSince', { path: target });
  return null;
}
