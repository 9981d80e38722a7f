import type { ModelVersion } from '../../../shared/civitai/model';
import type { UpdateDetails } from '../../../shared/updates/updates';
import { isNewer } from './newer';

type ComparedVersion = Pick<
  ModelVersion,
  'id' | 'name' | 'baseModel' | 'publishedAt' | 'triggerWords' | 'untrustedDescription'
>;

/** Somebody who comes from further back reads the model's own page. */
const MOST_BETWEEN = 20;

/**
 * What is different between two versions of a model: every version that came out between them for the same base model,
 * the newest first, with what its creator wrote about it, and the trigger words that are new or gone.
 *
 * @param versions all of the model, in the service's own order
 * @param nowMs milliseconds since 1970
 * @returns null when there is no such new version
 */
export function compareVersions(
  versions: readonly ComparedVersion[],
  oldId: number,
  newId: number,
  nowMs: number,
): UpdateDetails | null {
  const fresh = versions.find(({ id }) => id === newId);
  if (fresh === undefined) return null;
  const old = versions.find(({ id }) => id === oldId);
  const order = versions.map(({ id }) => id);
  const ageOfOld = old ?? { id: oldId, publishedAt: null };
  const between = versions.filter(
    (version) =>
      version.id !== newId &&
      version.baseModel === fresh.baseModel &&
      isNewer(version, ageOfOld, order, nowMs) &&
      isNewer(fresh, version, order, nowMs),
  );
  between.sort((a, b) => (isNewer(a, b, order, nowMs) ? -1 : 1));
  return {
    versions: [fresh, ...between].slice(0, MOST_BETWEEN).map((version) => ({
      versionId: version.id,
      versionName: version.name,
      publishedAtMs: version.publishedAt,
      untrustedNotes: version.untrustedDescription,
    })),
    addedWords: old === undefined ? [] : wordsOf(fresh, old),
    removedWords: old === undefined ? [] : wordsOf(old, fresh),
    oldVersionName: old?.name ?? null,
  };
}

function wordsOf(one: ComparedVersion, other: ComparedVersion): readonly string[] {
  return one.triggerWords.filter((word) => !other.triggerWords.includes(word));
}
