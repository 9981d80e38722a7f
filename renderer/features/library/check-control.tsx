import { ChevronDown, Download, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { formatNumber } from '../../ui/format';
import { MenuButton } from '../../ui/menu';
import { checkFiles, downloadAgain } from './actions';
import { isNarrowed, useLibraryView, wholeLibrary } from './library-view';

/** Reads files once more: all of them, or those that the search and the filters leave. */
export function CheckControl({ total }: { readonly total: number }) {
  const { t } = useTranslation('library');
  const wish = useLibraryView();
  const shown = {
    id: 'shown',
    label: t('check.shown', { count: total, amount: formatNumber(total) }),
    icon: ShieldCheck,
    onAction: () => void checkFiles({ kind: 'wish', wish, exceptIds: [] }),
  };
  return (
    <MenuButton
      label={t('check.label')}
      trigger={<Button icon={ChevronDown}>{t('check.menu')}</Button>}
      entries={[
        {
          id: 'all',
          label: t('check.all'),
          icon: ShieldCheck,
          onAction: () => void checkFiles({ kind: 'wish', wish: wholeLibrary, exceptIds: [] }),
        },
        ...(isNarrowed(wish) && total > 0 ? [shown] : []),
        {
          id: 'again',
          label: t(isNarrowed(wish) ? 'again.shown' : 'again.all'),
          icon: Download,
          onAction: () => void downloadAgain({ kind: 'wish', wish, exceptIds: [] }),
        },
      ]}
    />
  );
}
