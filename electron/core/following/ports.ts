import type { MaturityLevel } from '../../../shared/civitai/model';
import type { Failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';
import type { FollowRecord } from './follow';
import type { KnownVersions, LearntVersion } from './judge-look';
import type { NewsRecord } from './news';

export interface StoredNews {
  readonly record: NewsRecord;
  /** Milliseconds since 1970; see `timeOfNews`. */
  readonly atMs: number;
  readonly isRead: boolean;
}

export interface StoredNewsPage {
  readonly news: readonly StoredNews[];
  readonly nextCursor: string | null;
}

export interface NewsCounts {
  /** Within the level. */
  readonly unread: number;
  /** Hidden by the level, read or not. */
  readonly above: number;
}

/** What one look has brought about one followed thing. */
export interface KeptLook {
  readonly follow: FollowRecord;
  readonly learnt: readonly LearntVersion[];
  readonly found: readonly { readonly record: NewsRecord; readonly atMs: number }[];
  /** Facts about new versions that were found before, as they are now. */
  readonly renewed: readonly NewsRecord[];
}

/**
 * What is followed and what is new, kept from run to run. When a change has answered `ok`, it is on disk for
 * certain. New versions of what is not followed any more are not shown, and forgotten with the next run.
 */
export interface FollowingStore {
  load(): readonly FollowRecord[];
  /** Of one followed thing. */
  known(key: string): Result<KnownVersions, Failure>;
  /** Those of them that were found as new ones, by the ids of their models. */
  foundVersions(modelIds: readonly number[]): Result<ReadonlySet<number>, Failure>;
  save(follow: FollowRecord): Result<null, Failure>;
  keepLooks(looks: readonly KeptLook[]): Result<null, Failure>;
  /** Nothing of it shows any more, and nothing is lost before the next run. */
  putAway(key: string): Result<null, Failure>;
  /** For good, with what was learnt about it and what nothing else has found. */
  remove(key: string): Result<null, Failure>;
  /** @param cursor where the page before ended; null for the first page */
  news(limit: MaturityLevel, cursor: string | null): Result<StoredNewsPage, Failure>;
  counts(limit: MaturityLevel): NewsCounts;
  /** @param versionIds null for all within the level */
  markRead(versionIds: readonly number[] | null, limit: MaturityLevel): Result<null, Failure>;
  close(): void;
}
