import type { Failure } from '../../../shared/failure';
import type { Misuse } from '../arguments/command-line';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes';
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

/** What is no failure of a download: the command line, and civet's own folder. */
const MISUSES = {
  usage: { title: 'The command line cannot be read', exitCode: EXIT.usage },
  state: { title: 'civet’s own queue cannot be used', exitCode: EXIT.state },
} as const;

/** Like `fail`, for what is wrong with the command itself or with the folder of the queue. */
export function failMisuse(
  terminal: Terminal,
  isJson: boolean,
  code: keyof typeof MISUSES,
  { problem, next }: Misuse,
): ExitCode {
  const { title, exitCode } = MISUSES[code];
  terminal.draw('');
  if (isJson) terminal.event({ status: 'failed', code, title, reason: problem, next, exitCode });
  terminal.note(problem);
  terminal.note(next);
  return exitCode;
}
