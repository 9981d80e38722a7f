import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../../shared/download/download';
import { IconButton } from '../../../ui/icon-button';
import { MenuButton } from '../../../ui/menu';
import { perform } from '../actions';
import { rowButtons } from '../possible-actions';
import { actionIcons, rowMenu } from './row-menu';

interface RowButtonsProps {
  readonly download: DownloadView;
  /** Whether the tab key stops here; only the active row's buttons are stops. */
  readonly isActive: boolean;
}

export function RowButtons({ download, isActive }: RowButtonsProps) {
  const { t } = useTranslation('queue');
  const { main, away } = rowButtons(download.state.kind);
  const name = download.modelName;
  // The keys stay the same while the action changes, so that focus stays where it was.
  return (
    <div className="queue-row-buttons">
      {main && (
        <IconButton
          key="main"
          size="small"
          label={t(`named.${main}`, { name })}
          icon={actionIcons[main]}
          excludeFromTabOrder={!isActive}
          onPress={() => perform(main, download)}
        />
      )}
      {away && (
        <IconButton
          key="away"
          size="small"
          label={t(`named.${away}`, { name })}
          icon={actionIcons[away]}
          excludeFromTabOrder={!isActive}
          onPress={() => perform(away, download)}
        />
      )}
      <MenuButton
        label={t('named.more', { name })}
        entries={rowMenu(t, download)}
        trigger={
          <IconButton
            size="small"
            label={t('named.more', { name })}
            icon={Ellipsis}
            excludeFromTabOrder={!isActive}
          />
        }
      />
    </div>
  );
}
