import { ChevronsDown, ChevronsUp, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../../shared/download/download';
import { useProgressStore } from '../../../stores/progress';
import { StateMark } from '../../../ui/state-mark';
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
  if (silentSeconds * 1000 >= TELLING_SILENCE_MS) {
    return (
      <StateMark tone="attention" icon={TriangleAlert} isQuiet className="queue-state tabular">
        {t('states.silent', { seconds: silentSeconds })}
      </StateMark>
    );
  }
  return (
    <StateMark tone={words.tone} icon={words.icon} isQuiet className="queue-state">
      {connections > 0 ? t('states.connected', { count: connections }) : words.text}
    </StateMark>
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
