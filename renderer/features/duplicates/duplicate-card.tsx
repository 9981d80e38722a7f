import { Link2, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DuplicateGroup } from '../../../shared/library/duplicates';
import { Button } from '../../ui/button';
import { formatBytes, formatExactBytes } from '../../ui/format';
import { leaveDuplicates, planDuplicates } from './actions';
import { CopyRow } from './copy-row';
import { DamagedRow } from './damaged-row';
import { type DuplicateTab, useDuplicatesView } from './duplicates-view';

interface DuplicateCardProps {
  readonly tab: DuplicateTab;
  /** Null while it is being asked for. */
  readonly group: DuplicateGroup | null;
  readonly rowId: string;
  readonly index: number;
  readonly count: number;
  readonly top: number;
  readonly measure: (element: HTMLElement | null) => void;
  readonly isActive: boolean;
  readonly onActivate: (rowId: string) => void;
}

/** Files that are the same, and what they cost. */
export function DuplicateCard({ group, tab, ...props }: DuplicateCardProps) {
  const { rowId, index, count, top, measure, isActive, onActivate } = props;
  const { t } = useTranslation('duplicates');
  const chosenId = useDuplicatesView((view) => (group === null ? undefined : view.keptIds.get(group.id)));
  const name = group?.modelName ?? group?.copies[0]?.fileName ?? t('loading');
  const proposed = group?.copies.find(({ isProposed }) => isProposed)?.id;
  const isChosenThere = group?.copies.some(({ id }) => id === chosenId) === true;
  const keptId = isChosenThere ? chosenId : proposed;
  const volumes = new Set(group?.copies.map(({ volume }) => volume));
  return (
    <li
      ref={measure}
      data-index={index}
      data-row-id={rowId}
      aria-label={name}
      aria-setsize={count}
      aria-posinset={index + 1}
      tabIndex={isActive ? 0 : -1}
      className="duplicate"
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onActivate(rowId)}
    >
      {group !== null && (
        <>
          <div className="duplicate-main">
            <h2 className="duplicate-name">
              <bdi>{name}</bdi>
              {group.versionName !== null && <span className="dim">{group.versionName}</span>}
            </h2>
            <p className="duplicate-cost tabular" title={formatExactBytes(group.costBytes || group.bytes)}>
              {tab === 'weights'
                ? t('weightsCost', { count: group.copies.length, size: formatBytes(group.bytes) })
                : t('cost', {
                    count: group.copies.length,
                    each: formatBytes(group.bytes),
                    size: formatBytes(group.costBytes),
                  })}
            </p>
            <ul className="duplicate-copies" aria-label={t('copies', { name })}>
              {group.copies.map((copy) => (
                <CopyRow
                  key={copy.id}
                  copy={copy}
                  groupId={group.id}
                  isKept={copy.id === keptId}
                  canChoose={tab === 'bytes'}
                  hasVolumes={volumes.size > 1}
                  isActive={isActive}
                />
              ))}
              {group.damaged.map((file) => (
                <DamagedRow key={file.id} file={file} />
              ))}
            </ul>
          </div>
          <CardActs
            group={group}
            tab={tab}
            isActive={isActive}
            canLink={volumes.size < group.copies.length}
          />
        </>
      )}
    </li>
  );
}

interface CardActsProps {
  readonly group: DuplicateGroup;
  readonly tab: DuplicateTab;
  readonly isActive: boolean;
  /** False when every copy lies on another disk. */
  readonly canLink: boolean;
}

function CardActs({ group, tab, isActive, canLink }: CardActsProps) {
  const { t } = useTranslation('duplicates');
  const stop = { size: 'small', excludeFromTabOrder: !isActive } as const;
  if (tab === 'weights') return null;
  if (tab === 'left')
    return (
      <div className="duplicate-acts">
        <Button {...stop} onPress={() => void leaveDuplicates(group.id, false)}>
          {t('acts.takeBack')}
        </Button>
      </div>
    );
  return (
    <div className="duplicate-acts">
      {canLink ? (
        <Button {...stop} icon={Link2} onPress={() => void planDuplicates('link', group.id)}>
          {t('acts.link')}
        </Button>
      ) : (
        <p className="duplicate-why dim">{t('noLink')}</p>
      )}
      <Button {...stop} variant="quiet" icon={Trash2} onPress={() => void planDuplicates('trash', group.id)}>
        {t('acts.trash')}
      </Button>
      <Button {...stop} variant="quiet" onPress={() => void leaveDuplicates(group.id, true)}>
        {t('acts.leave')}
      </Button>
    </div>
  );
}
