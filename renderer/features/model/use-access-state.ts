import { type AccessState, accessState } from '../../../shared/civitai/access';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { useAccountStore } from '../../stores/account';

/** What stands between the user and the files of this version. */
export function useAccessState({ mode }: ModelDetails, { access }: ModelVersion): AccessState {
  const isSignedIn = useAccountStore((state) => state.account?.kind === 'signedIn');
  return accessState({ mode, access, needsLogin: null, isSignedIn });
}
