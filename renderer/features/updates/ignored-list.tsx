import { BellOff } from 'lucide-react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { formatDate, formatDay } from '../../ui/format';
import { takeBack } from './actions';
import { useIgnored } from './use-updates';
import './update-list.css';
import './update-row.css';

/** What the user does not want to hear of, and the way back. */
export function IgnoredList() {
  const { t } = useTranslation('updates');
  const { data, isError, error, refetch } = useIgnored();
  if (isError)
    return (
      <div className="updates-centre">
        <ErrorCard
          {...describeFailure(failureOf(error))}
          action={{ label: t('retry'), onPress: () => void refetch() }}
        />
      </div>
    );
  if (data === undefined) return null;
  if (data.length === 0)
    return (
      <EmptyState icon={BellOff} title={t('ignored.none')}>
        {t('ignored.noneText')}
      </EmptyState>
    );
  const rows = data.map((each) => ({ ...each, key: `${each.kind} ${each.id}` }));
  return (
    <div className="updates-scroll">
      <GridList
        aria-label={t('ignored.label')}
        className="update-list"
        items={rows}
        onAction={(key) => {
          const row = rows.find((each) => each.key === key);
          if (row) navigate({ screen: 'model', modelId: row.modelId, versionId: null });
        }}
      >
        {(row) => (
          <GridListItem id={row.key} textValue={row.modelName} className="update-row">
            <div className="update-line">
              <span className="update-words">
                <bdi className="update-model ellipsis">{row.modelName}</bdi>
                <span className="ellipsis dim">
                  {row.versionName === null
                    ? t('ignored.model')
                    : t('ignored.version', { name: row.versionName })}
                </span>
              </span>
              <span className="dim" title={formatDate(row.atMs)}>
                {t('ignored.since', { date: formatDay(row.atMs) })}
              </span>
              <Button
                size="small"
                aria-label={t('ignored.takeBackOf', { model: row.modelName })}
                onPress={() => void takeBack(row)}
              >
                {t('ignored.takeBack')}
              </Button>
            </div>
          </GridListItem>
        )}
      </GridList>
    </div>
  );
}
