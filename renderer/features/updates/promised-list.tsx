import { Hourglass } from 'lucide-react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { WaitingReplacement } from '../../../shared/updates/updates';
import { describeFailure } from '../../locales/describe-failure';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { takeBackPromise } from './actions';
import { AnsweredList } from './answered-list';
import { useOldNames } from './use-old-names';
import { usePromises } from './use-updates';

/** What is to become of old files once downloads are proven, and the way back. */
export function PromisedList() {
  const { t } = useTranslation('updates');
  return (
    <AnsweredList
      answer={usePromises()}
      none={{ icon: Hourglass, title: t('promised.none'), text: t('promised.noneText') }}
    >
      {(rows) => (
        <GridList
          aria-label={t('promised.label')}
          className="update-list"
          items={rows}
          onAction={() => navigate({ screen: 'queue' })}
        >
          {(row) => <PromisedRow key={row.downloadId} row={row} />}
        </GridList>
      )}
    </AnsweredList>
  );
}

function PromisedRow({ row }: { readonly row: WaitingReplacement }) {
  const { t } = useTranslation('updates');
  const { downloadId, fate, modelName: model, newFileName: name, oldFileNames } = row;
  const old = useOldNames(oldFileNames);
  const isSame = fate === 'replace' && old === name;
  const words = isSame ? t('promised.replaceSame', { name }) : t(`promised.${fate}`, { old, name });
  return (
    <GridListItem id={downloadId} textValue={model} className="update-row">
      <div className="update-line">
        <span className="update-words">
          <bdi className="update-model ellipsis" title={model}>
            {model}
          </bdi>
          <bdi className="ellipsis" title={words}>
            {words}
          </bdi>
          <WhatIsWaitedFor row={row} />
        </span>
        <Button
          size="small"
          aria-label={t('promised.takeBackOf', { old })}
          onPress={() => void takeBackPromise(downloadId)}
        >
          {t('promised.takeBack', { count: oldFileNames.length })}
        </Button>
      </div>
    </GridListItem>
  );
}

function WhatIsWaitedFor({ row: { isPlaced, cause } }: { readonly row: WaitingReplacement }) {
  const { t } = useTranslation('updates');
  const told = cause === null ? null : describeFailure(cause);
  const words =
    told !== null
      ? t('promised.waits', { title: told.title, reason: told.reason })
      : t(isPlaced ? 'promised.soon' : 'promised.download');
  return (
    <span className="ellipsis dim" title={words}>
      {words}
    </span>
  );
}
