import { useTranslation } from 'react-i18next';
import type { StayingFiles } from '../../../shared/updates/updates';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { keyed } from '../../ui/keyed';
import { planUpdates } from './actions';
import { askAboutStaying, useUpdatesView } from './updates-view';

/** Which old files stay although others go, before any update is in the plan. */
export function StayingDialog() {
  const { t } = useTranslation('updates');
  const question = useUpdatesView((view) => view.question);
  if (question === null) return null;
  const { wish, count, staying } = question;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) askAboutStaying(null);
      }}
      title={t('staying.title', { count: staying.counts.notProven + staying.counts.severalNames })}
      confirmLabel={t('staying.confirm', { count })}
      cancelLabel={t('staying.cancel')}
      onConfirm={() => void planUpdates(wish)}
    >
      <StayingWords staying={staying} />
    </ConfirmDialog>
  );
}

function StayingWords({ staying: { counts, names } }: { readonly staying: StayingFiles }) {
  const { t } = useTranslation('updates');
  const more = counts.notProven + counts.severalNames - names.length;
  return (
    <div className="updates-staying">
      {counts.notProven > 0 && <p>{t('staying.notProven', { count: counts.notProven })}</p>}
      {counts.severalNames > 0 && <p>{t('staying.severalNames', { count: counts.severalNames })}</p>}
      <ul aria-label={t('staying.files')} className="updates-staying-names dim">
        {keyed(names).map(({ key, word }) => (
          <li key={key}>
            <bdi dir="ltr">{word}</bdi>
          </li>
        ))}
        {more > 0 && <li>{t('staying.more', { count: more })}</li>}
      </ul>
    </div>
  );
}
