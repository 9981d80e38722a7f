import { type Failure, failure } from '../../../shared/failure';
import type { BesideOutcome, MisplacedWay, WholeOutcome } from '../../../shared/inspection/inspection';
import { err, ok, type Result } from '../../../shared/result';
import type { LibraryTwins } from '../../core/library/ports';
import type { Outcome } from '../../core/operations/steps';
import type { Clock, Places } from '../../core/ports';
import type { BulkPlan } from '../bulk/bulk-plan';
import type { DownloadAgain } from '../library/download-again';
import type { Operations } from '../operations/operations';
import { TargetNames, type TargetNamesNeeds } from '../operations/target-names';
import type { Placement } from '../placement';
import { lyingPlace } from '../placement/right-folders';
import type { Sidecars } from '../sidecars/sidecars';
import { indexedOf } from './broken-files';
import { type Asked, type InspectionBoard, placeOfSure } from './inspection-board';

export interface InspectionActsNeeds {
  readonly operations: Pick<Operations, 'plan' | 'run'>;
  readonly files: TargetNamesNeeds['files'];
  readonly twins: TargetNamesNeeds['twins'] & Pick<LibraryTwins, 'known'>;
  readonly sidecars: Pick<Sidecars, 'writeBeside' | 'isWanted'>;
  readonly plan: Pick<BulkPlan, 'collect'>;
  readonly placement: Pick<Placement, 'roots' | 'folderOfKind'>;
  readonly again: Pick<DownloadAgain, 'add' | 'addNew'>;
  readonly places: Pick<Places, 'join' | 'relative' | 'isInside'>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** What can be done with a file that somebody asked about. */
export class InspectionActs {
  private readonly ending = new AbortController();
  /** By their place in the trash, files that went there, and how far they were looked at. */
  private readonly trashed = new Map<
    string,
    { readonly file: Asked; readonly stage: Asked['view']['stage'] }
  >();

  constructor(
    private readonly needs: InspectionActsNeeds,
    private readonly board: InspectionBoard,
  ) {}

  /**
   * Moves a file to the folder for its kind, or gives it a second name there that takes no space. Its own name is
   * kept unless it is taken. Whoever did it tells of it, and can undo it.
   *
   * @returns `disk.alreadyThere` when the same bytes have that name there
   */
  async place(id: number, way: MisplacedWay): Promise<Result<null, Failure>> {
    const file = this.board.find(id);
    const place = file === null ? null : placeOfSure(file);
    if (file === null || place === null) return err(failure('input.notPossibleNow'));
    const { operations, places } = this.needs;
    const { bytes, mtimeNs } = file.stamp;
    const wanted = { path: file.path, bytes, sha256: file.view.hashes?.sha256 ?? null };
    const names = new TargetNames(this.needs, 'read', this.ending.signal);
    const { name, kind } = await names.choose(wanted, place.folderPath, file.view.fileName);
    if (kind === 'alreadyThere') return err(failure('disk.alreadyThere', { label: place.label }));
    const target = places.join(place.folderPath, name);
    const as = { known: { bytes, mtimeNs }, isShown: true } as const;
    const planned = await operations.plan(way, [
      way === 'move'
        ? { kind: 'move', from: file.path, to: target, ...as }
        : { kind: 'link', existing: file.path, at: target, ...as },
    ]);
    if (!planned.ok) return planned;
    const done = await operations.run(planned.value);
    return done.ok ? ok(null) : done;
  }

  /** Writes what the user has ticked beside a file, wherever it is. */
  async writeSidecars(id: number): Promise<Result<BesideOutcome, Failure>> {
    const file = this.board.find(id);
    const sha256 = file?.view.hashes?.sha256 ?? null;
    if (file === null || file.found === null || sha256 === null || placeOfSure(file) === null)
      return err(failure('input.notPossibleNow'));
    const { sidecars, clock } = this.needs;
    if (!sidecars.isWanted())
      return ok({ isWanted: false, writtenCount: 0, mergedCount: 0, sameCount: 0, problems: [] });
    const { fileName, folderPath: folder, bytes } = file.view;
    const { problems, needless, ...tally } = await sidecars.writeBeside({
      ...{ folder, fileName, bytes, sha256 },
      ...file.found,
      placedAtMs: clock.nowMs(),
    });
    const left = needless === null ? [] : [{ part: null, cause: needless }];
    return ok({ isWanted: true, ...tally, problems: [...problems, ...left] });
  }

