import { useTranslation } from 'react-i18next';
import { OLD_FATES, type OldFate } from '../../../shared/updates/updates';
import { Select } from '../../ui/select';
import { setFate, useUpdatesView } from './updates-view';
import { useUsualFate } from './use-updates';

const KEEP_ONLY: readonly OldFate[] = ['keep'];

interface UpdateFateProps {
  readonly id: string;
  readonly model: string;
  /** Nothing else is possible. */
  readonly stays: boolean;
}

/** What becomes of the old file of one row. */
export function UpdateFate({ id, model, stays }: UpdateFateProps) {
  const { t } = useTranslation('updates');
  const own = useUpdatesView((view) => view.fates.get(id));
  const usual = useUsualFate();
  if (usual === null) return null;
  return (
    <Select
      size="small"
      label={t('row.fateOf', { model })}
      isLabelHidden
      options={(stays ? KEEP_ONLY : OLD_FATES).map((fate) => ({
        id: fate,
        label: t(`fates.${fate}`),
        description: t(`fateHints.${fate}`),
      }))}
      value={stays ? 'keep' : (own ?? usual)}
      onChange={(fate) => setFate(id, fate)}
      className="update-fate"
    />
  );
}
