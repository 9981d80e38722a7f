import { FileX2 } from 'lucide-react';
import { RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { EmptyState } from '../../ui/empty-state';
import { FileRow } from './file-row';
import type { FileChoiceView } from './use-file-choice';
import './file-table.css';

interface FileTableProps {
  readonly files: readonly ModelFile[];
  readonly choice: FileChoiceView;
}

/** The files of a version, of which one is chosen. */
export function FileTable({ files, choice }: FileTableProps) {
  const { t } = useTranslation('model');
  if (files.length === 0) {
    return (
      <EmptyState icon={FileX2} title={t('files.none')} className="file-table-empty">
        {t('files.noneText')}
      </EmptyState>
    );
  }
  return (
    <div className="file-table-box">
      <RadioGroup
        aria-label={t('files.title')}
        className="file-table"
        value={choice.file ? String(choice.file.id) : null}
        onChange={(id) => choice.choose(Number(id))}
      >
        {files.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            isChosen={file.id === choice.file?.id}
            reasons={file.id === choice.suggestedId ? choice.reasons : null}
          />
        ))}
      </RadioGroup>
    </div>
  );
}