  /** Puts the newer version into the plan. */
  planNewer(id: number): Result<null, Failure> {
    const identity = this.board.find(id)?.view.identity;
    if (identity === undefined || identity.kind === 'unknown' || identity.version.newer === null)
      return err(failure('input.notPossibleNow'));
    const { modelId, newer } = identity.version;
    const text = `https://civitai.com/models/${modelId}?modelVersionId=${newer.versionId}`;
    return this.needs.plan.collect({ kind: 'list', text });
  }

  /**
   * Downloads what a broken file is a part of. One that the library has gives way to it, once that is proven; any other
   * stays where it is.
   */
  async downloadWhole(id: number): Promise<Result<WholeOutcome, Failure>> {
    const { again, twins } = this.needs;
    const file = this.board.find(id);
    const indexed = file === null ? null : indexedOf(file, twins);
    if (indexed !== null && indexed.standing === 'incomplete') {
      const done = await again.add([indexed]);
      if (!done.ok) return done;
      const { failed, promiseTrouble: trouble, replacingCount } = done.value;
      const cause = failed[0]?.cause ?? trouble;
      return cause === null ? ok({ isReplaced: replacingCount > 0 }) : err(cause);
    }
    const target = file?.found?.target;
    const hash = target?.hashes.sha256 ?? null;
    if (target === undefined || hash === null || file?.view.identity.kind !== 'cut')
      return err(failure('input.notPossibleNow'));
    const { modelId, versionId } = target;
    const added = await again.addNew({ modelId, versionId, hash });
    return added.ok ? ok({ isReplaced: false }) : added;
  }

  /** Files have other names now, or none; it is said where they are. */
  noteChanged({ moved, linked }: Outcome): void {
    for (const { existing, at } of linked) {
      const file = this.board.at(existing);
      if (file !== null) this.noteLinked(file, at);
    }
    const named = new Map(
      this.board.all().flatMap((file) => (file.linkedAt === null ? [] : [[file.linkedAt, file]])),
    );
    for (const { from, to, stamp, trashPath } of moved) {
      const file = this.board.at(from);
      const second = named.get(from);
      if (second !== undefined) this.noteLinked(second, to);
      if (to === null) this.noteGone(file, from, trashPath);
      else if (file !== null) this.noteMoved(file, to, stamp);
      else this.noteBroughtBack(from, to, stamp);
    }
  }

  /** Ends what is compared just now. */
  stop(): void {
    this.ending.abort();
  }

  private noteLinked(file: Asked, at: string | null): void {
    file.linkedAt = at;
    this.board.change(file, {});
  }

  private noteGone(file: Asked | null, from: string, trashPath: string | null): void {
    if (file === null) return;
    if (trashPath !== null) this.trashed.set(trashPath, { file, stage: file.view.stage });
    this.board.change(file, { stage: { kind: 'failed', cause: failure('disk.notThere', { path: from }) } });
  }

  private noteBroughtBack(trashPath: string, to: string, stamp: Asked['stamp']): void {
    const gone = this.trashed.get(trashPath);
    this.trashed.delete(trashPath);
    if (gone === undefined || !this.board.has(gone.file)) return;
    this.noteMoved(gone.file, to, stamp);
    this.board.change(gone.file, { stage: gone.stage });
  }

  private noteMoved(file: Asked, to: string, stamp: Asked['stamp']): void {
    const { places } = this.needs;
    const folderPath = places.join(to, '..');
    const { identity } = file.view;
    const place = identity.kind === 'unknown' ? null : identity.place;
    this.board.move(file, to, stamp);
    if (identity.kind !== 'unknown' && place !== null && file.found !== null) {
      const planned = { folder: place.folderPath, kind: file.found.kind };
      const lies = lyingPlace(folderPath, planned, this.needs.placement, places);
      this.board.change(file, { identity: { ...identity, place: { ...place, lies } } });
    }
  }
}
