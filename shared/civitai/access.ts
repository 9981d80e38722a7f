import type { ModelMode, VersionAccess } from './model';

/**
 * What stands between the user and the files of a version, the firmest obstacle first. `login`: nobody is
 * signed in and it must be. `free`: nothing, as far as the service tells beforehand.
 */
export type AccessState =
  | { readonly kind: 'archived' | 'downloadsDisabled' | 'paid' | 'login' }
  | { readonly kind: 'earlyAccess'; readonly untilMs: number | null }
  | {
      readonly kind: 'free';
      /** `notNeeded`, `given`: needed and there; `unknown`: the service did not say. */
      readonly login: 'notNeeded' | 'given' | 'unknown';
    };

export interface AccessFacts {
  readonly mode: ModelMode;
  readonly access: VersionAccess;
  /** Null where the service did not say. */
  readonly needsLogin: boolean | null;
  readonly isSignedIn: boolean;
}

export function accessState({ mode, access, needsLogin, isSignedIn }: AccessFacts): AccessState {
  if (mode === 'archived') return { kind: 'archived' };
  if (access.kind !== 'open') return access;
  if (needsLogin === null) return { kind: 'free', login: 'unknown' };
  if (!needsLogin) return { kind: 'free', login: 'notNeeded' };
  return isSignedIn ? { kind: 'free', login: 'given' } : { kind: 'login' };
}
