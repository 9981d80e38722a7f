import { FilePlus2, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SidecarProblem } from '../../../../shared/sidecars';
import { describeFailure } from '../../../locales/describe-failure';
import { useSidecarsStore } from '../../../stores/sidecars';
import { Box, BoxRow } from '../../../ui/box';
import { Button } from '../../../ui/button';
import { stopSidecars } from '../../operations/actions';
import { SettingRow } from '../setting-row';
import { writeAllSidecars } from './actions';

/** Writes them for what is here already, and says what could not be written. */
export function SidecarsProgress({ isWanted }: { readonly isWanted: boolean }) {
  const { t } = useTranslation('settings');
  const status = useSidecarsStore((store) => store.status);
  if (status === null) return null;
  const { waitingCount, doneCount, writtenCount, run, problems } = status;
  const isWorking = waitingCount > 0;
  const counts = { written: writtenCount, count: doneCount };
  const effect = isWorking
    ? t('sidecars.working', { count: waitingCount })
    : doneCount > 0
      ? t('sidecars.done', counts)
      : t('sidecars.allHint');
  return (
    <>
      <SettingRow title={t('sidecars.all')} effect={effect}>
        {run !== null ? (
          <Button icon={Square} onPress={() => void stopSidecars()}>
            {t('sidecars.stop')}
          </Button>
        ) : (
          <Button icon={FilePlus2} isDisabled={!isWanted} onPress={() => void writeAllSidecars()}>
            {t('sidecars.writeAll')}
          </Button>
        )}
      </SettingRow>
      {problems.length > 0 && (
        <Box label={t('sidecars.problems')} title={t('sidecars.problems')} className="sidecars-problems">
          {problems.map((problem) => (
            <Problem key={`${problem.placePath} ${problem.fileName} ${problem.part}`} problem={problem} />
          ))}
        </Box>
      )}
    </>
  );
}

function Problem({ problem: { fileName, placePath, part, cause } }: { readonly problem: SidecarProblem }) {
  const { t } = useTranslation('settings');
  const { title, reason } = describeFailure(cause);
  return (
    <BoxRow>
      <p>
        <bdi className="mono">{fileName}</bdi>{' '}
        <span className="dim">{t(`sidecars.parts.${part ?? 'everything'}`)}</span>
      </p>
      <p className="sidecars-cause">{title}</p>
      <p className="dim">{reason}</p>
      <p className="dim">
        <bdi>{placePath}</bdi>
      </p>
    </BoxRow>
  );
}
