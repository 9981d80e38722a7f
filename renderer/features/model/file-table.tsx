import { FileX2 } from 'lucide-react';
import { GridList, type Selection } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { isProbablyFile, isSameFile } from '../../../shared/library/owned';
import { useOwnedFiles } from '../../stores/owned';
import { FileRow } from './file-row';
import { PreferenceNote } from './preference-note';
import type { FileChoiceView } from './use-file-choice';
import { useFilesHere } from './use-files-here';
import './file-table.css';
import './file-table-narrow.css';

const COLUMNS = ['name', 'format', 'precision', 'size-class', 'size', 'memory', 'scan', 'hash'] as const;

interface FileTableProps {
  readonly modelId: number;
  readonly versionId: number;
  readonly choice: FileChoiceView;
}

/** The files of a version that are the model itself. A press takes one; a box takes one more. */
export function FileTable({ modelId, versionId, choice }: FileTableProps) {
  const { t } = useTranslation('model');
  const { own, companions, chosen } = choice;
  const here = useFilesHere(modelId).filter((each) => each.versionId === versionId);
  const owned = useOwnedFiles(modelId);
  if (own.length + companions.length === 0) {
    return (
      <p className="file-table-none">
        <FileX2 aria-hidden size={16} />
        {t('files.none')}
      </p>
    );
  }
  const choose = (keys: Selection) =>
    choice.chooseOwn(new Set(keys === 'all' ? own.map(({ id }) => id) : [...keys].map(Number)));
  return (
    <div className="file-table-box">
      <div className="file-table tabular">
        {/* Each row's name says what stands in it, so the headings are for the eye alone. */}
        <div aria-hidden className="file-headings">
          {COLUMNS.map((column) => (
            <span key={column} className={`file-cell file-${column}`}>
              {t(`files.columns.${column}`)}
            </span>
          ))}
        </div>
        <GridList
          aria-label={t('files.title')}
          className="file-rows"
          items={own}
          dependencies={[choice.suggestedId, choice.reasons, here, owned]}
          selectionMode="multiple"
          selectionBehavior="replace"
          escapeKeyBehavior="none"
          selectedKeys={chosen.map(({ id }) => id)}
          onSelectionChange={choose}
        >
          {(file) => (
            <FileRow
              file={file}
              reasons={file.id === choice.suggestedId ? choice.reasons : null}
              here={here.find(({ fileId }) => fileId === file.id) ?? null}
              owned={owned.find((each) => isSameFile(each, versionId, file.hashes.sha256)) ?? null}
              probable={owned.find((each) => isProbablyFile(each, versionId, file.hashes.sha256)) ?? null}
            />
          )}
        </GridList>
      </div>
      <PreferenceNote choice={choice} />
    </div>
  );
}
