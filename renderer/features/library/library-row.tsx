// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's; an input for each costs more.
// biome-ignore-all lint/a11y/useFocusableInteractive: focus is the row's; a cell is only read.
import { Check } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryEntry } from '../../../shared/library/library';
import { pictureUrl } from '../../ipc/picture-url';
import { changeWords, flawWords } from '../../locales/flaw-words';
import { modelTypeWord } from '../../locales/model-type-word';
import { formatBytes, formatDate, formatExactBytes, formatRelative } from '../../ui/format';
import { NewerMark } from '../updates/newer-mark';
import { VeiledPicture } from '../veil/veiled-picture';
import { EntryButtons } from './entry-buttons';
import { lastUseWords } from './last-use-words';
import { StandingMark } from './standing-mark';
import '../../ui/toggles.css';

interface LibraryRowProps {
  readonly rowId: string;
  readonly index: number;
  readonly top: number;
  /** Null while it is being asked for. */
  readonly entry: LibraryEntry | null;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  /** Whether there is a column for when files were used. */
  readonly tellsUse: boolean;
  readonly onActivate: (rowId: string) => void;
}

export const LibraryRow = memo(function LibraryRow(props: LibraryRowProps) {
  const { rowId, index, top, entry, isActive, isOpen, isChosen, tellsUse, onActivate } = props;
  const { t } = useTranslation('library');
  const label =
    entry === null
      ? t('loading')
      : [entry.modelName ?? entry.fileName, t(`standings.${entry.standing}.short`)].join(', ');
  return (
    <div
      role="row"
      aria-label={label}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      aria-current={isOpen || undefined}
      tabIndex={isActive ? 0 : -1}
      data-row-id={rowId}
      data-open={isOpen || undefined}
      data-chosen={isChosen || undefined}
      className="library-row"
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onActivate(rowId)}
    >
      {entry === null ? (
        <div role="gridcell" className="library-loading" />
      ) : (
        <Cells entry={entry} isActive={isActive} isChosen={isChosen} tellsUse={tellsUse} />
      )}
    </div>
  );
});

interface CellsProps extends Pick<LibraryRowProps, 'isActive' | 'isChosen' | 'tellsUse'> {
  readonly entry: LibraryEntry;
}

function Cells({ entry, isActive, isChosen, tellsUse }: CellsProps) {
  const { t } = useTranslation('library');
  const { modelName, versionName, fileName, picture } = entry;
  return (
    <>
      <div role="gridcell" className="library-tick">
        <button
          type="button"
          role="checkbox"
          aria-checked={isChosen}
          aria-label={t('choice.one', { name: modelName ?? fileName })}
          data-act="tick"
          tabIndex={-1}
          className="ui-toggle"
          data-selected={isChosen || undefined}
        >
          <span className="ui-checkbox-box">
            {isChosen && <Check aria-hidden size={12} strokeWidth={3} />}
          </span>
        </button>
      </div>
      <div role="gridcell" className="library-name">
        <span className="library-picture">
          <VeiledPicture
            id={picture}
            maturity={entry.pictureMaturity}
            name={null}
            src={picture && pictureUrl(picture, 320)}
            blurhash={entry.blurhash}
            alt=""
          />
        </span>
        <span className="library-words">
          <span className="ellipsis">
            <bdi className="library-model" title={modelName ?? fileName}>
              {modelName ?? fileName}
            </bdi>
            {versionName && <bdi className="library-version dim">{versionName}</bdi>}
            {entry.newer && <NewerMark newer={entry.newer} />}
          </span>
          <SecondLine entry={entry} />
        </span>
      </div>
      <div role="gridcell" className="library-type dim ellipsis">
        {entry.modelType && modelTypeWord(entry.modelType)}
      </div>
      <div role="gridcell" className="library-base dim ellipsis" title={entry.baseModel ?? undefined}>
        {entry.baseModel}
      </div>
      <div role="gridcell" className="library-size tabular">
        <span title={formatExactBytes(entry.bytes)}>{formatBytes(entry.bytes)}</span>
      </div>
      <div role="gridcell" className="library-standing">
        <StandingMark standing={entry.standing} />
      </div>
      {tellsUse && (
        <div
          role="gridcell"
          className="library-used dim tabular ellipsis"
          title={entry.use === null ? t('use.untold') : formatDate(entry.use.atMs)}
        >
          {lastUseWords(entry.use, t)}
        </div>
      )}
      <div role="gridcell" className="library-added dim tabular" title={formatDate(entry.addedAtMs)}>
        {formatRelative(entry.addedAtMs)}
      </div>
      <div role="gridcell" className="library-buttons">
        <EntryButtons entry={entry} isActive={isActive} />
      </div>
    </>
  );
}

/** Where a file is, or what is wrong with it. */
function SecondLine({ entry }: { readonly entry: LibraryEntry }) {
  const { modelName, fileName, folderPath, flaw, formerBytes, bytes, standing } = entry;
  const trouble =
    standing === 'incomplete' || standing === 'noModel'
      ? flaw && flawWords(flaw, bytes).text
      : standing === 'changed' && formerBytes !== null
        ? changeWords(formerBytes, bytes)
        : null;
  const title = [trouble, folderPath, fileName].filter((line) => line !== null).join('\n');
  if (trouble !== null)
    return (
      <span className="library-file library-trouble ellipsis" title={title}>
        {trouble}
      </span>
    );
  return (
    <bdi dir="ltr" className="library-file ellipsis dim" title={title}>
      {modelName === null ? folderPath : fileName}
    </bdi>
  );
}
