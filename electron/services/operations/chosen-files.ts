import { type Failure, failure } from '../../../shared/failure';
import type { LibraryChoice, SeenChoice, SidecarsAsked } from '../../../shared/library/library';
import type { MovePlan, OperationView } from '../../../shared/operations/operations';
import { err, ok, type Result } from '../../../shared/result';
import type { IndexedFile } from '../../core/library/ports';
import type { PlannedOperation, Step } from '../../core/operations/steps';
import type { Clock, Places } from '../../core/ports';
import type { LibraryChoices } from '../library/library-choices';
import type { Sidecars } from '../sidecars/sidecars';
import type { NamedModelFile } from '../sidecars/write-sidecars';
import { Turns } from '../turns';
import { Stays, targetsOf } from './move-account';
import type { Operations } from './operations';
import type { Planning, PlanningRun, PlanWatch } from './planning';
import type { RightFolder, RightFolders } from './right-folders';
import { TargetNames, type TargetNamesNeeds } from './target-names';
import { asKnown, moveStep } from './tidy';

/** So many are changed as a whole: a journal keeps each of them until it is done. */
const MOST_AT_ONCE = 20_000;

export interface ChosenFilesNeeds {
  readonly choices: Pick<LibraryChoices, 'files' | 'seenFiles'>;
  readonly operations: Pick<Operations, 'plan' | 'run'>;
  readonly rightFolders: Pick<RightFolders, 'judge'>;
  readonly files: TargetNamesNeeds['files'];
  readonly twins: TargetNamesNeeds['twins'];
  readonly places: Pick<Places, 'join'>;
  readonly sidecars: Pick<Sidecars, 'isWanted' | 'writeForFiles'>;
  readonly clock: Pick<Clock, 'steadyMs' | 'after'>;
  /** Tells how far it is, and ends it. */
  readonly planning: Pick<Planning, 'during'>;
}

interface Judged {
  readonly rights: readonly { readonly file: IndexedFile; readonly right: RightFolder | null }[];
  readonly trouble: Failure | null;
}

/**
 * What the user asks to be done with many files of the library at once. `input.tooManyChosen` for too many;
 * `input.cancelled`, with nothing done, when looking at them was ended.
 */
export class ChosenFiles {
  /** Seen by the user, and not done yet. */
  private planned: PlannedOperation | null = null;

  constructor(private readonly needs: ChosenFilesNeeds) {}

  /** Those that are there, as one operation. @returns the first thing that stands in the way; then nothing is different */
  async trash(seen: SeenChoice): Promise<Result<OperationView, Failure>> {
    const { choices, operations, planning } = this.needs;
    const planned = await planning.during('trash', async (run) => {
      const files = await choices.seenFiles(seen, 'there', MOST_AT_ONCE, run.signal);
      if (!files.ok) return files;
      if (files.value.length === 0) return err(failure('input.unknownFile'));
      const steps = files.value.map((file): Step => ({ kind: 'trash', path: file.path, ...asKnown(file) }));
      return operations.plan('trash', steps, [], watchOf(run));
    });
    return planned.ok ? operations.run(planned.value) : planned;
  }

  /**
   * What it would be to move each to the folder of its kind, for the user to see; the plan before it is forgotten.
   * What is right where it is, what nobody knows and what something stands in the way of stays, each for its reason.
   */
  planMove(seen: SeenChoice): Promise<Result<MovePlan, Failure>> {
    return this.needs.planning.during('move', (run) => this.plannedMove(seen, run));
  }

  /** Moves what was planned last, as one operation; `input.changedMeanwhile` when that was another plan. */
  async runMove(id: string): Promise<Result<OperationView, Failure>> {
    const { planned } = this;
    if (planned?.id !== id) return err(failure('input.changedMeanwhile'));
    this.planned = null;
    return this.needs.operations.run(planned);
  }

