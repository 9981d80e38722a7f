import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../ui/format';
import type { TidyPlan } from './tidy-plan';

/** What pressing the button would do, in numbers. */
export function TidyNotes({ plan }: { readonly plan: TidyPlan }) {
  const { t } = useTranslation('tidy');
  const { bytes, copiedBytes, numberedCount, thereCount, unreadCount } = plan;
  const size = formatBytes(bytes);
  const notes = [
    copiedBytes > 0 ? t('planCopied', { size, copied: formatBytes(copiedBytes) }) : t('plan', { size }),
    ...(numberedCount > 0 ? [t('numbered', { count: numberedCount })] : []),
    ...(unreadCount > 0 ? [t('unread', { count: unreadCount })] : []),
    ...(thereCount > 0 ? [t('there', { count: thereCount })] : []),
  ];
  return <p className="tidy-notes dim tabular">{notes.join(' · ')}</p>;
}
