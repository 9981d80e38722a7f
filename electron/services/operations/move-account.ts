import type { Failure } from '../../../shared/failure';
import type { MovePlan, MoveTarget, StayingChoice, StayReason } from '../../../shared/operations/operations';
import type { IndexedFile } from '../../core/library/ports';
import type { RightFolder } from './right-folders';

/** Of each reason, and of each folder; more than these are counted. */
const MOST_NAMED = 50;

/** Files that are not moved, each with its reason. */
export class Stays {
  private readonly counts: Record<StayReason, number> = {
    ...{ right: 0, double: 0, missing: 0, flawed: 0, unproven: 0, unknown: 0, unasked: 0, blocked: 0 },
  };
  private readonly first: StayingChoice[] = [];

  /** One that is no proven file of a model of Civitai's. */
  addUnrecognised(file: IndexedFile): void {
    const { standing } = file;
    if (standing === 'missing') this.add(file, 'missing');
    else this.add(file, standing === 'incomplete' || standing === 'noModel' ? 'flawed' : 'unproven');
  }

  /** @param cause what stands in the way, if that is why */
  add(file: IndexedFile, why: StayReason, cause: Failure | null = null): void {
    const { fileName, folder, bytes } = file;
    this.counts[why] += 1;
    if (why === 'right' || this.counts[why] > MOST_NAMED) return;
    const flaw = why === 'flawed' ? file.flaw : null;
    this.first.push({ fileName, folderPath: folder, bytes, why, flaw, cause });
  }

  told(): Pick<MovePlan, 'stayCounts' | 'stays'> {
    return { stayCounts: { ...this.counts }, stays: [...this.first] };
  }
}

/** Where files move to, added up for each folder; that with the most of them first. */
export function targetsOf(
  moving: readonly { readonly file: IndexedFile; readonly right: RightFolder }[],
): readonly MoveTarget[] {
  const byFolder = new Map<string, MoveTarget>();
  for (const { file, right } of moving) {
    const { label, folder: folderPath } = right;
    const { fileCount, files } = byFolder.get(folderPath) ?? { fileCount: 0, files: [] };
    const named = { fileName: file.fileName, folderPath: file.folder };
    byFolder.set(folderPath, {
      ...{ label, folderPath, fileCount: fileCount + 1 },
      files: fileCount < MOST_NAMED ? [...files, named] : files,
    });
  }
  return [...byFolder.values()].toSorted((one, other) => other.fileCount - one.fileCount);
}
