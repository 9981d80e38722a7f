// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import { Ban, Copy, FolderCheck, ListX, type LucideIcon } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, HistoryOutcome } from '../../../../shared/download/history';
import { placeTitle } from '../../../locales/place-words';
import { navigate } from '../../../stores/view';
import { formatBytes, formatDate, formatExactBytes, formatRelative } from '../../../ui/format';
import { IconButton } from '../../../ui/icon-button';
import { StateMark, type StateTone } from '../../../ui/state-mark';
import { copySha256 } from '../actions';

const marks: Readonly<Record<HistoryOutcome, { readonly tone: StateTone; readonly icon: LucideIcon }>> = {
  completed: { tone: 'verified', icon: FolderCheck },
  cancelled: { tone: 'neutral', icon: Ban },
  removed: { tone: 'neutral', icon: ListX },
};

interface HistoryRowProps {
  readonly entry: HistoryEntry;
  readonly rowKey: string;
  readonly index: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly onActivate: (key: string) => void;
}

export const HistoryRow = memo(function HistoryRow(props: HistoryRowProps) {
  const { entry, rowKey, index, top, isActive, onActivate } = props;
  const { t } = useTranslation('queue');
  const { modelName: model, versionName: version, outcome, atMs, fileName, totalBytes } = entry;
  const { sha256, placePath, placeReason } = entry;
  const place = placeReason === null ? placePath : placeTitle(placePath, placeReason);
  const words = t(`history.outcomes.${outcome}`);
  const when = formatRelative(atMs);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the grid does the same.
    <div
      role="row"
      aria-label={t('history.rowLabel', { model, version, outcome: words, when })}
      aria-rowindex={index + 1}
      tabIndex={isActive ? 0 : -1}
      data-row-id={rowKey}
      className="history-row"
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onActivate(rowKey)}
      onClick={(event) => {
        // Mouse events of this page come from elements only.
        if ((event.target as Element).closest('button')) return;
        navigate({ screen: 'model', modelId: entry.modelId, versionId: entry.versionId });
      }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read. */}
      <div role="gridcell" className="history-name">
        <span className="ellipsis">
          <bdi className="history-model" title={model}>
            {model}
          </bdi>
          <bdi className="dim history-version">{version}</bdi>
        </span>
        <bdi dir="ltr" className="ellipsis dim history-file" title={`${place}\n${fileName}`}>
          {fileName}
        </bdi>
      </div>
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read. */}
      <div role="gridcell" className="history-outcome">
        <StateMark {...marks[outcome]} isQuiet>
          {words}
        </StateMark>
      </div>
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read. */}
      <div role="gridcell" className="history-size dim tabular">
        {totalBytes !== null && <span title={formatExactBytes(totalBytes)}>{formatBytes(totalBytes)}</span>}
      </div>
      {/* biome-ignore lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read. */}
      <div role="gridcell" className="history-when dim tabular" title={formatDate(atMs)}>
        {when}
      </div>
      {/* biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus. */}
      <div role="gridcell" className="history-buttons">
        {sha256 !== null && (
          <IconButton
            size="small"
            icon={Copy}
            label={t('history.copyHash', { name: model })}
            excludeFromTabOrder={!isActive}
            onPress={() => void copySha256(sha256)}
          />
        )}
      </div>
    </div>
  );
});
