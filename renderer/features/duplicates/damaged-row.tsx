import { FileWarning } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DuplicateGroup } from '../../../shared/library/duplicates';
import { formatDate } from '../../ui/format';
import { StateMark } from '../../ui/state-mark';

/** A file that was the same once: it is said, and nothing is offered for it here. */
export function DamagedRow({ file }: { readonly file: DuplicateGroup['damaged'][number] }) {
  const { t } = useTranslation('duplicates');
  return (
    <li className="copy copy-damaged">
      <div className="copy-words">
        <span className="copy-name">
          <bdi dir="ltr">{file.fileName}</bdi>
          <StateMark
            tone="failed"
            icon={FileWarning}
            isQuiet
            title={file.sinceMs === null ? undefined : formatDate(file.sinceMs)}
          >
            {t('damaged')}
          </StateMark>
        </span>
        <bdi dir="ltr" className="copy-folder dim">
          {file.folderPath}
        </bdi>
      </div>
    </li>
  );
}
