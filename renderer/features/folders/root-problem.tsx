import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../locales/describe-failure';
import { ErrorCard } from '../../ui/error-card';
import { pickRoot, takeAsPlain, useRootChoice } from './actions';

/** Why the folder that was picked is not used, and what can be done with it instead. */
export function RootProblem() {
  const { t } = useTranslation('folders');
  const problem = useRootChoice((choice) => choice.problem);
  if (!problem) return null;
  const words = describeFailure(problem);
  const canBePlain = problem.code === 'input.notThatLayout';
  return (
    <ErrorCard
      {...words}
      className="folders-problem"
      action={{
        label: t(canBePlain ? 'notThatLayout.action' : 'notThatLayout.secondary'),
        onPress: () => void (canBePlain ? takeAsPlain() : pickRoot(null)),
      }}
      {...(canBePlain
        ? { secondary: { label: t('notThatLayout.secondary'), onPress: () => void pickRoot(null) } }
        : {})}
    />
  );
}
