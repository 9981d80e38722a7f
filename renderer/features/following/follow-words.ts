import type { TFunction } from 'i18next';
import type { FollowView } from '../../../shared/following/following';
import { describeFailure } from '../../locales/describe-failure';

type Words = TFunction<['following', 'common']>;

/** What the user calls it; a model that has no name here is told by its number. */
export function nameOf(t: Words, { name, subject }: FollowView): string {
  if (name !== null) return name;
  return subject.kind === 'model' ? t('list.model', { modelId: subject.modelId }) : subject.username;
}

/** What one should know of something that is followed, the weightiest first; null when all is well. */
export function noteOf(t: Words, view: FollowView): string | null {
  const { standing, trouble, subject, maturity } = view;
  if (standing === 'gone') return t(subject.kind === 'model' ? 'list.modelGone' : 'list.creatorGone');
  if (trouble !== null) {
    const { title, reason } = describeFailure(trouble);
    return t('list.trouble', { title, reason });
  }
  if (standing === 'archived') return t('list.archived');
  if (standing === 'takenDown') return t('list.takenDown');
  if (maturity === null) return null;
  const level = t(`common:maturity.${maturity}`);
  if (view.isAboveLevel)
    return view.hasMatured ? t('list.maturedAbove', { level }) : t('list.aboveLevel', { level });
  return view.hasMatured ? t('list.matured', { level }) : null;
}
