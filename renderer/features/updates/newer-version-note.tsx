import { useTranslation } from 'react-i18next';
import { NewerNote } from './newer-mark';
import { useUpdatesOf } from './use-updates';

interface NewerVersionNoteProps {
  readonly modelId: number;
  readonly versionId: number;
}

/** On a model's page: an older file than this version is here, or a newer version than this one is to be had. */
export function NewerVersionNote({ modelId, versionId }: NewerVersionNoteProps) {
  const { t } = useTranslation('updates');
  const updates = useUpdatesOf(modelId).filter(({ part }) => part === 'updates');
  return updates.map(({ id, newFile, oldFiles }) => {
    const [old] = oldFiles;
    if (newFile === null || old === undefined) return null;
    const from = old.versionName ?? t('row.unknownVersion');
    if (newFile.versionId === versionId)
      return (
        <NewerNote key={id} updateId={id}>
          {t('newer.olderHere', { version: from, file: old.fileName })}
        </NewerNote>
      );
    if (old.versionId !== versionId) return null;
    return (
      <NewerNote key={id} updateId={id}>
        {t('newer.note', { version: newFile.versionName })}
      </NewerNote>
    );
  });
}
