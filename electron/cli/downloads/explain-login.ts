import { type Failure, failure } from '../../../shared/failure';
import type { CivitaiApi } from '../../core/civitai/ports';

/**
 * With a token that it does not know, Civitai treats the asker as nobody and says that a login is needed;
 * only `/me` tells the two apart.
 */
export async function explainLogin(
  cause: Failure,
  civitai: CivitaiApi,
  token: string | null,
): Promise<Failure> {
  if (cause.code !== 'access.loginNeeded' || token === null) return cause;
  const me = await civitai.getJsonWithToken('/api/v1/me', token);
  const isUnknown = !me.ok && me.error.code === 'access.loginNeeded';
  return isUnknown ? failure('access.tokenRejected') : cause;
}
