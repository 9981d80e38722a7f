import type { Failure } from '../../../shared/failure';
import { type ExitCode, exitCodeOf } from '../exit-codes';
import type { Terminal } from './terminal';

/** Tells of a failure: the sentence and the one next step, and with `--json` the event. */
export async function fail(
  terminal: Terminal,
  isJson: boolean,
  cause: Failure,
  about: object = {},
): Promise<ExitCode> {
  const { wordsFor } = await import('./failure-words');
  const { title, reason, next } = wordsFor(cause);
  const exitCode = exitCodeOf(cause.code);
  terminal.draw('');
  if (isJson) terminal.event({ status: 'failed', code: cause.code, title, reason, next, exitCode, ...about });
  terminal.note(`${title}. ${reason}`);
  terminal.note(next);
  return exitCode;
}
