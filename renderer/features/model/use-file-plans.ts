import { useQueries } from '@tanstack/react-query';
import type { ModelFile } from '../../../shared/civitai/model';
import type { Failure } from '../../../shared/failure';
import type { DownloadPlan } from '../../../shared/ipc/contract';
import type { FolderKind } from '../../../shared/placement';
import { ask, failureOf } from '../../ipc/api';
import { useFoldersStore } from '../../stores/folders';
import { useSettingsStore } from '../../stores/settings';

interface FilePlan {
  readonly file: ModelFile;
  /** Null while it is being looked up, and when it cannot be. */
  readonly plan: DownloadPlan | null;
  readonly problem: Failure | null;
}

/** The user's rules, which decide where files go as their folders do. */
export function useRules() {
  return useSettingsStore((state) => state.settings?.placementRules);
}

/** What was planned for one folder does not hold for another, so what decides is part of the key. */
export function planQueryKey(
  chosen: { readonly modelId: number; readonly versionId: number; readonly fileId: number },
  decidedBy: unknown,
  folderKind: FolderKind | null = null,
) {
  return ['plan', chosen, decidedBy, folderKind] as const;
}

/** Where each of these files would go, in the same order. Nothing is asked before a folder is chosen. */
export function useFilePlans(
  modelId: number,
  versionId: number,
  files: readonly ModelFile[],
): readonly FilePlan[] {
  const folders = useFoldersStore((state) => state.folders);
  const rules = useRules();
  const queries = useQueries({
    queries: files.map(({ id: fileId }) => {
      const chosen = { modelId, versionId, fileId };
      return {
        queryKey: planQueryKey(chosen, { folders, rules }),
        queryFn: () => ask('downloads.plan', chosen),
        enabled: folders?.kind === 'chosen',
        staleTime: 10_000,
      };
    }),
  });
  return files.flatMap((file, index) => {
    const query = queries[index];
    if (!query) return [];
    return [{ file, plan: query.data ?? null, problem: query.isError ? failureOf(query.error) : null }];
  });
}
