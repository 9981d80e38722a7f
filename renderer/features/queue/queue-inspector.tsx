import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/download/download';
import { Inspector } from '../../app/inspector';
import { pictureUrl } from '../../ipc/picture-url';
import { modelTypeWord } from '../../locales/model-type-word';
import { placeReasonWords } from '../../locales/place-words';
import { useDownloadsStore } from '../../stores/downloads';
import { selectDownload, useViewStore } from '../../stores/view';
import { Button } from '../../ui/button';
import { formatDate, formatExactBytes, formatPreciseBytes, formatRelative } from '../../ui/format';
import { KeyValue } from '../../ui/key-value';
import { StateMark } from '../../ui/state-mark';
import { VeiledPicture } from '../veil/veiled-picture';
import { openModel, perform } from './actions';
import { actionIcons } from './list/row-menu';
import { RowProblem } from './list/row-problem';
import { RowBar, RowNumbers } from './list/row-progress';
import { useIsSentWhole } from './list/row-state';
import { rowButtons } from './possible-actions';
import { useStateWords } from './use-state-words';

export function QueueInspector() {
  const selectedId = useViewStore((view) => view.selectedDownloadId);
  const download = useDownloadsStore((store) => (selectedId ? store.byId.get(selectedId) : undefined));
  return download ? <DownloadDetails download={download} /> : null;
}

function DownloadDetails({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('queue');
  const { state, picture } = download;
  const words = useStateWords(download);
  const { main } = rowButtons(state.kind);
  const isWhole = useIsSentWhole(download);
  const isMoving = state.kind !== 'completed' && (download.durableBytes > 0 || state.kind === 'transferring');
  return (
    <Inspector
      label={t('inspector.label')}
      title={download.modelName}
      onClose={() => selectDownload(null)}
      footer={
        <div className="queue-inspector-actions">
          {main && (
            <Button icon={actionIcons[main]} onPress={() => perform(main, download)}>
              {t(`actions.${main}`)}
            </Button>
          )}
          <Button variant="quiet" onPress={() => openModel(download)}>
            {t('actions.openModel')}
          </Button>
        </div>
      }
    >
      <div className="queue-inspector" data-state={state.kind}>
        {picture && (
          <div className="queue-inspector-picture">
            <VeiledPicture
              id={picture}
              maturity={download.pictureMaturity}
              name={download.modelName}
              src={pictureUrl(picture, 450, { isStill: true })}
              blurhash={download.blurhash}
              alt=""
            />
          </div>
        )}
        <StateMark tone={words.tone} icon={words.icon}>
          {words.text}
        </StateMark>
        {isMoving && (
          <div className="queue-inspector-progress">
            <RowBar download={download} />
            <RowNumbers download={download} />
          </div>
        )}
        {isWhole && (
          <p className="dim">
            {t('row.whole')}. {t('row.wholeReason')}
          </p>
        )}
        <RowProblem download={download} isActive />
        <KeyValue rows={useFacts(download)} />
      </div>
    </Inspector>
  );
}

function useFacts(download: DownloadView) {
  const { t } = useTranslation('queue');
  const { state, totalBytes } = download;
  const unknown = t('inspector.unknown');
  const isPlaced = state.kind === 'completed';
  const proof = !isPlaced
    ? t(download.hasPublishedHash ? 'inspector.proofPending' : 'inspector.proofNone')
    : state.verification.kind === 'verified'
      ? t('inspector.proofVerified', { hash: t(`hashKinds.${state.verification.by}`) })
      : t(state.verification.isRefuted ? 'proof.refuted' : 'proof.unverified');
  const dated = (label: string, atMs: number) => ({
    label,
    value: formatRelative(atMs),
    title: formatDate(atMs),
  });
  return [
    { label: t('inspector.version'), value: download.versionName },
    { label: t('inspector.file'), value: isPlaced ? state.finalName : download.fileName },
    {
      label: t('inspector.size'),
      value: totalBytes === null ? unknown : formatPreciseBytes(totalBytes),
      ...(totalBytes === null ? {} : { title: formatExactBytes(totalBytes) }),
    },
    { label: t('inspector.format'), value: download.format ?? unknown },
    { label: t('inspector.precision'), value: download.precision ?? unknown },
    { label: t('inspector.type'), value: modelTypeWord(download.modelType) },
    { label: t('inspector.baseModel'), value: download.baseModel ?? unknown },
    { label: t('inspector.creator'), value: download.creator ?? unknown },
    { label: t(isPlaced ? 'inspector.placedIn' : 'inspector.goesTo'), value: download.placePath },
    { label: t('inspector.why'), value: placeReasonWords(download.placeReason) },
    { label: t('inspector.proof'), value: proof },
    ...(isPlaced
      ? [{ label: t('inspector.sha256'), value: <span className="mono">{state.verification.sha256}</span> }]
      : []),
    { label: t('inspector.priority'), value: t(`priorities.${download.priority}`) },
    dated(t('inspector.added'), download.addedAtMs),
    ...(isPlaced ? [dated(t('inspector.placed'), state.atMs)] : []),
  ];
}
