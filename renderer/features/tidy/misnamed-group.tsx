import { useVirtualizer } from '@tanstack/react-virtual';
import { PencilLine } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MisnamedFile } from '../../../shared/operations/tidy';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { formatBytes, formatExactBytes } from '../../ui/format';
import { renameFiles } from './actions';

const rowHeight = 68;
const NONE: ReadonlySet<number> = new Set();

interface MisnamedGroupProps {
  readonly files: readonly MisnamedFile[];
  readonly isBusy: boolean;
}

/** Files that are right where they are, under a name of somebody's; none is ticked beforehand. */
export function MisnamedGroup({ files, isBusy }: MisnamedGroupProps) {
  const { t } = useTranslation('tidy');
  const [ticked, setTicked] = useState(NONE);
  const ref = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: files.length,
    getScrollElement: () => ref.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const ids = files.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
  const tickAll = (isTicked: boolean) => setTicked(isTicked ? new Set(files.map(({ id }) => id)) : NONE);
  const tick = (id: number, isTicked: boolean) => {
    const next = new Set(ticked);
    if (isTicked) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  return (
    <>
      <div className="tidy-bar">
        <Checkbox
          isSelected={ids.length === files.length}
          isIndeterminate={ids.length > 0 && ids.length < files.length}
          onChange={tickAll}
        >
          {t('all')}
        </Checkbox>
        <p className="tidy-notes dim">{t('misnamed.text')}</p>
        <Button
          variant="primary"
          icon={PencilLine}
          isDisabled={ids.length === 0 || isBusy}
          onPress={() => void renameFiles(ids)}
        >
          {t('misnamed.rename', { count: ids.length })}
        </Button>
      </div>
      <div ref={ref} className="tidy-scroll">
        <ul
          className="tidy-list"
          aria-label={t('misnamed.list')}
          style={{ height: virtualizer.getTotalSize() }}
        >
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
                <Misnamed file={file} isTicked={ticked.has(file.id)} onTick={(is) => tick(file.id, is)} />
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

interface MisnamedProps {
  readonly file: MisnamedFile;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

function Misnamed({ file, isTicked, onTick }: MisnamedProps) {
  const { t } = useTranslation('tidy');
  const { fileName, modelName, folderPath, bytes, ownName } = file;
  const mark =
    ownName.kind === 'unread' ? t('marks.unread') : ownName.kind === 'numbered' ? t('marks.numbered') : '';
  return (
    <>
      <Checkbox aria-label={t('misnamed.tick', { name: fileName })} isSelected={isTicked} onChange={onTick} />
      <div className="misplaced-words">
        <p className="misplaced-name ellipsis" title={fileName}>
          <bdi>{fileName}</bdi>
        </p>
        <p className="ellipsis dim">
          <bdi>{modelName ?? ''}</bdi>
        </p>
        <p className="ellipsis dim" title={folderPath}>
          {folderPath}
        </p>
      </div>
      <div className="misplaced-target">
        <p className="misnamed-name" title={ownName.name}>
          <bdi>{t('misnamed.as', { name: ownName.name })}</bdi>
        </p>
        <p className="ellipsis dim">{mark}</p>
      </div>
      <span className="misplaced-size dim tabular" title={formatExactBytes(bytes)}>
        {formatBytes(bytes)}
      </span>
    </>
  );
}
