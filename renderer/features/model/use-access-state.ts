import { useQuery } from '@tanstack/react-query';
import { type AccessState, accessState } from '../../../shared/civitai/access';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { ask } from '../../ipc/api';
import { useAccountStore } from '../../stores/account';

/** What stands between the user and the files of this version. Some of it comes a moment later. */
export function useAccessState({ mode }: ModelDetails, { id, access, files }: ModelVersion): AccessState {
  const isSignedIn = useAccountStore((state) => state.account?.kind === 'signedIn');
  const { data } = useQuery({
    queryKey: ['terms', id],
    queryFn: () => ask('catalogue.terms', { versionId: id }),
    enabled: mode !== 'archived' && access.kind === 'open' && files.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { needsLogin, isDownloadable } = data ?? { needsLogin: null, isDownloadable: null };
  return accessState({ mode, access, needsLogin, isDownloadable, isSignedIn });
}
