import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanProblem } from '../../../shared/bulk/plan';
import { usePlanStore } from '../../stores/plan';
import { Button } from '../../ui/button';
import { correctProblems, forgetProblems } from './actions';
import { problemWords } from './problem-words';
import './plan-problems.css';

const problemHeight = 64;

/** What was asked for and has no item: as it was written, and why. */
export function PlanProblems() {
  const { t } = useTranslation('plan');
  const problems = usePlanStore((store) => store.problems);
  const ref = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: problems.length,
    getScrollElement: () => ref.current,
    estimateSize: () => problemHeight,
    getItemKey: (index) => problems[index]?.id ?? index,
    overscan: 6,
  });
  return (
    <>
      <div className="plan-tools">
        <Button size="small" onPress={correctProblems}>
          {t('problems.correct')}
        </Button>
        <Button size="small" variant="quiet" onPress={forgetProblems}>
          {t('problems.forget')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by key as well. */}
      <section ref={ref} className="plan-list" aria-label={t('problems.label')} tabIndex={0}>
        <ul className="plan-list-space" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const problem = problems[index];
            if (problem === undefined) return null;
            return (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                aria-posinset={index + 1}
                aria-setsize={problems.length}
                className="plan-problem"
                style={{ transform: `translateY(${start}px)` }}
              >
                <Problem problem={problem} />
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}

function Problem({ problem: { untrustedText, line, cause } }: { readonly problem: PlanProblem }) {
  const { t } = useTranslation('plan');
  const { title, reason, next } = problemWords(t, cause);
  return (
    <>
      <span className="plan-problem-line dim tabular">{line !== null && t('problems.line', { line })}</span>
      <div className="plan-problem-words">
        <bdi className="plan-problem-text mono selectable" title={untrustedText}>
          {untrustedText}
        </bdi>
        <p>
          <strong className="plan-problem-title">{title}</strong>{' '}
          <span className="dim">{[reason, next].filter(Boolean).join(' ')}</span>
        </p>
      </div>
    </>
  );
}
