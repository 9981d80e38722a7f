import { ok } from '../../../shared/result';
import type { Following } from '../../services/following/following';
import type { Area } from './area';

export function followingHandlers(following: Following): Area<'following'> {
  return {
    'following.status': () => ok(following.status()),
    'following.follow': ({ subject }) => following.follow(subject),
    'following.unfollow': ({ subject }) => following.unfollow(subject),
    'following.list': () => ok(following.list()),
    'following.news': ({ cursor }) => following.news(cursor),
    'following.markRead': ({ versionIds }) => following.markRead(versionIds),
    'following.lookNow': () => {
      following.lookNow();
      return ok(null);
    },
  };
}
