import type { Failure } from '../../../shared/failure';
import { describeFailure, type FailureWords } from '../../../shared/words/describe-failure';
import { failureSentence } from '../../../shared/words/failure-sentence';
import { LAYOUT_NAMES } from '../placement/layouts';

/** What happened, why, and the one next step, as the window says it. */
export function windowWordsFor(cause: Failure): FailureWords {
  return describeFailure(cause, { find: failureSentence, nameOfLayout });
}

/** For example "ComfyUI". */
export function nameOfLayout(layout: string): string {
  return Object.entries(LAYOUT_NAMES).find(([name]) => name === layout)?.[1] ?? layout;
}
