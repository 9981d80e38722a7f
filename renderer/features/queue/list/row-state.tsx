import { ChevronsDown, ChevronsUp, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../../shared/download/download';
import { useProgressStore } from '../../../stores/progress';
import { StateMark } from '../../../ui/state-mark';
import { isSentAgain } from '../pause-cost';
import { TELLING_SILENCE_MS } from '../queue-summary';
import { useStateWords } from '../use-state-words';

/** The state in words; of a running download also over how many connections, or for how long nothing has come. */
export function RowState({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('queue');
  const words = useStateWords(download);
  const isRunning = download.state.kind === 'transferring';
  const connections = useProgressStore((store) =>
    isRunning ? (store.byId[download.id]?.connections ?? 0) : 0,
  );
  const silentSeconds = useProgressStore((store) =>
    isRunning ? Math.floor((store.byId[download.id]?.silentMs ?? 0) / 1000) : 0,
  );
  const isWhole = useIsSentWhole(download);
  if (silentSeconds * 1000 >= TELLING_SILENCE_MS) {
    return (
      <span className="queue-state">
        <StateMark tone="attention" icon={TriangleAlert} isQuiet className="tabular">
          {t('states.silent', { seconds: silentSeconds })}
        </StateMark>
        {isWhole && <SentWhole />}
      </span>
    );
  }
  // A file that comes whole comes over one connection; its number says nothing.
  const isCounted = connections > 0 && !isWhole;
  return (
    <span className="queue-state">
      <StateMark tone={words.tone} icon={words.icon} isQuiet>
        {isCounted ? t('states.connected', { count: connections }) : words.text}
      </StateMark>
      {isWhole && <SentWhole />}
    </span>
  );
}

function SentWhole() {
  const { t } = useTranslation('queue');
  return (
    <span className="queue-whole dim" title={t('row.wholeReason')}>
      {t('row.whole')}
    </span>
  );
}

/** Whether what runs could not go on after a pause, but would be sent again. */
export function useIsSentWhole(download: DownloadView | undefined): boolean {
  return useProgressStore(
    (store) => download !== undefined && isSentAgain(download, store.byId[download.id]),
  );
}

/** Shown only where it is not the ordinary one. */
export function RowPriority({ download: { priority } }: { readonly download: DownloadView }) {
  const { t } = useTranslation('queue');
  if (priority === 'normal') return null;
  const text = t(priority === 'high' ? 'row.highPriority' : 'row.lowPriority');
  const Icon = priority === 'high' ? ChevronsUp : ChevronsDown;
  return (
    <span className={`queue-priority queue-priority-${priority}`} role="img" aria-label={text} title={text}>
      <Icon aria-hidden size={14} />
    </span>
  );
}
