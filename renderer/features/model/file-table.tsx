import { FileX2 } from 'lucide-react';
import { RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { FileRow } from './file-row';
import type { FileChoiceView } from './use-file-choice';
import './file-table.css';
import './file-table-narrow.css';

interface FileTableProps {
  readonly files: readonly ModelFile[];
  readonly choice: FileChoiceView;
}

const COLUMNS = ['name', 'type', 'format', 'precision', 'size-class', 'size', 'scan', 'hash'] as const;

/** The files of a version, of which one is chosen. */
export function FileTable({ files, choice }: FileTableProps) {
  const { t } = useTranslation('model');
  if (files.length === 0) {
    return (
      <p className="file-table-none">
        <FileX2 aria-hidden size={16} />
        {t('files.none')}
      </p>
    );
  }
  return (
    <div className="file-table-box">
      <RadioGroup
        aria-label={t('files.title')}
        className="file-table tabular"
        value={choice.file ? String(choice.file.id) : null}
        onChange={(id) => choice.choose(Number(id))}
      >
        {/* Each radio's name says what stands in its row, so the headings are for the eye alone. */}
        <div aria-hidden className="file-headings">
          {COLUMNS.map((column) => (
            <span key={column} className={`file-cell file-${column}`}>
              {t(`files.columns.${column}`)}
            </span>
          ))}
        </div>
        {files.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            reasons={file.id === choice.suggestedId ? choice.reasons : null}
          />
        ))}
      </RadioGroup>
    </div>
  );
}
