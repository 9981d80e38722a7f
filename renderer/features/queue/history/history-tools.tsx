import i18next from 'i18next';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showFailure } from '../../../app/show-failure';
import { api } from '../../../ipc/api';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { IconButton } from '../../../ui/icon-button';
import { SearchField } from '../../../ui/search-field';
import { showToast } from '../../../ui/toast';
import { searchHistory, useQueueView } from '../queue-view';
import { useForgetHistory } from './use-history';

/** What the history can be asked, beside the names of the views. */
export function HistoryTools() {
  const { t } = useTranslation('queue');
  const text = useQueueView((view) => view.historyText);
  const forget = useForgetHistory();
  const [isAsking, setAsking] = useState(false);
  async function clear(): Promise<void> {
    const answer = await api.invoke('downloads.clearHistory');
    if (!answer.ok) return showFailure(answer.error);
    forget();
    showToast({ text: i18next.t('history.cleared', { ns: 'queue' }) });
  }
  return (
    <div className="history-tools">
      <SearchField
        label={t('history.search')}
        clearLabel={t('history.clearSearch')}
        placeholder={t('history.searchPlaceholder')}
        value={text}
        maxLength={200}
        onChange={searchHistory}
        className="history-search"
      />
      <IconButton icon={Eraser} label={t('history.clear')} onPress={() => setAsking(true)} />
      <ConfirmDialog
        isOpen={isAsking}
        isDestructive
        onOpenChange={setAsking}
        title={t('history.clearTitle')}
        confirmLabel={t('history.clearConfirm')}
        cancelLabel={t('history.clearKeep')}
        onConfirm={() => void clear()}
      >
        {t('history.clearBody')}
      </ConfirmDialog>
    </div>
  );
}
