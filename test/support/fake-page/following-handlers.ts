import { failure } from '../../../shared/failure';
import { followKey } from '../../../shared/following/follow-key';
import type { FollowingStatus, FollowView, NewVersion } from '../../../shared/following/following';
import type { Handlers } from '../../../shared/ipc/contract';
import { ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import { followOf, manyFollows, manyNews } from './fixtures/following';
import type { Scenario } from './scenario';

type FollowingCall = Extract<keyof Handlers, `following.${string}`>;
const PAGE = 50;

export function followingHandlers(api: FakeApi, scenario: Scenario): Pick<Handlers, FollowingCall> {
  const isEmpty = scenario === 'empty';
  let follows: readonly FollowView[] = isEmpty ? [] : manyFollows();
  // Somebody follows a good many things, and nothing has come out since.
  let news: readonly NewVersion[] = isEmpty || scenario === 'short' ? [] : manyNews();
  let isLooking = false;
  const status = (): FollowingStatus => ({
    followed: follows.map(({ key }) => key),
    unreadCount: news.filter(({ isRead }) => !isRead).length,
    isLooking,
    lookedAtMs: isEmpty ? null : Date.now() - 2 * 3_600_000,
    trouble: scenario === 'offline' || scenario === 'errors' ? failure('network.offline') : null,
    keeping:
      scenario === 'errors'
        ? { kind: 'putAside', fileName: 'following.db.unreadable-1893456000000' }
        : { kind: 'kept' },
  });
  const tell = () => {
    api.emit('following.changed', status());
    return ok(null);
  };
  return {
    'following.status': () => ok(status()),
    'following.follow': ({ subject }) => {
      follows = [followOf(subject), ...follows.filter(({ key }) => key !== followKey(subject))];
      return tell();
    },
    'following.unfollow': ({ subject }) => {
      follows = follows.filter(({ key }) => key !== followKey(subject));
      return tell();
    },
    'following.list': () => ok(follows),
    'following.news': ({ cursor }) => {
      const from = cursor === null ? 0 : Number(cursor.split(':')[1]);
      const next = from + PAGE;
      return ok({
        versions: news.slice(from, next),
        nextCursor: next < news.length ? `0:${next}` : null,
        aboveLevelCount: isEmpty ? 0 : 3,
      });
    },
    'following.markRead': ({ versionIds }) => {
      news = news.map((each) =>
        versionIds === null || versionIds.includes(each.versionId) ? { ...each, isRead: true } : each,
      );
      return tell();
    },
    'following.lookNow': () => {
      isLooking = true;
      setTimeout(() => {
        isLooking = false;
        tell();
      }, 1_500);
      return tell();
    },
  };
}
