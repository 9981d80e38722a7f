import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../ui/checkbox';
import { NumberField } from '../../ui/number-field';
import { useGpuMemory } from '../model/use-gpu-memory';
import { updateSettings } from './actions';
import { SettingRow } from './setting-row';

/** Cards are sold by GB and counted by GiB, so a card of "8 GB" is 8 of these. */
const BYTES_PER_GIB = 1024 ** 3;
const USUAL_GIB = 8;

/** The one figure that files are compared with, where the machine does not tell it or is not the one that generates. */
export function GpuMemoryRow({ ownBytes }: { readonly ownBytes: number | null }) {
  const { t } = useTranslation('settings');
  const { bytes, source } = useGpuMemory();
  const shown = Math.round((bytes ?? USUAL_GIB * BYTES_PER_GIB) / BYTES_PER_GIB);
  const keep = (gib: number) => updateSettings({ gpuMemoryBytes: Math.round(gib) * BYTES_PER_GIB });
  const effect =
    source === 'machine'
      ? t('files.gpuMachine', { gibibytes: shown })
      : source === 'unknown'
        ? t('files.gpuUnknown')
        : t('files.gpuOwn');
  return (
    <SettingRow
      title={t('files.gpu')}
      effect={effect}
      keywords="VRAM"
      part={({ gpuMemoryBytes }) => ({ gpuMemoryBytes })}
    >
      <div className="settings-checks">
        <Checkbox
          isSelected={ownBytes !== null}
          onChange={(isOwn) => void (isOwn ? keep(shown) : updateSettings({ gpuMemoryBytes: null }))}
        >
          {t('files.gpuSet')}
        </Checkbox>
        {ownBytes !== null && (
          <NumberField
            label={t('files.gpuLabel')}
            isLabelHidden
            value={shown}
            minValue={1}
            maxValue={1024}
            decrementLabel={t('files.gpuLess')}
            incrementLabel={t('files.gpuMore')}
            onChange={keep}
          />
        )}
      </div>
    </SettingRow>
  );
}
