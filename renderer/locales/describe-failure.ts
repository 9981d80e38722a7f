import i18next from 'i18next';
import type { Failure } from '../../shared/failure';
import * as shared from '../../shared/words/describe-failure';

/** The part of i18next's `t` that is needed here; its declared type is narrower than a code from the table. */
type Translate = (key: string, options: Record<string, unknown>) => string;

/** What happened, why, and what to do next, in the reader's language. */
export function describeFailure(cause: Failure): shared.FailureWords {
  const t = i18next.t as Translate;
  return shared.describeFailure(cause, {
    find: (key) => t(key, { ns: 'failures', skipInterpolation: true, defaultValue: '' }) || null,
    nameOfLayout: (layout) => t(`layouts.${layout}`, { ns: 'folders', defaultValue: layout }),
  });
}
