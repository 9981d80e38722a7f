import { ShieldAlert } from 'lucide-react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PlanFileChoice } from '../../../../shared/bulk/plan';
import { formatBytes, formatExactBytes } from '../../../ui/format';
import { keyed } from '../../../ui/keyed';
import { MiddleEllipsis } from '../../../ui/middle-ellipsis';
import { StateMark } from '../../../ui/state-mark';
import '../../../ui/toggles.css';

interface ChoiceFilesProps {
  readonly files: readonly PlanFileChoice[];
  readonly chosenId: number | null;
  readonly onChoose: (fileId: number) => void;
}

/** The files of a version, of which one is taken. */
export function ChoiceFiles({ files, chosenId, onChoose }: ChoiceFilesProps) {
  const { t } = useTranslation('plan');
  if (files.length === 0) return <p className="dim">{t('choice.noFiles')}</p>;
  return (
    <RadioGroup
      value={chosenId === null ? null : String(chosenId)}
      onChange={(id) => onChoose(Number(id))}
      className="ui-field"
    >
      <Label className="ui-field-label">{t('choice.files')}</Label>
      {files.map((file) => (
        <RadioField key={file.fileId} value={String(file.fileId)} className="plan-choice-file">
          <RadioButton className="ui-toggle">
            <span className="ui-radio-dot" />
            <FileFace file={file} />
          </RadioButton>
        </RadioField>
      ))}
    </RadioGroup>
  );
}

function FileFace({ file }: { readonly file: PlanFileChoice }) {
  const { t } = useTranslation('plan');
  const { fileName, type, format, precision, sizeClass, approximateBytes, isDangerous } = file;
  const facts = [type, format, precision, sizeClass].filter((fact) => fact !== null);
  return (
    <span className="plan-choice-face">
      <MiddleEllipsis>{fileName}</MiddleEllipsis>
      <span className="plan-choice-facts dim tabular">
        {keyed(facts).map(({ key, word }) => (
          <span key={key} className="plan-fact">
            {word}
          </span>
        ))}
        <span
          className="plan-fact"
          title={approximateBytes === null ? '' : formatExactBytes(approximateBytes)}
        >
          {approximateBytes === null ? t('row.unknownSize') : formatBytes(approximateBytes)}
        </span>
        {isDangerous && (
          <StateMark tone="failed" icon={ShieldAlert} isQuiet>
            {t('choice.dangerous')}
          </StateMark>
        )}
      </span>
    </span>
  );
}
