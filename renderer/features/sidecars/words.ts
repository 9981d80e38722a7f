import i18next from 'i18next';
import type { SidecarProblem, SidecarRun, SidecarTally } from '../../../shared/sidecars';
import { describeFailure } from '../../locales/describe-failure';

const words = () => i18next.getFixedT(null, 'settings');

/** What was written, what was merged, and what was as it should be. */
export function tallyWords(tally: SidecarTally): string {
  const said = tallied(tally);
  return said.length === 0 ? words()('sidecars.tally.nothing') : said.join(', ');
}

/** The same of a run that goes on, with how many models something was left of; empty at its begin. */
export function tallySoFar(run: SidecarRun): string {
  const { failedCount } = run;
  const said = tallied(run).join(', ');
  const failed = failedCount > 0 ? words()('sidecars.run.failed', { count: failedCount }) : '';
  return [said, failed].filter(Boolean).join(' · ');
}

function tallied({ writtenCount, mergedCount, sameCount }: SidecarTally): readonly string[] {
  const t = words();
  return [
    ...(writtenCount > 0 ? [t('sidecars.tally.written', { count: writtenCount })] : []),
    ...(mergedCount > 0 ? [t('sidecars.tally.merged', { count: mergedCount })] : []),
    ...(sameCount > 0 ? [t('sidecars.tally.same', { count: sameCount })] : []),
  ];
}

/** What was left, and why. */
export function leftWords({ part, cause }: Pick<SidecarProblem, 'part' | 'cause'>): string {
  return words()('sidecars.left', {
    part: words()(`sidecars.parts.${part ?? 'everything'}`),
    why: describeFailure(cause).title,
  });
}

/** How a run has ended. */
export function runWords(run: SidecarRun): { readonly text: string; readonly detail?: string } {
  const t = words();
  const { doneCount, totalCount, failedCount, problems } = run;
  const tally = tallyWords(run);
  const text =
    doneCount < totalCount
      ? t('sidecars.run.stopped', { done: doneCount, count: totalCount, tally })
      : t('sidecars.run.done', { count: doneCount, tally });
  const [first] = problems;
  if (first === undefined) return { text };
  const left = t('sidecars.run.problem', { name: first.fileName, left: leftWords(first) });
  const others = failedCount - 1;
  return { text, detail: others > 0 ? t('sidecars.run.problems', { first: left, count: others }) : left };
}
