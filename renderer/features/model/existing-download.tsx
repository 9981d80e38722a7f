import { FolderOpen, ListOrdered } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import { Group } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/download/download';
import type { Failure } from '../../../shared/failure';
import { describeFailure } from '../../locales/describe-failure';
import { useProgressStore } from '../../stores/progress';
import { Button } from '../../ui/button';
import { formatSpeed } from '../../ui/format';
import { ProgressBar } from '../../ui/progress-bar';
import { StateMark, type StateTone } from '../../ui/state-mark';
import { useStateWords } from '../queue/use-state-words';
import { openFolderOf, showInQueue } from './actions';

const barTone = (tone: StateTone) =>
  tone === 'waiting' || tone === 'paused' || tone === 'failed' ? tone : 'accent';

interface ExistingDownloadProps {
  readonly download: DownloadView;
  /** True once the user has pressed the button that stood here. */
  readonly takesFocus: RefObject<boolean>;
}

/** In place of the button when this very file is in the queue or on disk already. */
export function ExistingDownload({ download, takesFocus }: ExistingDownloadProps) {
  const { t } = useTranslation('model');
  const { id, state, fileName, placePath } = download;
  const queueRef = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus.current && document.activeElement === document.body) queueRef.current?.focus();
    takesFocus.current = false;
  }, [takesFocus]);
  const isPlaced = state.kind === 'completed';
  const { tone, icon, text } = useStateWords(download);
  return (
    <Group className="download-panel" aria-label={t('download.panel')}>
      <div className="download-panel-state">
        <StateMark tone={tone} icon={icon}>
          {text}
        </StateMark>
        {!isPlaced && <MovingAmounts download={download} />}
      </div>
      {!isPlaced && <Bar download={download} tone={barTone(tone)} />}
      {(state.kind === 'failed' || state.kind === 'waiting') && <Problem cause={state.cause} />}
      <div className="download-panel-place">
        <p className="download-panel-name selectable" title={fileName}>
          {isPlaced ? state.finalName : fileName}
        </p>
        <p className="dim selectable download-panel-path" title={placePath}>
          {placePath}
        </p>
      </div>
      <div className="download-panel-actions">
        {isPlaced && (
          <Button icon={FolderOpen} onPress={() => openFolderOf(id)}>
            {t('download.openFolder')}
          </Button>
        )}
        <Button ref={queueRef} icon={ListOrdered} onPress={() => showInQueue(id)}>
          {t('download.showInQueue')}
        </Button>
      </div>
    </Group>
  );
}

function Problem({ cause }: { readonly cause: Failure }) {
  const { title, reason, next } = describeFailure(cause);
  return (
    <div className="download-panel-problem selectable">
      <strong>{title}.</strong> {reason} {next}
    </div>
  );
}

function useReceived(download: DownloadView) {
  const moving = useProgressStore((store) => store.byId[download.id]);
  const received = moving?.receivedBytes ?? download.durableBytes;
  const total = moving?.totalBytes ?? download.totalBytes;
  return { received, total, bytesPerSecond: moving?.bytesPerSecond ?? null };
}

function MovingAmounts({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('model');
  const { received, total, bytesPerSecond } = useReceived(download);
  if (received === 0 && bytesPerSecond === null) return null;
  return (
    <span className="dim tabular download-panel-amounts">
      <span>
        {total === null
          ? t('download.unknownProgress', { received })
          : t('download.progressText', { received, total })}
      </span>
      {bytesPerSecond !== null && <span>{formatSpeed(bytesPerSecond)}</span>}
    </span>
  );
}

interface BarProps {
  readonly download: DownloadView;
  readonly tone: 'accent' | 'waiting' | 'paused' | 'failed';
}

function Bar({ download, tone }: BarProps) {
  const { t } = useTranslation('model');
  const { received, total } = useReceived(download);
  const isMoving = tone === 'accent';
  const value = total === null || total === 0 ? (isMoving ? null : 0) : received / total;
  return (
    <ProgressBar label={t('download.progress', { name: download.fileName })} value={value} tone={tone} />
  );
}
