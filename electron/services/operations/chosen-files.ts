import { type Failure, failure } from '../../../shared/failure';
import type { LibraryChoice, SeenChoice, SidecarsAsked } from '../../../shared/library/library';
import type { MovePlan, OperationView } from '../../../shared/operations/operations';
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
   * What is right where it is, or what nobody knows, stays.
   */
  async planMove(seen: SeenChoice): Promise<Result<MovePlan, Failure>> {
    const { places, choices, operations } = this.needs;
    const files = await choices.seenFiles(seen, 'recognised', MOST_AT_ONCE);
    if (!files.ok) return files;
    const judged = await this.judged(files.value);
    const counts = { rightCount: 0, doubleCount: 0, unknownCount: 0 };
    const names = new TargetNames(this.needs, 'read', this.ending.signal);
    const steps: Step[] = [];
    for (const { file, right } of judged.rights) {
      if (right === null) counts.unknownCount += 1;
      else if (right.isThere) counts.rightCount += 1;
      else {
        const step = await moveStep(file, right, false, names, places);
        if (step === null) counts.doubleCount += 1;
        else steps.push(step);
      }
    }
    const { trouble } = judged;
    if (steps.length === 0)
      return ok({ id: null, fileCount: 0, bytes: 0, copies: false, ...counts, trouble });
    const planned = await operations.plan('move', steps);
    if (!planned.ok) return planned;
    const { id, fileCount, bytes, copies } = planned.value;
    this.planned = planned.value;
    return ok({ id, fileCount, bytes, copies: copies.length > 0, ...counts, trouble });
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
    if (!sidecars.isWanted()) return ok({ isWanted: false, modelCount: 0, unknownCount: 0 });
    const files = await this.needs.choices.files(choice, 'recognised', MOST_AT_ONCE);
    if (!files.ok) return files;
    const judged = await this.judged(files.value);
    const models = judged.rights.flatMap(({ file, right }) => toNamedModel(file, right));
    const unknownCount = judged.rights.length - models.length;
    if (models.length === 0 && judged.trouble !== null) return err(judged.trouble);
    sidecars.writeForFiles(models);
    return ok({ isWanted: true, modelCount: models.length, unknownCount });
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

function toNamedModel(file: IndexedFile, right: RightFolder | null): readonly NamedModelFile[] {
  const { folder, fileName, bytes, sha256, addedAtMs } = file;
  if (right === null || sha256 === null) return [];
  return [{ folder, fileName, bytes, sha256, placedAtMs: addedAtMs, kind: right.kind, target: right.target }];
}
