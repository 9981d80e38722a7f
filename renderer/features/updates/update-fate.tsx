import { useTranslation } from 'react-i18next';
import { OLD_FATES, type OldFate, type UpdateRow } from '../../../shared/updates/updates';
import { Select } from '../../ui/select';
import { allOldStay, setFate, useUpdatesView } from './updates-view';
import { useUsualFate } from './use-updates';

const KEEP_ONLY: readonly OldFate[] = ['keep'];

/** What becomes of the old file of one row. */
export function UpdateFate({ row }: { readonly row: UpdateRow }) {
  const { t } = useTranslation('updates');
  const own = useUpdatesView((view) => view.fates.get(row.id)?.fate);
  const usual = useUsualFate();
  if (usual === null) return null;
  const stays = allOldStay(row);
  return (
    <Select
      size="small"
      label={t('row.fateOf', { model: row.modelName })}
      isLabelHidden
      options={(stays ? KEEP_ONLY : OLD_FATES).map((fate) => ({
        id: fate,
        label: t(`fates.${fate}`),
        description: t(`fateHints.${fate}`),
      }))}
      value={stays ? 'keep' : (own ?? usual)}
      onChange={(fate) => setFate(row, fate)}
      className="update-fate"
    />
  );
}
