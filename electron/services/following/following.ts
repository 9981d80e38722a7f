import { accessState } from '../../../shared/civitai/access';
import { isWithin } from '../../../shared/civitai/maturity';
import type { MaturityLevel } from '../../../shared/civitai/model';
import { type Failure, failure } from '../../../shared/failure';
import { type FollowSubject, followKey } from '../../../shared/following/follow-key';
import type { FollowingStatus, FollowView, NewsPage, NewVersion } from '../../../shared/following/following';
import { err, ok, type Result } from '../../../shared/result';
import { cleanLine } from '../../core/civitai/clean-text';
import { hasMatured } from '../../core/following/after-look';
import { type FollowRecord, newFollow } from '../../core/following/follow';
import { accessAt } from '../../core/following/news';
import type { FollowingStore, StoredNews } from '../../core/following/ports';
import type { Clock, PictureBook } from '../../core/ports';
import { namePicture } from '../catalogue/known-model';
import { LookRounds, type LookRoundsNeeds } from './look-rounds';

export interface FollowingNeeds extends Omit<LookRoundsNeeds, 'follows' | 'onKept' | 'onChanged' | 'store'> {
  readonly clock: Clock;
  readonly store: FollowingStore;
  readonly keeping: FollowingStatus['keeping'];
  readonly pictures: PictureBook;
  readonly maturity: () => MaturityLevel;
  readonly publish: (status: FollowingStatus) => void;
  /** Versions that came out; what was kept of their models is older. */
  readonly onNews: (modelIds: readonly number[]) => void;
}

/** So long the same press, taken back, brings everything back as it was. */
const UNDO_MS = 60_000;
/** A look at many things changes them one after the other. */
const PUBLISH_MS = 250;

/** What is followed, and the new versions of it. Nothing here ever downloads anything. */
export class Following {
  private readonly follows = new Map<string, FollowRecord>();
  /** Steady times at which they were put away. */
  private readonly putAway = new Map<string, { readonly follow: FollowRecord; readonly atMs: number }>();
  private readonly rounds: LookRounds;
  private callOffPublish: (() => void) | null = null;

  constructor(private readonly needs: FollowingNeeds) {
    for (const follow of needs.store.load()) this.follows.set(follow.key, follow);
    this.rounds = new LookRounds({
      ...needs,
      follows: () => [...this.follows.values()],
      onKept: (looks) => {
        for (const { follow } of looks) this.follows.set(follow.key, follow);
        const found = looks.flatMap((look) => look.found.map(({ record }) => record.modelId));
        if (found.length > 0) needs.onNews([...new Set(found)]);
      },
      onChanged: () => this.publishSoon(),
    });
  }

  start(): void {
    this.rounds.look();
  }

  /** After sleep, when the network is back, or when something that held back may have gone. */
  onWake(): void {
    this.rounds.lookAgain();
  }

  stop(): void {
    this.rounds.stop();
    this.callOffPublish?.();
    this.needs.store.close();
  }

  status(): FollowingStatus {
    const looks = [...this.follows.values()].flatMap(({ lookedAtMs }) => lookedAtMs ?? []);
    return {
      followed: [...this.follows.keys()],
      unreadCount: this.needs.store.counts(this.needs.maturity()).unread,
      isLooking: this.rounds.isLooking,
      lookedAtMs: looks.reduce<number | null>((latest, atMs) => Math.max(latest ?? 0, atMs), null),
      trouble: this.rounds.trouble,
      keeping: this.needs.keeping,
    };
  }

  /** By name; what has none yet comes last. */
  list(): readonly FollowView[] {
    const limit = this.needs.maturity();
    const name = (view: FollowView) => view.name?.toLowerCase() ?? '\uffff';
    return [...this.follows.values()]
      .map((follow) => this.view(follow, limit))
      .toSorted((a, b) => (name(a) === name(b) ? 0 : name(a) < name(b) ? -1 : 1));
  }

