import { useEffect, useMemo } from 'react';
import { usePlanStore } from '../../stores/plan';
import { useLostFocus } from '../../ui/use-lost-focus';
import { PlanQuestions } from './dialogs/plan-questions';
import { PlanAnnouncer } from './plan-announcer';
import { PlanContent } from './plan-content';
import { PlanEmpty } from './plan-empty';
import { PlanHeader } from './plan-header';
import { filtersOf, summarisePlan } from './plan-summary';
import { showWholePlan, usePlanView } from './plan-view';
import { useAdditionTold } from './tell-addition';
import { usePaste } from './use-paste';
import './plan.css';

/** What would be downloaded, shown and changed before it is queued in one step. */
export function PlanPage() {
  const items = usePlanStore((store) => store.items);
  const problems = usePlanStore((store) => store.problems);
  const isLoaded = usePlanStore((store) => store.revision !== null);
  const isCollecting = usePlanStore((store) => store.head.collecting !== null);
  const refused = usePlanView((view) => view.refused);
  const summary = useMemo(() => summarisePlan(items, problems, refused), [items, problems, refused]);
  const isEmpty = items.length === 0 && problems.length === 0 && !isCollecting;
  usePaste();
  useWhatComesShown();
  useAdditionTold();
  const ref = useLostFocus<HTMLDivElement>(
    `${isEmpty} ${summary.includedCount === 0} ${filtersOf(summary, isCollecting).length}`,
  );
  return (
    <div ref={ref} tabIndex={-1} className="plan-screen">
      {isLoaded && isEmpty && <PlanEmpty />}
      {isLoaded && !isEmpty && (
        <>
          <PlanHeader summary={summary} />
          <PlanContent summary={summary} />
        </>
      )}
      <PlanQuestions />
      <PlanAnnouncer summary={summary} />
    </div>
  );
}

/** Who comes here from planning something elsewhere sees it, whatever was looked for before. */
function useWhatComesShown(): void {
  useEffect(() => {
    if (usePlanStore.getState().head.collecting !== null) showWholePlan();
  }, []);
}
