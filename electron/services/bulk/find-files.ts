import { failure } from '../../../shared/failure';
import type { ReplacementPromise } from '../../core/updates/ports';
import { Asking } from './asking';
import { type Finder, findsOfVersion } from './findings';
import type { ManyModels } from './many-models';

/** A file that another room of Civet has chosen. */
export interface WantedFile {
  readonly modelId: number;
  readonly modelName: string;
  readonly versionId: number;
  readonly fileId: number;
  /** What becomes of old files once it is placed and verified; null for nothing. */
  readonly promise: ReplacementPromise | null;
}

const AT_ONCE = 100;

/** Looks up files that were chosen already, as they are now, with what is needed beside them. */
export async function findFiles(
  models: ManyModels,
  wanted: readonly WantedFile[],
  finder: Finder,
): Promise<void> {
  const asking = new Asking(finder.signal);
  finder.went(0, wanted.length);
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    if (finder.signal.aborted || !finder.hasRoom()) return;
    const chunk = wanted.slice(from, from + AT_ONCE);
    const known = await models.byIds([...new Set(chunk.map(({ modelId }) => modelId))], asking);
    if (finder.signal.aborted) return;
    for (const { modelId, modelName, versionId, fileId, promise } of chunk) {
      const model = known.get(modelId);
      const version = model?.ok ? model.value.versions.find(({ id }) => id === versionId) : undefined;
      const file = version?.files.find(({ id }) => id === fileId);
      if (!model?.ok || version === undefined || file === undefined) {
        const unasked = model === undefined ? asking.givenUp : model.ok ? null : model.error;
        const cause =
          unasked ?? failure(version === undefined ? 'input.unknownVersion' : 'input.unknownFile');
        finder.missed([{ untrustedText: modelName, line: null, cause }]);
        continue;
      }
      const [own, ...beside] = findsOfVersion(model.value, version, file);
      // Only the file itself stands for an old one.
      finder.found([...(own === undefined ? [] : [{ ...own, promise }]), ...beside]);
    }
    finder.went(Math.min(from + AT_ONCE, wanted.length), wanted.length);
  }
}
