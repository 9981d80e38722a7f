import { useTranslation } from 'react-i18next';
import { useStatusStore } from '../../stores/status';
import { formatBytes, formatExactBytes } from '../../ui/format';

/** What is free where the usual program keeps its models. */
export function FreeSpace() {
  const { t } = useTranslation('folders');
  const status = useStatusStore((store) => store.status);
  if (!status || status.freeBytes === null) return null;
  const bytes = formatBytes(status.freeBytes);
  return (
    <span className="folders-free tabular" title={formatExactBytes(status.freeBytes)}>
      {status.volumeLabel === null
        ? t('programs.free', { bytes })
        : t('programs.freeOn', { bytes, volume: status.volumeLabel })}
    </span>
  );
}
