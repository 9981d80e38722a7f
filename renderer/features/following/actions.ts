import i18next from 'i18next';
import type { FollowSubject } from '../../../shared/following/follow-key';
import type { NewVersion } from '../../../shared/following/following';
import { queryClient } from '../../app/query-client';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';

/** Main tells what is followed now to every mirror; nothing is changed here. */
export async function follow(subject: FollowSubject): Promise<void> {
  const answer = await api.invoke('following.follow', { subject });
  if (!answer.ok) showFailure(answer.error);
}

/** @param name as the user knows it */
export async function unfollow(subject: FollowSubject, name: string): Promise<void> {
  const answer = await api.invoke('following.unfollow', { subject });
  if (!answer.ok) {
    showFailure(answer.error);
    return;
  }
  showToast({
    text: i18next.t('following:unfollowed', { name }),
    replaces: 'unfollowed',
    action: { label: i18next.t('following:undo'), onPress: () => void follow(subject) },
  });
}

export async function lookNow(): Promise<void> {
  const answer = await api.invoke('following.lookNow');
  if (!answer.ok) showFailure(answer.error);
}

export async function markAllRead(): Promise<void> {
  const answer = await api.invoke('following.markRead', { versionIds: null });
  if (!answer.ok) showFailure(answer.error);
}

/** To the model's page, at that version; there it can be downloaded. */
export function openNewVersion({ modelId, versionId, isRead }: NewVersion): void {
  // What the page remembers of the model may be older than its new version.
  void queryClient.invalidateQueries({ queryKey: ['model', modelId] });
  navigate({ screen: 'model', modelId, versionId });
  if (isRead) return;
  void api.invoke('following.markRead', { versionIds: [versionId] }).then((answer) => {
    if (!answer.ok) showFailure(answer.error);
  });
}

export function openFollowed(subject: FollowSubject): void {
  if (subject.kind === 'creator') navigate({ screen: 'creator', username: subject.username });
  else navigate({ screen: 'model', modelId: subject.modelId, versionId: null });
}
