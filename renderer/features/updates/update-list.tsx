import { CircleCheck, Hourglass } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { GridList } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { UpdatePart, UpdatesStatus } from '../../../shared/updates/updates';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { UpdateRowView } from './update-row';
import { UpdateTools } from './update-tools';
import { isChosen, toggleChosen, toggleRow, useUpdatesView } from './updates-view';
import { useUpdateRows } from './use-updates';
import './update-list.css';

interface UpdateListProps {
  readonly part: UpdatePart;
  readonly status: UpdatesStatus;
}

export function UpdateList({ part, status }: UpdateListProps) {
  const { t } = useTranslation('updates');
  const { rows, isPending, isError, error, refetch, ...query } = useUpdateRows(part);
  const chosen = useUpdatesView((view) => view.chosen);
  const openRows = useUpdatesView((view) => view.openRows);
  if (isPending) return null;
  if (isError && rows.length === 0)
    return (
      <div className="updates-centre">
        <ErrorCard
          {...describeFailure(failureOf(error))}
          action={{ label: t('retry'), onPress: () => void refetch() }}
        />
      </div>
    );
  if (rows.length === 0) return <NoRows part={part} status={status} />;
  const isChoosing = part === 'updates';
  // The list's own selection would take Enter and a press, which open a row, as long as anything is chosen.
  const onKeyDownCapture = (event: KeyboardEvent<HTMLElement>) => {
    // Key events of this page come from elements only.
    const { dataset } = event.target as HTMLElement;
    const row = rows.find(({ id }) => id === dataset.key);
    if (event.key !== ' ' || !isChoosing || row === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    toggleChosen(row);
  };
  return (
    <>
      {isChoosing ? (
        <UpdateTools status={status} />
      ) : (
        <p className="updates-hint dim">{t(`hints.${part}`)}</p>
      )}
      <div className="updates-scroll" onKeyDownCapture={onKeyDownCapture}>
        <GridList
          aria-label={t('listLabel')}
          className="update-list"
          items={rows}
          dependencies={[openRows, chosen]}
          onAction={(key) => toggleRow(String(key))}
        >
          {(row) => (
            <UpdateRowView row={row} isOpen={openRows.has(row.id)} isChosen={isChosen(chosen, row.id)} />
          )}
        </GridList>
        {query.hasNextPage && (
          <div className="updates-end">
            <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function NoRows({ part, status }: UpdateListProps) {
  const { t } = useTranslation('updates');
  if (part !== 'updates') return <EmptyState icon={CircleCheck} title={t('empty.nothing')} />;
  if (status.check.kind === 'asking') return <EmptyState icon={Hourglass} title={t('empty.askingTitle')} />;
  return (
    <EmptyState icon={CircleCheck} title={t('empty.noneTitle')}>
      {t('empty.noneText')}
    </EmptyState>
  );
}
