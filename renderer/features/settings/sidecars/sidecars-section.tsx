import { useTranslation } from 'react-i18next';
import {
  SIDECAR_DIALECTS,
  SIDECAR_SUFFIXES,
  type SidecarDialect,
  type SidecarWishes,
} from '../../../../shared/sidecars';
import { Checkbox } from '../../../ui/checkbox';
import { Section } from '../../../ui/section';
import { updateSettings } from '../actions';
import { SettingRow } from '../setting-row';
import { SidecarsProgress } from './sidecars-progress';
import './sidecars.css';

const partOf = (sidecars: SidecarWishes) => ({ sidecars: { ...sidecars, dialects: [...sidecars.dialects] } });
const save = (sidecars: SidecarWishes) => void updateSettings(partOf(sidecars));

export function SidecarsSection({ wishes }: { readonly wishes: SidecarWishes }) {
  const { t } = useTranslation('settings');
  const { dialects, hasPreview } = wishes;
  const tick = (dialect: SidecarDialect, isOn: boolean) =>
    save({
      ...wishes,
      dialects: SIDECAR_DIALECTS.filter((each) => (each === dialect ? isOn : dialects.includes(each))),
    });
  return (
    <Section title={t('sidecars.title')} description={t('sidecars.text')} className="settings-section">
      <SettingRow
        title={t('sidecars.details')}
        effect={t('sidecars.detailsHint')}
        keywords={SIDECAR_DIALECTS.map(
          (each) => `${t(`sidecars.dialects.${each}`)} ${SIDECAR_SUFFIXES[each]}`,
        ).join(' ')}
        part={({ sidecars }) => partOf({ ...wishes, dialects: sidecars.dialects })}
      >
        <div className="settings-checks">
          {SIDECAR_DIALECTS.map((dialect) => (
            <Checkbox
              key={dialect}
              isSelected={dialects.includes(dialect)}
              onChange={(isOn) => tick(dialect, isOn)}
            >
              {t(`sidecars.dialects.${dialect}`)}{' '}
              <span className="mono dim">{SIDECAR_SUFFIXES[dialect]}</span>
            </Checkbox>
          ))}
        </div>
      </SettingRow>
      <SettingRow
        title={t('sidecars.preview')}
        effect={t('sidecars.previewHint')}
        part={({ sidecars }) => partOf({ ...wishes, hasPreview: sidecars.hasPreview })}
      >
        <Checkbox isSelected={hasPreview} onChange={(isOn) => save({ ...wishes, hasPreview: isOn })}>
          {t('sidecars.addPreview')}
        </Checkbox>
      </SettingRow>
      <SidecarsProgress isWanted={dialects.length > 0 || hasPreview} />
    </Section>
  );
}
