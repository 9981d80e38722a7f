import { type Failure, ruleOf } from '../../../shared/failure';
import type { KeptReason } from '../../../shared/updates/updates';

/**
 * What comes of a replacement that was refused.
 *
 * - `again`: the cause passes, or another look tells more.
 * - `kept`: old files stay for good, for a reason that has words of its own.
 * - `failed`: they stay for good, or were left in part, and the cause says why.
 */
export type AfterRefusal =
  | { readonly kind: 'again' }
  | { readonly kind: 'kept'; readonly why: KeptReason }
  | { readonly kind: 'failed' };

/**
 * @param oldPaths of the files that were to go
 * @param newPath of the one that was to take their place
 */
export function afterRefusal(cause: Failure, oldPaths: readonly string[], newPath: string): AfterRefusal {
  const { code, params } = cause;
  const isOld = oldPaths.some((path) => path === params.path);
  const isNew = params.path === newPath;
  if (code === 'disk.keptChanged') return { kind: 'kept', why: 'newMissing' };
  if (code === 'disk.changedSince' && isOld) return { kind: 'kept', why: 'oldChanged' };
  if (code === 'disk.changedSince' && isNew) return { kind: 'kept', why: 'newMissing' };
  // It went meanwhile; the next look tells whether for good.
  if (code === 'disk.notThere' && (isOld || isNew)) return { kind: 'again' };
  const { retry, suspectsVolume } = ruleOf(code);
  const passes = retry === 'backoff' || retry === 'whenGone' || suspectsVolume === true;
  return passes ? { kind: 'again' } : { kind: 'failed' };
}
