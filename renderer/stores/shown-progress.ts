import type { OperationProgress } from '../../shared/operations/operations';
import { shownInTime } from './shown-in-time';

/** How far a change of files has come. One that copies is shown at once, any other once it takes its time. */
export const { useShown: useShownProgress, show: showProgress } = shownInTime<OperationProgress>(
  ({ copy }) => copy !== null,
  (shown) => ({ ...shown, canCallOff: false }),
);
