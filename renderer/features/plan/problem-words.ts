import type { TFunction } from 'i18next';
import type { Failure } from '../../../shared/failure';
import { describeFailure } from '../../locales/describe-failure';

/** Why something could not be planned, and what helps here. */
export function problemWords(t: TFunction<'plan'>, cause: Failure): ReturnType<typeof describeFailure> {
  const words = describeFailure(cause);
  // Where models are searched for, names can be chosen from a list while they are typed. A pasted line has none.
  return cause.code === 'input.unknownCreator' ? { ...words, next: t('problems.unknownCreatorNext') } : words;
}
