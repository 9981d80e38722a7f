import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { OLD_FATES, type UpdatesStatus } from '../../../shared/updates/updates';
import { useStatusStore } from '../../stores/status';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { formatBytes } from '../../ui/format';
import { Select } from '../../ui/select';
import { updateSettings } from '../settings/actions';
import { offerUpdates } from './actions';
import { chooseAll, forgetFates, sumChosen, useUpdatesView } from './updates-view';
import { useUsualFate } from './use-updates';

/** What is chosen, what becomes of the old files, and the way to the plan. */
export function UpdateTools({ status }: { readonly status: UpdatesStatus }) {
  const { t } = useTranslation('updates');
  const chosen = useUpdatesView((view) => view.chosen);
  const fates = useUpdatesView((view) => view.fates);
  const freeBytes = useStatusStore((store) => store.status?.freeBytes ?? null);
  const usualFate = useUsualFate();
  if (usualFate === null) return null;
  const total = status.counts.updates;
  const { count, bytes } = sumChosen(chosen, { count: total, bytes: status.updateBytes });
  return (
    <div className="update-tools">
      <Checkbox
        isSelected={count === total}
        isIndeterminate={count > 0 && count < total}
        onChange={chooseAll}
      >
        {t('tools.all')}
      </Checkbox>
      <p className="update-sum tabular dim" role="status">
        {t('tools.chosen', { count, size: formatBytes(bytes) })}
        {freeBytes !== null && ` · ${t('tools.free', { size: formatBytes(freeBytes) })}`}
      </p>
      <Select
        size="small"
        label={t('tools.fate')}
        isLabelHidden
        options={OLD_FATES.map((id) => ({ id, label: t(`fates.${id}`), description: t(`fateHints.${id}`) }))}
        value={usualFate}
        onChange={(oldVersions) => {
          forgetFates();
          void updateSettings({ oldVersions });
        }}
        className="update-usual-fate"
      />
      <span title={t('tools.planHint')}>
        <Button
          size="small"
          variant="primary"
          icon={ListChecks}
          isDisabled={count === 0}
          onPress={() =>
            void offerUpdates(
              {
                which: chosen.isAll
                  ? { kind: 'all', except: [...chosen.except.keys()] }
                  : { kind: 'some', ids: [...chosen.except.keys()] },
                fate: usualFate,
                ownFates: [...fates].map(([id, own]) => ({ id, ...own })),
              },
              count,
            )
          }
        >
          {t('tools.plan', { count })}
        </Button>
      </span>
    </div>
  );
}
