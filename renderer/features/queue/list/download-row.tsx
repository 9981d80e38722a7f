// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import { GripVertical } from 'lucide-react';
import { memo, useCallback, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../../shared/download/download';
import type { DownloadId } from '../../../../shared/ids';
import { pictureUrl } from '../../../ipc/picture-url';
import { placeTitle } from '../../../locales/place-words';
import { useDownloadsStore } from '../../../stores/downloads';
import { formatBytes, formatDate, formatExactBytes, formatRelative } from '../../../ui/format';
import { keyed } from '../../../ui/keyed';
import { VeiledPicture } from '../../veil/veiled-picture';
import { showDetails } from '../actions';
import { RowButtons } from './row-buttons';
import { useRowDrag } from './row-drag';
import { RowProblem } from './row-problem';
import { RowBar, RowNumbers } from './row-progress';
import { RowPriority, RowState, useIsSentWhole } from './row-state';
import './download-row.css';

interface DownloadRowProps {
  readonly id: DownloadId;
  readonly index: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onActivate: (id: DownloadId) => void;
  readonly measure: (element: HTMLElement | null) => void;
}

export const DownloadRow = memo(function DownloadRow(props: DownloadRowProps) {
  const { id, index, top, isActive, isSelected, onActivate, measure } = props;
  const { t } = useTranslation('queue');
  const ref = useRef<HTMLDivElement | null>(null);
  const download = useDownloadsStore((store) => store.byId.get(id));
  const isWhole = useIsSentWhole(download);
  const { isMovable, isDragging, dragProps, dropProps, gripProps, marked } = useRowDrag(download, ref);
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      ref.current = element;
      measure(element);
    },
    [measure],
  );
  if (!download) return null;
  const { modelName: model, versionName: version, state, picture } = download;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the grid does the same.
    <div
      {...dragProps}
      {...dropProps}
      ref={attach}
      role="row"
      aria-label={t('row.label', { model, version })}
      aria-description={isWhole ? t('row.wholeReason') : undefined}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      data-index={index}
      data-row-id={id}
      data-state={state.kind}
      data-dragging={isDragging || undefined}
      data-drop={marked ?? undefined}
      className="queue-row"
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onActivate(id)}
      onClick={(event) => !isButton(event.target) && showDetails(id)}
    >
      {isMovable && (
        // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus.
        <div role="gridcell" className="queue-grip-cell">
          <Button
            {...gripProps}
            aria-label={t('named.drag', { name: model })}
            excludeFromTabOrder={!isActive}
            className="queue-grip"
          >
            <GripVertical aria-hidden size={14} />
          </Button>
        </div>
      )}
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read. */}
      <div role="gridcell" className="queue-row-body">
        <span className="queue-picture">
          <VeiledPicture
            id={picture}
            maturity={download.pictureMaturity}
            name={null}
            src={picture && pictureUrl(picture, 320, { isStill: true })}
            blurhash={download.blurhash}
            alt=""
          />
        </span>
        <div className="queue-name">
          <span className="ellipsis">
            <bdi className="queue-model" title={model}>
              {model}
            </bdi>
            <bdi className="queue-version dim">{version}</bdi>
          </span>
          <RowPriority download={download} />
        </div>
        <RowState download={download} />
        <FileLine download={download} />
        <RowFigures download={download} />
      </div>
      {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus. */}
      <div role="gridcell" className="queue-row-side">
        <RowButtons download={download} isActive={isActive} />
      </div>
      {(state.kind === 'failed' || state.kind === 'waiting' || state.kind === 'cancelled') && (
        // biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus.
        <div role="gridcell" className="queue-row-problem">
          <RowProblem download={download} isActive={isActive} />
        </div>
      )}
    </div>
  );
});

function isButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

function FileLine({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('queue');
  const { fileName, format, precision, placeLabel, placePath, placeReason, state } = download;
  const isPlaced = state.kind === 'completed';
  const finalName = isPlaced ? state.finalName : fileName;
  return (
    <div className="queue-file dim">
      <bdi dir="ltr" className="queue-file-name ellipsis" title={finalName}>
        {finalName}
      </bdi>
      {keyed([format, precision].filter((fact) => fact !== null)).map(({ key, word }) => (
        <span key={key} className="queue-fact">
          {word}
        </span>
      ))}
      <span className="queue-place ellipsis" title={placeTitle(placePath, placeReason)}>
        {t(isPlaced ? 'row.placedIn' : 'row.goesTo', { place: placeLabel })}
      </span>
    </div>
  );
}

function RowFigures({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('queue');
  const { state, totalBytes, durableBytes } = download;
  if (state.kind === 'completed') {
    const size = totalBytes ?? durableBytes;
    return (
      <span className="queue-numbers tabular" title={`${formatDate(state.atMs)}\n${formatExactBytes(size)}`}>
        {t('row.doneAt', { size: formatBytes(size), when: formatRelative(state.atMs) })}
      </span>
    );
  }
  const isUntouched = durableBytes === 0 && state.kind !== 'transferring';
  if (isUntouched) {
    return (
      <span className="queue-numbers tabular">
        {totalBytes !== null && <span title={formatExactBytes(totalBytes)}>{formatBytes(totalBytes)}</span>}
      </span>
    );
  }
  return (
    <>
      <RowNumbers download={download} />
      <RowBar download={download} />
    </>
  );
}
