import { Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { OperationProgress, PlanningProgress } from '../../../shared/operations/operations';
import type { SidecarRun } from '../../../shared/sidecars';
import { useShownPlanning } from '../../stores/planning';
import { useShownProgress } from '../../stores/shown-progress';
import { useShownSidecars } from '../../stores/sidecars';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { useFocusBack } from '../../ui/use-focus-back';
import { tallySoFar } from '../sidecars/words';
import { callOffOperation, stopPlanning, stopSidecars } from './actions';
import { copyWords, planningWords, progressWords, shareOf } from './progress-words';
import './operation-strip.css';

/** What is done with the user's files and takes its time, on every screen; the nearest to them where it is several. */
export function OperationStrip() {
  const change = useShownProgress((store) => store.progress);
  const planning = useShownPlanning((store) => store.progress);
  const sidecars = useShownSidecars((store) => store.progress);
  if (change !== null) return <ChangeStrip progress={change} />;
  if (planning !== null) return <PlanningStrip progress={planning} />;
  return sidecars === null ? null : <SidecarsStrip run={sidecars} />;
}

function ChangeStrip({ progress }: { readonly progress: OperationProgress }) {
  const { t } = useTranslation('operations');
  const what = progressWords(progress, t);
  const bytes = copyWords(progress, t);
  return (
    <Strip
      label={t('progress')}
      share={shareOf(progress)}
      what={what}
      more={bytes}
      go={{ label: t('showChanges', { what }), onPress: () => navigate({ screen: 'changes' }) }}
    >
      {progress.canCallOff && (
        <Button size="small" icon={Square} onPress={() => void callOffOperation(progress.id)}>
          {t(progress.way === 'undoing' ? 'callOffUndo' : 'callOff')}
        </Button>
      )}
    </Strip>
  );
}

/** Nothing has happened yet, and nothing will when it is ended. */
function PlanningStrip({ progress }: { readonly progress: PlanningProgress }) {
  const { t } = useTranslation('operations');
  const { doneCount, totalCount } = progress;
  return (
    <Strip
      label={t('planning.label')}
      share={totalCount === 0 ? 0 : doneCount / totalCount}
      what={planningWords(progress, t)}
      more={t(`planning.${progress.kind}`)}
    >
      <Button size="small" icon={Square} onPress={() => void stopPlanning()}>
        {t('planning.stop')}
      </Button>
    </Strip>
  );
}

function SidecarsStrip({ run }: { readonly run: SidecarRun }) {
  const { t } = useTranslation('operations');
  const { doneCount, totalCount } = run;
  const what = t('sidecars.working', { done: doneCount, total: totalCount });
  return (
    <Strip
      label={t('sidecars.label')}
      share={doneCount / totalCount}
      what={what}
      more={tallySoFar(run)}
      go={{ label: t('sidecars.show', { what }), onPress: () => navigate({ screen: 'settings' }) }}
    >
      <Button size="small" icon={Square} onPress={() => void stopSidecars()}>
        {t('sidecars.stop')}
      </Button>
    </Strip>
  );
}

interface StripProps {
  readonly label: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly what: string;
  /** What gives way where there is no room; may be empty. */
  readonly more: string;
  /** Where more is to be seen of it. */
  readonly go?: { readonly label: string; readonly onPress: () => void };
  /** What ends it. */
  readonly children: ReactNode;
}

function Strip({ label, share, what, more, go, children }: StripProps) {
  const focusBack = useFocusBack();
  const words = (
    <>
      <span>{what}</span>
      {more !== '' && <span className="ellipsis dim">{more}</span>}
    </>
  );
  return (
    <section {...focusBack} className="operation-strip" aria-label={label}>
      <ProgressBar
        label={label}
        value={share}
        valueText={[what, more].filter(Boolean).join(', ')}
        size="thin"
        className="operation-strip-bar"
      />
      {go === undefined ? (
        <p className="operation-strip-words tabular">{words}</p>
      ) : (
        <AriaButton className="operation-strip-words tabular" aria-label={go.label} onPress={go.onPress}>
          {words}
        </AriaButton>
      )}
      {children}
    </section>
  );
}
