import { useQueryClient } from '@tanstack/react-query';
import type { ModelDetails } from '../../../shared/civitai/model';

interface KnownVersion {
  readonly model: string;
  readonly version: string;
}

/**
 * The names of a version among models that are known.
 *
 * @returns null when it is none of theirs
 */
export function findVersion(
  models: readonly Pick<ModelDetails, 'name' | 'versions'>[],
  versionId: number | null,
): KnownVersion | null {
  for (const { name, versions } of models) {
    const version = versions.find(({ id }) => id === versionId);
    if (version !== undefined) return { model: name, version: version.name };
  }
  return null;
}

/** The names of a version of a model that has been loaded, such as the one whose pictures these are. */
export function useKnownVersion(versionId: number | null): KnownVersion | null {
  const queries = useQueryClient();
  const loaded = queries.getQueriesData<ModelDetails>({ queryKey: ['model'] });
  return findVersion(
    loaded.flatMap(([, model]) => (model === undefined ? [] : [model])),
    versionId,
  );
}
