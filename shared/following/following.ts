import type { AccessState } from '../civitai/access';
import type { MaturityLevel, Picture } from '../civitai/model';
import type { Failure } from '../failure';
import type { FollowSubject } from './follow-key';

/**
 * How a followed thing stands at the service.
 *
 * - `unknown`: it was not looked at yet.
 * - `gone`: a model that is not shown to everybody any more, or a creator whom nobody knows under this name.
 */
export type Standing = 'unknown' | 'available' | 'archived' | 'takenDown' | 'gone';

export interface FollowView {
  readonly key: string;
  readonly subject: FollowSubject;
  /** Null for a model that was not looked at yet, and for one above the level of maturity. */
  readonly name: string | null;
  /** Of a model; null where it is not known. */
  readonly creator: string | null;
  readonly modelType: string | null;
  /** Of a model; null before the first look. */
  readonly maturity: MaturityLevel | null;
  readonly isAboveLevel: boolean;
  /** It was tamer when it was followed. */
  readonly hasMatured: boolean;
  readonly standing: Standing;
  /** Milliseconds since 1970, as all times here. */
  readonly followedAtMs: number;
  /** When the service last told how it stands; null before that. */
  readonly lookedAtMs: number | null;
  readonly nextLookAtMs: number;
  /** Why the last look came to nothing; null when it did not. */
  readonly trouble: Failure | null;
  readonly isLooking: boolean;
}

/** A version that came out after its model or its creator was followed. */
export interface NewVersion {
  readonly modelId: number;
  readonly versionId: number;
  readonly modelName: string;
  readonly versionName: string;
  readonly modelType: string;
  readonly baseModel: string | null;
  readonly creator: string | null;
  /** When it came out, or, where that cannot be, when it was found. */
  readonly atMs: number;
  readonly isRead: boolean;
  /** Whether a login is needed is not asked for before somebody opens the model's page. */
  readonly access: AccessState;
  /** Within the level of maturity; null when there is none. */
  readonly picture: Picture | null;
}

/** New versions, the newest first. */
export interface NewsPage {
  readonly versions: readonly NewVersion[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
  /** New versions of all pages that the level of maturity hides. */
  readonly aboveLevelCount: number;
}

export interface FollowingStatus {
  /** Keys of all that is followed. */
  readonly followed: readonly string[];
  /** New versions within the level of maturity that nobody has opened. */
  readonly unreadCount: number;
  readonly isLooking: boolean;
  /** When the service last told of anything that is followed; null before that. */
  readonly lookedAtMs: number | null;
  /** What ended the last look at everything that was due; null when nothing did. */
  readonly trouble: Failure | null;
  /**
   * `putAside`: the list could not be read and was kept under another name; a new one was begun.
   * `memory`: no file can be had, so that what is followed now is forgotten when Civet closes.
   */
  readonly keeping:
    | { readonly kind: 'kept' }
    | { readonly kind: 'putAside'; readonly fileName: string }
    | { readonly kind: 'memory' };
}
