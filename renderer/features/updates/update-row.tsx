import { ArrowRight, ChevronRight } from 'lucide-react';
import { GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { UpdateRow } from '../../../shared/updates/updates';
import { pictureUrl } from '../../ipc/picture-url';
import { modelTypeWord } from '../../locales/model-type-word';
import { Checkbox } from '../../ui/checkbox';
import { classNames } from '../../ui/class-names';
import { formatBytes, formatExactBytes } from '../../ui/format';
import { VeiledPicture } from '../veil/veiled-picture';
import { UpdateChanges } from './update-changes';
import { UpdateFate } from './update-fate';
import { UpdateMarks } from './update-marks';
import { UpdateMenu } from './update-menu';
import { toggleChosen } from './updates-view';
import './update-row.css';

interface UpdateRowProps {
  readonly row: UpdateRow;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
}

export function UpdateRowView({ row, isOpen, isChosen }: UpdateRowProps) {
  const { t } = useTranslation('updates');
  const { id, part, modelName: model, newFile, oldFiles, picture } = row;
  const from = oldFiles[0]?.versionName ?? t('row.unknownVersion');
  const name =
    newFile === null
      ? t('row.goneName', { model, from })
      : t('row.name', { model, from, to: newFile.versionName });
  return (
    <GridListItem id={id} textValue={name} className="update-row" data-open={isOpen || undefined}>
      <div className="update-line">
        {part === 'updates' && (
          <Checkbox
            isSelected={isChosen}
            onChange={() => toggleChosen(row)}
            aria-label={t('row.choose', { model })}
          />
        )}
        <ChevronRight aria-hidden size={14} className={classNames('update-chevron', isOpen && 'is-open')} />
        <span className="update-picture">
          <VeiledPicture
            id={picture}
            maturity={row.pictureMaturity}
            name={null}
            src={picture && pictureUrl(picture, 320)}
            blurhash={row.blurhash}
            alt=""
          />
        </span>
        <span className="update-words">
          <bdi className="update-model ellipsis" title={model}>
            {model}
          </bdi>
          <Versions row={row} from={from} />
          <OldFileName row={row} />
        </span>
        <span className="update-side">
          <Facts row={row} />
          <UpdateMarks row={row} />
        </span>
        <Size row={row} />
        {part === 'updates' && <UpdateFate row={row} />}
        <UpdateMenu row={row} />
      </div>
      {isOpen && <UpdateChanges row={row} />}
    </GridListItem>
  );
}

function Versions({ row: { newFile }, from }: { readonly row: UpdateRow; readonly from: string }) {
  const { t } = useTranslation('updates');
  return (
    <span className="update-versions">
      <bdi className="ellipsis dim" title={from}>
        {from}
      </bdi>
      {newFile !== null && (
        <>
          <ArrowRight aria-label={t('row.to')} size={12} className="update-arrow" />
          <bdi className="update-to ellipsis" title={newFile.versionName}>
            {newFile.versionName}
          </bdi>
        </>
      )}
    </span>
  );
}

function OldFileName({ row: { oldFiles } }: { readonly row: UpdateRow }) {
  const { t } = useTranslation('updates');
  const [first, ...others] = oldFiles;
  if (first === undefined) return null;
  const title = oldFiles.map(({ folderPath, fileName }) => `${folderPath}\n${fileName}`).join('\n\n');
  return (
    <bdi dir="ltr" className="update-file ellipsis dim" title={title}>
      {t('row.oldFiles', { name: first.fileName, count: oldFiles.length, more: others.length })}
    </bdi>
  );
}

function Facts({ row: { modelType, baseModel, newFile } }: { readonly row: UpdateRow }) {
  const facts = [modelTypeWord(modelType), baseModel, newFile?.precision ?? null];
  const known = facts.filter((fact) => fact !== null).join(' · ');
  return (
    <span className="update-facts ellipsis dim" title={known}>
      {known}
    </span>
  );
}

function Size({ row: { newFile, oldFiles } }: { readonly row: UpdateRow }) {
  const { t } = useTranslation('updates');
  const oldBytes = oldFiles.reduce((sum, { bytes }) => sum + bytes, 0);
  const bytes = newFile === null ? oldBytes : newFile.approximateBytes;
  return (
    <span className="update-size tabular">
      <span title={bytes === null ? undefined : formatExactBytes(bytes)}>
        {bytes === null ? t('row.unknownSize') : formatBytes(bytes)}
      </span>
      {newFile !== null && (
        <span className="update-was dim" title={formatExactBytes(oldBytes)}>
          {t('row.sizes', { count: oldFiles.length, size: formatBytes(oldBytes) })}
        </span>
      )}
    </span>
  );
}
