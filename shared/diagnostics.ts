import type { Layout } from './placement';

/** What Civet knows of itself and its machine, for whoever looks for the cause of something. */
export interface Diagnostics {
  readonly versions: {
    readonly civet: string;
    readonly electron: string;
    readonly chromium: string;
    readonly node: string;
  };
  /** For example "linux 6.1.0 x64". */
  readonly system: string;
  /** What keeps the token: the name of the system's keychain; null where there is none. */
  readonly keychain: string | null;
  readonly folders: readonly DiagnosedFolder[];
  /** How many downloads there are in each state; states without any are left out. */
  readonly downloads: readonly { readonly state: string; readonly count: number }[];
  /** Warnings and errors since this Civet was started. */
  readonly warnings: number;
  readonly errors: number;
  /** The newest last. */
  readonly log: readonly string[];
}

export interface DiagnosedFolder {
  readonly layout: Layout;
  /** To be read by a person; not part of a report. */
  readonly path: string;
  readonly isThere: boolean;
  readonly freeBytes: number | null;
  readonly isFat32: boolean;
}