  /** `input.invalid` for a name with nothing to read in it. */
  follow(wished: FollowSubject): Result<null, Failure> {
    const subject = wished.kind === 'model' ? wished : { ...wished, username: cleanLine(wished.username) };
    if (subject.kind === 'creator' && subject.username === '') return err(failure('input.invalid'));
    const key = followKey(subject);
    if (this.follows.has(key)) return ok(null);
    const before = this.putAway.get(key);
    const { store, clock } = this.needs;
    const isUndo = before !== undefined && clock.steadyMs() - before.atMs < UNDO_MS;
    if (before !== undefined && !isUndo) {
      const removed = store.remove(key);
      if (!removed.ok) return removed;
    }
    const follow = isUndo ? before.follow : newFollow(key, subject, clock.nowMs());
    const saved = store.save(follow);
    if (!saved.ok) return saved;
    this.putAway.delete(key);
    this.follows.set(key, follow);
    this.publishNow();
    // The first look says what there is now, so it does not wait for its turn.
    if (follow.baseline === null) this.rounds.want([key]);
    else this.rounds.look();
    return ok(null);
  }

  unfollow(subject: FollowSubject): Result<null, Failure> {
    const key = followKey(subject);
    const follow = this.follows.get(key);
    if (follow === undefined) return ok(null);
    const done = this.needs.store.putAway(key);
    if (!done.ok) return done;
    this.follows.delete(key);
    this.putAway.set(key, { follow, atMs: this.needs.clock.steadyMs() });
    this.publishNow();
    return ok(null);
  }

  /** New versions within the level of maturity, the newest first. */
  news(cursor: string | null): Result<NewsPage, Failure> {
    const limit = this.needs.maturity();
    const page = this.needs.store.news(limit, cursor);
    if (!page.ok) return page;
    return ok({
      versions: page.value.news.map((news) => this.newsView(news, limit)),
      nextCursor: page.value.nextCursor,
      aboveLevelCount: this.needs.store.counts(limit).above,
    });
  }

  /** @param versionIds null for everything within the level of maturity */
  markRead(versionIds: readonly number[] | null): Result<null, Failure> {
    const done = this.needs.store.markRead(versionIds, this.needs.maturity());
    if (done.ok) this.publishNow();
    return done;
  }

  /** Everything, whatever is due, also while nothing is asked by itself. */
  lookNow(): void {
    this.rounds.want([...this.follows.keys()]);
    this.publishNow();
  }

  /** The level of maturity is another one. */
  republish(): void {
    this.publishNow();
  }

  private publishSoon(): void {
    this.callOffPublish ??= this.needs.clock.after(PUBLISH_MS, () => this.publishNow());
  }

  private publishNow(): void {
    this.callOffPublish?.();
    this.callOffPublish = null;
    this.needs.publish(this.status());
  }

  private view(follow: FollowRecord, limit: MaturityLevel): FollowView {
    const isAboveLevel = follow.maturity !== null && !isWithin(follow.maturity, limit);
    return {
      key: follow.key,
      subject: follow.subject,
      name: isAboveLevel ? null : follow.name,
      creator: isAboveLevel ? null : follow.creator,
      modelType: follow.modelType,
      maturity: follow.maturity,
      isAboveLevel,
      hasMatured: hasMatured(follow),
      standing: follow.standing,
      followedAtMs: follow.followedAtMs,
      lookedAtMs: follow.lookedAtMs,
      nextLookAtMs: follow.nextLookAtMs,
      trouble: follow.trouble,
      isLooking: this.rounds.isWaitedFor(follow.key),
    };
  }

  private newsView({ record, atMs, isRead }: StoredNews, limit: MaturityLevel): NewVersion {
    const { pictures, mode, maturity: _maturity, ...facts } = record;
    const picture = pictures.find(({ maturity }) => isWithin(maturity, limit));
    const access = accessState({
      mode,
      access: accessAt(record.access, this.needs.clock.nowMs()),
      needsLogin: null,
      isDownloadable: null,
      isSignedIn: false,
    });
    return {
      ...facts,
      access,
      atMs,
      isRead,
      picture: picture === undefined ? null : namePicture(this.needs.pictures, picture),
    };
  }
}
