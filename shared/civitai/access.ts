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

/** What only other answers of the service say of a version than the one about its model; null where none does. */
export interface VersionTerms {
  readonly needsLogin: boolean | null;
  /** The creator offers it for use on Civitai only. */
  readonly isDownloadable: boolean | null;
}

export interface AccessFacts extends VersionTerms {
  readonly mode: ModelMode;
  readonly access: VersionAccess;
  readonly isSignedIn: boolean;
}

export function accessState(facts: AccessFacts): AccessState {
  const { mode, access, needsLogin, isDownloadable, isSignedIn } = facts;
  if (mode === 'archived') return { kind: 'archived' };
  if (isDownloadable === false) return { kind: 'downloadsDisabled' };
  if (access.kind !== 'open') return access;
  if (needsLogin === null) return { kind: 'free', login: 'unknown' };
  if (!needsLogin) return { kind: 'free', login: 'notNeeded' };
  return isSignedIn ? { kind: 'free', login: 'given' } : { kind: 'login' };
}
