import { Bell, BellRing } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowSubject } from '../../../shared/following/follow-key';
import { useIsFollowed } from '../../stores/following';
import { Button } from '../../ui/button';
import { follow, unfollow } from './actions';
import './follow-button.css';

interface FollowButtonProps {
  readonly subject: FollowSubject;
  /** As it stands beside the button. */
  readonly name: string;
}

/** Begins and ends to follow a model or a creator; says which of the two holds. */
export function FollowButton({ subject, name }: FollowButtonProps) {
  const { t } = useTranslation('following');
  const isFollowed = useIsFollowed(subject);
  const [isPending, setIsPending] = useState(false);
  if (isFollowed === null) return null;
  const change = async () => {
    setIsPending(true);
    await (isFollowed ? unfollow(subject, name) : follow(subject));
    setIsPending(false);
  };
  return (
    <Button
      size="small"
      icon={isFollowed ? BellRing : Bell}
      className={isFollowed ? 'follow-button follow-button-on' : 'follow-button'}
      aria-label={t(isFollowed ? 'button.unfollow' : 'button.follow', { name })}
      isPending={isPending}
      onPress={() => void change()}
    >
      {t(isFollowed ? 'button.on' : 'button.off')}
    </Button>
  );
}
