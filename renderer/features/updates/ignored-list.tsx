import { BellOff } from 'lucide-react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { IgnoredUpdate } from '../../../shared/updates/updates';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { formatDate, formatDay } from '../../ui/format';
import { takeBack } from './actions';
import { AnsweredList } from './answered-list';
import { useIgnored } from './use-updates';

/** What the user does not want to hear of, and the way back. */
export function IgnoredList() {
  const { t } = useTranslation('updates');
  return (
    <AnsweredList
      answer={useIgnored()}
      none={{ icon: BellOff, title: t('ignored.none'), text: t('ignored.noneText') }}
    >
      {(all) => <IgnoredRows all={all} />}
    </AnsweredList>
  );
}

function IgnoredRows({ all }: { readonly all: readonly IgnoredUpdate[] }) {
  const { t } = useTranslation('updates');
  const rows = all.map((each) => ({ ...each, key: `${each.kind} ${each.id}` }));
  return (
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
  );
}