  /** Hands those that Civitai tells something of to the sidecars, which are written one after the other. */
  async writeSidecars(choice: LibraryChoice): Promise<Result<SidecarsAsked, Failure>> {
    const { sidecars } = this.needs;
    if (!sidecars.isWanted())
      return ok({ isWanted: false, modelCount: 0, unprovenCount: 0, unknownCount: 0 });
    const judged = await this.needs.planning.during('sidecars', async (run) => {
      const files = await this.needs.choices.files(choice, 'all', MOST_AT_ONCE, run.signal);
      if (!files.ok) return files;
      const recognised = files.value.filter(isRecognised);
      const unprovenCount = files.value.length - recognised.length;
      return ok({ unprovenCount, ...(await this.judged(recognised, unprovenCount, run)) });
    });
    if (!judged.ok) return judged;
    const { rights, trouble, unprovenCount } = judged.value;
    const models = rights.flatMap(({ file, right }) => toNamedModel(file, right));
    const unknownCount = rights.length - models.length;
    if (models.length === 0 && trouble !== null) return err(trouble);
    sidecars.writeForFiles(models);
    return ok({ isWanted: true, modelCount: models.length, unprovenCount, unknownCount });
  }

  private async plannedMove(seen: SeenChoice, run: PlanningRun): Promise<Result<MovePlan, Failure>> {
    const { places, choices, operations } = this.needs;
    const { signal } = run;
    this.planned = null;
    const files = await choices.seenFiles(seen, 'all', MOST_AT_ONCE, signal);
    if (!files.ok) return files;
    const stays = new Stays();
    const recognised = files.value.filter((file) => {
      if (isRecognised(file)) return true;
      stays.addUnrecognised(file);
      return false;
    });
    const { rights, trouble } = await this.judged(recognised, files.value.length - recognised.length, run);
    const turns = new Turns(this.needs.clock);
    const names = new TargetNames(this.needs, 'read', signal, turns);
    const moving = new Map<Step, { readonly file: IndexedFile; readonly right: RightFolder }>();
    for (const { file, right } of rights) {
      await turns.next();
      if (signal.aborted) return err(failure('input.cancelled'));
      if (right === null) stays.add(file, trouble === null ? 'unknown' : 'unasked');
      else if (right.isThere) stays.add(file, 'right');
      else {
        const step = await moveStep(file, right, false, names, places);
        if (step === null) stays.add(file, 'double');
        else moving.set(step, { file, right });
      }
    }
    const nothing = { id: null, fileCount: 0, bytes: 0, copies: false, targets: [] };
    const rest = () => ({ chosenCount: files.value.length, ...stays.told(), trouble });
    if (moving.size === 0) return ok({ ...nothing, ...rest() });
    const watch = watchOf(run, (step, cause) => {
      const left = moving.get(step);
      moving.delete(step);
      if (left !== undefined) stays.add(left.file, 'blocked', cause);
    });
    const planned = await operations.plan('move', [...moving.keys()], [], watch);
    if (!planned.ok) return planned;
    if (signal.aborted) return err(failure('input.cancelled'));
    const { id, fileCount, bytes, copies, deeds } = planned.value;
    if (deeds.length === 0) return ok({ ...nothing, ...rest() });
    this.planned = planned.value;
    const targets = targetsOf([...moving.values()]);
    return ok({ id, fileCount, bytes, copies: copies.length > 0, targets, ...rest() });
  }

  /** @param otherCount of those that were chosen besides, of which nobody has to be asked */
  private async judged(
    files: readonly IndexedFile[],
    otherCount: number,
    { signal, note }: PlanningRun,
  ): Promise<Judged> {
    const rights: { file: IndexedFile; right: RightFolder | null }[] = [];
    const trouble = await this.needs.rightFolders.judge(
      files,
      (file, right) => {
        rights.push({ file, right });
        note('belonging', otherCount + rights.length, otherCount + files.length);
      },
      signal,
    );
    return { rights, trouble };
  }
}

function isRecognised({ standing }: IndexedFile): boolean {
  return standing === 'known' || standing === 'edited';
}

function watchOf({ signal, note }: PlanningRun, onLeftOut: PlanWatch['onLeftOut'] = null): PlanWatch {
  return { signal, onLooked: (doneCount, totalCount) => note('looking', doneCount, totalCount), onLeftOut };
}

function toNamedModel(file: IndexedFile, right: RightFolder | null): readonly NamedModelFile[] {
  const { folder, fileName, bytes, sha256, addedAtMs } = file;
  if (right === null || sha256 === null) return [];
  return [{ folder, fileName, bytes, sha256, placedAtMs: addedAtMs, kind: right.kind, target: right.target }];
}
