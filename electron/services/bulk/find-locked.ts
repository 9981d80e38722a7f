import { failure } from '../../../shared/failure';
import type { LockedFile } from '../../core/bulk/lock-file';
import { Asking } from './asking';
import type { Find, Finder, Miss } from './findings';
import type { ManyModels } from './many-models';

const AT_ONCE = 100;

/** Looks up what a lock file names, by its ids, a hundred models at once. */
export async function findLocked(
  models: ManyModels,
  files: readonly LockedFile[],
  finder: Finder,
): Promise<void> {
  const asking = new Asking(finder.signal);
  finder.went(0, files.length);
  for (let from = 0; from < files.length; from += AT_ONCE) {
    // Also when there is no room: what is planned already is locked from now on.
    if (finder.signal.aborted) return;
    const chunk = files.slice(from, from + AT_ONCE);
    const known = await models.byIds([...new Set(chunk.map(({ modelId }) => modelId))], asking);
    if (finder.signal.aborted) return;
    const finds: Find[] = [];
    const misses: Miss[] = [];
    for (const lock of chunk) {
      const model = known.get(lock.modelId);
      if (model?.ok) {
        const version = model.value.versions.find(({ id }) => id === lock.versionId);
        const file = version?.files.find(({ id }) => id === lock.fileId) ?? null;
        finds.push({
          model: model.value,
          versionId: lock.versionId,
          file,
          lock,
          ambiguousId: null,
          isPrivate: false,
        });
      } else {
        const cause = model?.error ?? asking.givenUp ?? failure('input.unknownModel', { id: lock.modelId });
        misses.push({ untrustedText: nameOf(lock), line: null, cause });
      }
    }
    finder.found(finds);
    finder.missed(misses);
    finder.went(Math.min(from + AT_ONCE, files.length), files.length);
  }
}

function nameOf({ model, version, fileName, modelId }: LockedFile): string {
  return [model || `Model ${modelId}`, version, fileName].filter((part) => part !== '').join(' · ');
}
