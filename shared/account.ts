/** The page knows who is signed in and how the token is kept; never the token. */
export type AccountView =
  | { readonly kind: 'signedOut' }
  | {
      readonly kind: 'signedIn';
      readonly username: string;
      /** `session`: this system has no keychain, so the token is forgotten when Civet quits. */
      readonly keptIn: 'keychain' | 'session';
    }
  /** A token is kept, but Civitai could not be asked yet, or the keychain would not open. */
  | { readonly kind: 'unchecked'; readonly reason: 'offline' | 'keychainLocked' };
