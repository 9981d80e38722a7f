import { Circle, CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DuplicateCopy } from '../../../shared/library/duplicates';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { formatDate } from '../../ui/format';
import { keepCopy } from './duplicates-view';

interface CopyRowProps {
  readonly copy: DuplicateCopy;
  readonly groupId: number;
  readonly isKept: boolean;
  readonly canChoose: boolean;
  /** The copies lie on more than one disk. */
  readonly hasVolumes: boolean;
  readonly isActive: boolean;
}

/** One copy, with what speaks for keeping it. */
export function CopyRow({ copy, groupId, isKept, canChoose, hasVolumes, isActive }: CopyRowProps) {
  const { t } = useTranslation('duplicates');
  const { fileName, folderPath, otherNames } = copy;
  return (
    <li className="copy">
      {canChoose && (
        <Button
          size="small"
          variant="quiet"
          icon={isKept ? CircleDot : Circle}
          aria-pressed={isKept}
          aria-label={t('keep.label', { name: fileName })}
          excludeFromTabOrder={!isActive}
          className="copy-keep"
          onPress={() => keepCopy(groupId, copy.id)}
        >
          {t(isKept ? 'keep.kept' : 'keep.this')}
        </Button>
      )}
      <div className="copy-words">
        <span className="copy-name">
          <bdi dir="ltr">{fileName}</bdi>
          {copy.isInRightFolder === true && <Badge tone="verified">{t('marks.rightFolder')}</Badge>}
          {copy.hasSidecars && <Badge>{t('marks.sidecars')}</Badge>}
          {copy.isOldest && <Badge title={formatDate(copy.writtenAtMs)}>{t('marks.oldest')}</Badge>}
          {copy.hasFurtherNames && (
            <Badge title={t('marks.furtherNamesHint')}>{t('marks.furtherNames')}</Badge>
          )}
          {hasVolumes && <Badge>{t('marks.volume', { letter: copy.volume })}</Badge>}
        </span>
        <bdi dir="ltr" className="copy-folder dim">
          {folderPath}
        </bdi>
        {otherNames.map((other) => (
          <span key={`${other.folderPath}\n${other.fileName}`} className="copy-folder dim">
            {t('otherName', { folder: other.folderPath, name: other.fileName })}
          </span>
        ))}
      </div>
    </li>
  );
}
