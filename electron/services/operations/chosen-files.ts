import { type Failure, failure } from '../../../shared/failure';
import type { LibraryChoice, SeenChoice, SidecarsAsked } from '../../../shared/library/library';
import type {
  MovePlan,
  OperationView,
  StayingChoice,
  StayReason,
} from '../../../shared/operations/operations';
import { err, ok, type Result } from '../../../shared/result';
import type { IndexedFile } from '../../core/library/ports';
import type { PlannedOperation, Step } from '../../core/operations/steps';
import type { Places } from '../../core/ports';
import type { LibraryChoices } from '../library/library-choices';
import type { Sidecars } from '../sidecars/sidecars';
import type { NamedModelFile } from '../sidecars/write-sidecars';
import type { Operations } from './operations';
import type { RightFolder, RightFolders } from './right-folders';
import { TargetNames, type TargetNamesNeeds } from './target-names';
import { asKnown, moveStep } from './tidy';

/** So many are changed as a whole: a journal keeps each of them until it is done. */
const MOST_AT_ONCE = 20_000;
/** More than these are counted. */
const MOST_STAYS = 200;

export interface ChosenFilesNeeds {
  readonly choices: Pick<LibraryChoices, 'files' | 'seenFiles'>;
  readonly operations: Pick<Operations, 'plan' | 'run'>;
  readonly rightFolders: Pick<RightFolders, 'judge'>;
  readonly files: TargetNamesNeeds['files'];
  readonly twins: TargetNamesNeeds['twins'];
  readonly places: Pick<Places, 'join'>;
  readonly sidecars: Pick<Sidecars, 'isWanted' | 'writeForFiles'>;
}

interface Judged {
  readonly rights: readonly { readonly file: IndexedFile; readonly right: RightFolder | null }[];
  readonly trouble: Failure | null;
}

/** What the user asks to be done with many files of the library at once. `input.tooManyChosen` for too many. */
export class ChosenFiles {
  private readonly ending = new AbortController();
  /** Seen by the user, and not done yet. */
  private planned: PlannedOperation | null = null;

  constructor(private readonly needs: ChosenFilesNeeds) {}

  /** Ends what is asked and read just now. */
  stop(): void {
    this.ending.abort();
  }

  /** Those that are there, as one operation. @returns the first thing that stands in the way; then nothing is different */
  async trash(seen: SeenChoice): Promise<Result<OperationView, Failure>> {
    const files = await this.needs.choices.seenFiles(seen, 'there', MOST_AT_ONCE);
    if (!files.ok) return files;
    if (files.value.length === 0) return err(failure('input.unknownFile'));
    const steps = files.value.map((file): Step => ({ kind: 'trash', path: file.path, ...asKnown(file) }));
    const planned = await this.needs.operations.plan('trash', steps);
    return planned.ok ? this.needs.operations.run(planned.value) : planned;
  }

  /**
   * What it would be to move each to the folder of its kind, for the user to see; the plan before it is forgotten.
   * What is right where it is, what nobody knows and what something stands in the way of stays, each for its reason.
   */
  async planMove(seen: SeenChoice): Promise<Result<MovePlan, Failure>> {
    const { places, choices, operations } = this.needs;
    const files = await choices.seenFiles(seen, 'all', MOST_AT_ONCE);
    if (!files.ok) return files;
    const stays = new Stays();
    const recognised = files.value.filter((file) => {
      if (file.standing === 'missing') stays.add(file, 'missing');
      else if (!isRecognised(file)) stays.add(file, 'unproven');
      return isRecognised(file);
    });
    const { rights, trouble } = await this.judged(recognised);
    const names = new TargetNames(this.needs, 'read', this.ending.signal);
    const moving = new Map<Step, IndexedFile>();
    for (const { file, right } of rights) {
      const step = right === null || right.isThere ? null : await moveStep(file, right, false, names, places);
      if (step !== null) moving.set(step, file);
      else if (right === null) stays.add(file, trouble === null ? 'unknown' : 'unasked');
      else stays.add(file, right.isThere ? 'right' : 'double');
    }
    const nothing = { id: null, fileCount: 0, bytes: 0, copies: false };
    const rest = () => ({ chosenCount: files.value.length, ...stays.told(), trouble });
    if (moving.size === 0) return ok({ ...nothing, ...rest() });
    const planned = await operations.plan('move', [...moving.keys()], [], (step, cause) => {
      const file = moving.get(step);
      if (file !== undefined) stays.add(file, 'blocked', cause);
    });
    if (!planned.ok) return planned;
    const { id, fileCount, bytes, copies, deeds } = planned.value;
    if (deeds.length === 0) return ok({ ...nothing, ...rest() });
    this.planned = planned.value;
    return ok({ id, fileCount, bytes, copies: copies.length > 0, ...rest() });
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
    const files = await this.needs.choices.files(choice, 'all', MOST_AT_ONCE);
    if (!files.ok) return files;
    const recognised = files.value.filter(isRecognised);
    const judged = await this.judged(recognised);
    const models = judged.rights.flatMap(({ file, right }) => toNamedModel(file, right));
    const unknownCount = judged.rights.length - models.length;
    if (models.length === 0 && judged.trouble !== null) return err(judged.trouble);
    sidecars.writeForFiles(models);
    const unprovenCount = files.value.length - recognised.length;
    return ok({ isWanted: true, modelCount: models.length, unprovenCount, unknownCount });
  }

  private async judged(files: readonly IndexedFile[]): Promise<Judged> {
    const rights: { file: IndexedFile; right: RightFolder | null }[] = [];
    const trouble = await this.needs.rightFolders.judge(
      files,
      (file, right) => rights.push({ file, right }),
      this.ending.signal,
    );
    return { rights, trouble };
  }
}

/** Files that are not moved, each with its reason. */
class Stays {
  private readonly counts: Record<StayReason, number> = {
    ...{ right: 0, double: 0, missing: 0, unproven: 0, unknown: 0, unasked: 0, blocked: 0 },
  };
  private readonly first: StayingChoice[] = [];

  add({ fileName, folder }: IndexedFile, why: StayReason, cause: Failure | null = null): void {
    this.counts[why] += 1;
    if (why !== 'right' && this.first.length < MOST_STAYS)
      this.first.push({ fileName, folderPath: folder, why, cause });
  }

  told(): Pick<MovePlan, 'stayCounts' | 'stays'> {
    return { stayCounts: { ...this.counts }, stays: [...this.first] };
  }
}

function isRecognised({ standing }: IndexedFile): boolean {
  return standing === 'known' || standing === 'edited';
}

function toNamedModel(file: IndexedFile, right: RightFolder | null): readonly NamedModelFile[] {
  const { folder, fileName, bytes, sha256, addedAtMs } = file;
  if (right === null || sha256 === null) return [];
  return [{ folder, fileName, bytes, sha256, placedAtMs: addedAtMs, kind: right.kind, target: right.target }];
}
