import { ArrowDownToLine, CloudOff, Hourglass, ShieldAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { UpdateRow } from '../../../shared/updates/updates';
import { formatDay } from '../../ui/format';
import { StateMark } from '../../ui/state-mark';
import { useVersionMark } from '../following/use-version-mark';
import { AccessMark } from '../model/access-mark';
import { allOldStay, whyOldStays } from './updates-view';

/** What one should know of an update before it is chosen. */
export function UpdateMarks({ row }: { readonly row: UpdateRow }) {
  const { t } = useTranslation('updates');
  const { newFile, oldFiles, ahead, isModelGone } = row;
  const isOldGone = oldFiles.some(({ isGone }) => isGone);
  const stays = whyOldStays(row);
  return (
    <>
      {newFile !== null && <OnItsWay modelId={row.modelId} versionId={newFile.versionId} />}
      {newFile !== null && newFile.access.kind !== 'free' && <AccessMark state={newFile.access} />}
      {newFile?.isDangerous && (
        <StateMark isQuiet tone="failed" icon={ShieldAlert}>
          {t('row.dangerous')}
        </StateMark>
      )}
      {newFile?.isPickle && (
        <StateMark isQuiet tone="neutral" icon={TriangleAlert}>
          {t('row.pickle')}
        </StateMark>
      )}
      {ahead !== null && (
        <StateMark isQuiet tone="neutral" icon={Hourglass} title={aheadWords(t, ahead)}>
          {aheadWords(t, ahead)}
        </StateMark>
      )}
      {row.part === 'updates' && stays !== null && (
        <StateMark isQuiet tone="attention" title={t(`stayHints.${stays}`)}>
          {allOldStay(row) ? t(`stays.${stays}`) : t('stays.some')}
        </StateMark>
      )}
      {isOldGone && (
        <StateMark isQuiet tone="neutral" icon={CloudOff}>
          {t(isModelGone ? 'row.modelGone' : 'row.oldGone')}
        </StateMark>
      )}
    </>
  );
}

function OnItsWay({ modelId, versionId }: { readonly modelId: number; readonly versionId: number }) {
  const { t } = useTranslation('updates');
  if (useVersionMark(modelId, versionId) !== 'onItsWay') return null;
  return (
    <StateMark isQuiet tone="running" icon={ArrowDownToLine}>
      {t('row.onItsWay')}
    </StateMark>
  );
}

function aheadWords(
  t: ReturnType<typeof useTranslation<'updates'>>['t'],
  { versionName: version, access }: NonNullable<UpdateRow['ahead']>,
): string {
  if (access.kind === 'paid') return t('row.aheadPaid', { version });
  const untilMs = access.kind === 'earlyAccess' ? access.untilMs : null;
  return untilMs === null
    ? t('row.ahead', { version })
    : t('row.aheadUntil', { version, date: formatDay(untilMs) });
}
