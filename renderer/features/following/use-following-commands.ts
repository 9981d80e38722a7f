import { Bell, BellRing, CheckCheck, RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowSubject } from '../../../shared/following/follow-key';
import { followKey } from '../../../shared/following/follow-key';
import type { PaletteCommand } from '../../app/palette-commands';
import { useFollowingStore } from '../../stores/following';
import { type Route, useViewStore } from '../../stores/view';
import { follow, lookNow, markAllRead, unfollow } from './actions';

function subjectOf(route: Route): FollowSubject | null {
  if (route.screen === 'model') return { kind: 'model', modelId: route.modelId };
  return route.screen === 'creator' ? { kind: 'creator', username: route.username } : null;
}

/** To follow what is on screen, or to let go of it, and what concerns everything that is followed. */
export function useFollowingCommands(): readonly PaletteCommand[] {
  const { t } = useTranslation('following');
  const route = useViewStore((state) => state.route);
  const followed = useFollowingStore((store) => store.followed);
  const hasUnread = useFollowingStore(({ status }) => (status?.unreadCount ?? 0) > 0);
  return useMemo(() => {
    const subject = subjectOf(route);
    const commands: PaletteCommand[] = [];
    if (subject !== null) {
      const { kind } = subject;
      const isFollowed = followed.has(followKey(subject));
      commands.push({
        id: 'follow',
        label: t(isFollowed ? `commands.unfollow.${kind}` : `commands.follow.${kind}`),
        icon: isFollowed ? BellRing : Bell,
        run: () => void (isFollowed ? unfollow(subject, t(`commands.this.${kind}`)) : follow(subject)),
      });
    }
    if (followed.size > 0)
      commands.push({
        id: 'look-now',
        label: t('commands.lookNow'),
        icon: RefreshCw,
        run: () => void lookNow(),
      });
    if (hasUnread)
      commands.push({
        id: 'mark-read',
        label: t('commands.markAll'),
        icon: CheckCheck,
        run: () => void markAllRead(),
      });
    return commands;
  }, [t, route, followed, hasUnread]);
}
