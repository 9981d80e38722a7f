import { useQuery } from '@tanstack/react-query';
import { type AccessState, accessState } from '../../../shared/civitai/access';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { ask } from '../../ipc/api';
import { useAccountStore } from '../../stores/account';

/** What stands between the user and the files of this version. Whether a login is needed comes a moment later. */
export function useAccessState(model: ModelDetails, version: ModelVersion): AccessState {
  const isSignedIn = useAccountStore((state) => state.account?.kind === 'signedIn');
  const login = useQuery({
    queryKey: ['needsLogin', version.id],
    queryFn: () => ask('catalogue.needsLogin', { versionId: version.id }),
    enabled: model.mode !== 'archived' && version.access.kind === 'open' && version.files.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return accessState({
    mode: model.mode,
    access: version.access,
    needsLogin: login.data ?? null,
    isSignedIn,
  });
}
