import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MisplacedFile } from '../../../shared/operations/tidy';
import { placeReasonWords } from '../../locales/place-words';
import { Checkbox } from '../../ui/checkbox';
import { formatBytes, formatExactBytes } from '../../ui/format';
import { nameOf } from './tidy-plan';

const rowHeight = 68;

interface MisplacedListProps {
  readonly files: readonly MisplacedFile[];
  readonly unticked: ReadonlySet<number>;
  readonly usesTemplate: boolean;
  readonly onTick: (id: number, isTicked: boolean) => void;
}

/** Thousands of them: only what is on screen is there. */
export function MisplacedList({ files, unticked, usesTemplate, onTick }: MisplacedListProps) {
  const { t } = useTranslation('tidy');
  const ref = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: files.length,
    getScrollElement: () => ref.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  return (
    <div ref={ref} className="tidy-scroll">
      <ul className="tidy-list" aria-label={t('list')} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const file = files[index];
          if (file === undefined) return null;
          return (
            <li
              key={file.id}
              className="misplaced"
              aria-setsize={files.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Misplaced
                file={file}
                isTicked={!unticked.has(file.id)}
                usesTemplate={usesTemplate}
                onTick={(isTicked) => onTick(file.id, isTicked)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface MisplacedProps {
  readonly file: MisplacedFile;
  readonly isTicked: boolean;
  readonly usesTemplate: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

function Misplaced({ file, isTicked, usesTemplate, onTick }: MisplacedProps) {
  const { t } = useTranslation('tidy');
  const { fileName, modelName, bytes, folderPath, targetPath, targetLabel, why } = file;
  const target = nameOf(file, usesTemplate);
  const isThere = target.kind === 'alreadyThere';
  const hasOtherName = !isThere && target.kind !== 'unread' && target.name !== fileName;
  const marks = [
    ...(isThere ? [t('marks.alreadyThere')] : []),
    ...(target.kind === 'unread' ? [t('marks.unread')] : []),
    ...(hasOtherName ? [t('marks.renamed', { name: target.name })] : []),
    ...(!isThere && file.isOtherVolume ? [t('marks.otherVolume')] : []),
  ];
  return (
    <>
      <Checkbox
        aria-label={t('tick', { name: modelName ?? fileName })}
        isSelected={isTicked && !isThere}
        isDisabled={isThere}
        onChange={onTick}
      />
      <div className="misplaced-words">
        <p className="misplaced-name ellipsis">
          <bdi>{modelName ?? fileName}</bdi>
          {modelName !== null && <bdi className="misplaced-file dim">{fileName}</bdi>}
        </p>
        <p className="ellipsis dim" title={folderPath}>
          {t('from', { folder: folderPath })}
        </p>
        <p className="misplaced-why ellipsis dim" title={placeReasonWords(why)}>
          {placeReasonWords(why)}
        </p>
      </div>
      <div className="misplaced-target">
        <p className="ellipsis" title={targetPath}>
          {t('to', { label: targetLabel })}
        </p>
        <p className="ellipsis dim" title={marks.join(' · ')}>
          {marks.join(' · ')}
        </p>
      </div>
      <span className="misplaced-size dim tabular" title={formatExactBytes(bytes)}>
        {formatBytes(bytes)}
      </span>
    </>
  );
}
