import type { TFunction } from 'i18next';
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileTwin, InspectedFile, InspectedPlace } from '../../../shared/inspection/inspection';
import { formatDate, formatExactBytes, formatPreciseBytes, formatRelative } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { KeyValue } from '../../ui/key-value';
import { copyWords } from './actions';

interface InspectedFactsProps {
  readonly file: InspectedFile;
  readonly isActive: boolean;
}

/** Where a file is, where it belongs, and where else it is. */
export function InspectedFacts({ file, isActive }: InspectedFactsProps) {
  const { t } = useTranslation('inspection');
  const { identity, bytes, twins, libraryReadAtMs } = file;
  const place = identity.kind === 'unknown' ? null : identity.place;
  const words = identity.kind === 'unknown' ? '' : identity.version.triggerWords.join(', ');
  const rows: { label: string; value: ReactNode; title?: string }[] = [
    { label: t('facts.file'), value: <bdi>{file.fileName}</bdi> },
    { label: t('facts.folder'), value: <bdi dir="ltr">{file.folderPath}</bdi> },
    { label: t('facts.size'), value: formatPreciseBytes(bytes), title: formatExactBytes(bytes) },
  ];
  if (libraryReadAtMs !== null)
    rows.push({
      label: t('facts.read'),
      value: t('fromLibrary', { when: formatRelative(libraryReadAtMs) }),
      title: formatDate(libraryReadAtMs),
    });
  if (place !== null) {
    rows.push({ label: t('facts.place'), value: placeWords(place, t), title: place.folderPath });
    if (!place.isOwnName)
      rows.push({ label: t('facts.name'), value: t('place.otherName', { name: place.fileName }) });
  }
  if (twins.bytes.length > 0) rows.push({ label: t('facts.twins'), value: <Twins files={twins.bytes} /> });
  if (twins.weights.length > 0)
    rows.push({ label: t('facts.sameWeights'), value: <Twins files={twins.weights} /> });
  if (words !== '')
    rows.push({
      label: t('triggerWords'),
      value: (
        <span className="inspected-copied">
          {words}
          <IconButton
            size="small"
            icon={Copy}
            label={t('copyTriggerWords')}
            excludeFromTabOrder={!isActive}
            onPress={() => void copyWords(words)}
          />
        </span>
      ),
    });
  return <KeyValue rows={rows} className="inspected-facts" />;
}

/** Never more than is true of the folder that it lies in. */
function placeWords({ lies, label, secondName }: InspectedPlace, t: TFunction<'inspection'>): string {
  if (secondName !== null && lies.kind !== 'there') return t('place.linked', { label, name: secondName });
  switch (lies.kind) {
    case 'there':
      return t('place.right', { label });
    case 'elsewhere':
      return t('place.elsewhere', { label });
    case 'unsorted':
    case 'otherProgram':
      return t(`place.${lies.kind}`, { here: lies.label, label });
  }
}

function Twins({ files }: { readonly files: readonly FileTwin[] }) {
  const { t } = useTranslation('inspection');
  return (
    <ul className="inspected-twins">
      {files.map(({ folderPath, fileName, isSameFile }) => (
        <li key={`${folderPath}\n${fileName}`}>
          <bdi dir="ltr">{fileName}</bdi>
          <span className="dim">{t(isSameFile ? 'twins.link' : 'twins.in', { folder: folderPath })}</span>
        </li>
      ))}
    </ul>
  );
}
