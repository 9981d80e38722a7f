import { Shield, ShieldAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isWithin } from '../../shared/civitai/maturity';
import { MATURITY_LEVELS, type MaturityLevel } from '../../shared/civitai/model';
import { updateSettings } from '../features/settings/actions';
import { useSettingsStore } from '../stores/settings';
import { setVeilLifted, useVeilStore } from '../stores/veil';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { PopoverButton } from '../ui/popover-button';
import { RadioGroup } from '../ui/radio-group';
import { Select } from '../ui/select';
import './maturity-button.css';

/** Always says how mature what is shown may be, and opens what sets it. */
export function MaturityButton() {
  const { t } = useTranslation();
  const maturity = useSettingsStore((state) => state.settings?.maturity);
  if (maturity === undefined) return null;
  const level = t(`maturity.${maturity}`);
  return (
    <PopoverButton
      label={t('maturityChoice.title')}
      trigger={
        <Button
          size="small"
          variant="quiet"
          icon={maturity === 'PG' ? Shield : ShieldAlert}
          aria-label={t('maturityChoice.button', { level })}
          className="maturity-button"
        >
          {t('maturityChoice.upTo', { level })}
        </Button>
      }
    >
      <MaturityChoice maturity={maturity} />
    </PopoverButton>
  );
}

function MaturityChoice({ maturity }: { readonly maturity: MaturityLevel }) {
  const { t } = useTranslation(['common', 'settings']);
  const ref = useRef<HTMLDivElement>(null);
  // Where the arrow keys change the level at once.
  useEffect(() => ref.current?.querySelector<HTMLElement>('input[type=radio]:checked')?.focus(), []);
  return (
    <div ref={ref} className="maturity-choice">
      <RadioGroup
        label={t('maturityChoice.title')}
        description={t('maturityChoice.hint')}
        value={maturity}
        options={MATURITY_LEVELS.map((id) => ({
          id,
          label: t(`maturity.${id}`),
          description: t(`settings:search.levelHints.${id}`),
        }))}
        onChange={(level) => void updateSettings({ maturity: level })}
      />
      <BlurChoice maturity={maturity} />
    </div>
  );
}

const NOTHING = 'nothing';

function BlurChoice({ maturity }: { readonly maturity: MaturityLevel }) {
  const { t } = useTranslation();
  const blurAbove = useSettingsStore((state) => state.settings?.blurAbove ?? null);
  const isLiftedForAll = useVeilStore((state) => state.isLiftedForAll);
  // A blur above the level has nothing to cover. What was chosen stays in the list.
  const levels = MATURITY_LEVELS.filter(
    (level) => level === blurAbove || (level !== maturity && isWithin(level, maturity)),
  );
  if (levels.length === 0) return null;
  return (
    <div className="maturity-blur">
      <Select
        size="small"
        label={t('maturityChoice.blur')}
        options={[
          { id: NOTHING, label: t('maturityChoice.blurNothing') },
          ...levels.map((level) => ({
            id: level,
            label: t('maturityChoice.blurAbove', { level: t(`maturity.${level}`) }),
          })),
        ]}
        value={blurAbove ?? NOTHING}
        onChange={(id) => {
          setVeilLifted(false);
          void updateSettings({ blurAbove: id === NOTHING ? null : id });
        }}
      />
      {blurAbove !== null && (
        <Checkbox isSelected={isLiftedForAll} onChange={setVeilLifted}>
          {t('maturityChoice.showAll')}
        </Checkbox>
      )}
    </div>
  );
}
