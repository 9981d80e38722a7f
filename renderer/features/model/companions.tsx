import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { Badge } from '../../ui/badge';
import { Checkbox } from '../../ui/checkbox';
import { formatBytes } from '../../ui/format';
import { Section } from '../../ui/section';
import { FileScan } from './file-scan';
import type { FileChoiceView } from './use-file-choice';
import { useFilePlans } from './use-file-plans';

interface CompanionsProps {
  readonly modelId: number;
  readonly versionId: number;
  readonly choice: FileChoiceView;
}

/** Files that come along with the model: a VAE, a configuration, a text encoder. Each goes to its own folder. */
export function Companions({ modelId, versionId, choice }: CompanionsProps) {
  const { t } = useTranslation('model');
  const { companions, chosen } = choice;
  const plans = useFilePlans(modelId, versionId, companions);
  if (companions.length === 0) return null;
  return (
    <Section title={t('companions.title')} description={t('companions.text')}>
      <ul className="companions">
        {companions.map((file, index) => (
          <li key={file.id} className="companion">
            <Checkbox
              isSelected={chosen.includes(file)}
              onChange={(isWanted) => choice.setCompanion(file.id, isWanted)}
              className="companion-choice"
            >
              <Words file={file} place={plans[index]?.plan?.placeLabel ?? null} />
            </Checkbox>
            <span className="companion-scan">
              <FileScan file={file} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Words({ file, place }: { readonly file: ModelFile; readonly place: string | null }) {
  const { t } = useTranslation('model');
  const { type, untrustedName, approximateBytes, isRequired } = file;
  const size = approximateBytes === null ? t('files.unknownSize') : formatBytes(approximateBytes);
  return (
    <span className="companion-words">
      <strong>{type}</strong>
      {isRequired && <Badge tone="accent">{t('companions.required')}</Badge>}
      <span className="companion-name">{untrustedName}</span>
      <span className="dim tabular">{place === null ? size : t('companions.where', { size, place })}</span>
    </span>
  );
}
