import { Group } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { GALLERY_SORTS } from '../../../shared/civitai/images';
import { MATURITY_LEVELS } from '../../../shared/civitai/model';
import { PERIODS } from '../../../shared/civitai/search';
import { useSettingsStore } from '../../stores/settings';
import { Select } from '../../ui/select';
import { updateSettings } from '../settings/actions';
import { orderGalleries, useGalleryOrder } from './gallery-order';

/** What orders and limits the pictures. The level is the one that holds everywhere. */
export function GalleryTools() {
  const { t } = useTranslation(['gallery', 'common']);
  const { sort, period } = useGalleryOrder();
  const maturity = useSettingsStore((state) => state.settings?.maturity ?? 'PG');
  return (
    <Group className="images-tools" aria-label={t('tools.label')}>
      <Select
        size="small"
        label={t('tools.sort')}
        isLabelHidden
        options={GALLERY_SORTS.map((id) => ({ id, label: t(`tools.sorts.${id}`) }))}
        value={sort}
        onChange={(id) => orderGalleries({ sort: id })}
      />
      <Select
        size="small"
        label={t('tools.period')}
        isLabelHidden
        options={PERIODS.map((id) => ({ id, label: t(`tools.periods.${id}`) }))}
        value={period}
        onChange={(id) => orderGalleries({ period: id })}
      />
      <Select
        size="small"
        label={t('tools.maturity')}
        isLabelHidden
        options={MATURITY_LEVELS.map((id) => ({ id, label: t(`common:maturity.${id}`) }))}
        value={maturity}
        onChange={(level) => void updateSettings({ maturity: level })}
      />
    </Group>
  );
}
