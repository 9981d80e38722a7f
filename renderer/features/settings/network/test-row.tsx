import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestedStep } from '../../../../shared/network';
import { showFailure } from '../../../app/show-failure';
import { api } from '../../../ipc/api';
import { describeFailure } from '../../../locales/describe-failure';
import { Button } from '../../../ui/button';
import { ErrorCard } from '../../../ui/error-card';
import { StateMark } from '../../../ui/state-mark';
import { SettingRow } from '../setting-row';

export function TestRow() {
  const { t } = useTranslation('network');
  const [steps, setSteps] = useState<readonly TestedStep[] | null>(null);
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    const answer = await api.invoke('network.test');
    setRunning(false);
    if (answer.ok) setSteps(answer.value);
    else showFailure(answer.error);
  };
  return (
    <>
      <SettingRow title={t('test.title')} effect={t('test.effect')}>
        <Button isPending={isRunning} onPress={() => void run()}>
          {t(isRunning ? 'test.running' : steps === null ? 'test.run' : 'test.again')}
        </Button>
      </SettingRow>
      <div role="status">{steps !== null && <Results steps={steps} />}</div>
    </>
  );
}

function Results({ steps }: { readonly steps: readonly TestedStep[] }) {
  const { t } = useTranslation('network');
  // One that is not the last was got round.
  const failed = steps.at(-1)?.failure;
  const words = failed ? describeFailure(failed) : null;
  return (
    <div className="network-results">
      <ol aria-label={t('test.results')} className="network-list">
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step may come twice, and none ever moves.
          <StepLine key={`${step.step} ${at}`} step={step} />
        ))}
      </ol>
      {words ? (
        <ErrorCard isCompact isAlert={false} title={words.title} reason={words.reason} next={words.next} />
      ) : (
        <p>{t('test.done')}</p>
      )}
    </div>
  );
}

function StepLine({ step: { step, detail, durationMs, failure } }: { readonly step: TestedStep }) {
  const { t } = useTranslation('network');
  const found =
    step === 'route'
      ? detail === 'DIRECT'
        ? t('test.details.routeDirect')
        : t('test.details.routeProxy', { detail: detail.replace('DIRECT', t('test.details.direct')) })
      : t(`test.details.${step}`, { detail });
  return (
    <li className="network-step">
      <StateMark tone={failure === null ? 'verified' : 'failed'}>{t(`test.steps.${step}`)}</StateMark>
      <span className="selectable">{failure === null ? found : describeFailure(failure).title}</span>
      <span className="dim tabular">{t('test.took', { milliseconds: durationMs })}</span>
    </li>
  );
}
