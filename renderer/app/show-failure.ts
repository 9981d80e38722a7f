import type { Failure } from '../../shared/failure';
import { describeFailure } from '../locales/describe-failure';
import { showToast } from '../ui/toast';

/** For an action that has no place of its own to show what went wrong. */
export function showFailure(failure: Failure): void {
  // The user closed a dialog of the system, and knows it.
  if (failure.code === 'input.cancelled') return;
  const { title, next } = describeFailure(failure);
  showToast({ text: title, detail: next, tone: 'failed', timeoutMs: 12_000 });
}
