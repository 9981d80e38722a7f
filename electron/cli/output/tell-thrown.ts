import { failure } from '../../../shared/failure';
import type { ExitCode } from '../exit-codes';
import { fail, failMisuse } from './fail';
import { reportBug } from './report-bug';
import type { Terminal } from './terminal';

export interface ThrownTo {
  readonly terminal: Terminal;
  readonly isJson: boolean;
  /** Kept out of what is printed. */
  readonly token: string | null;
  /** Null while it is not known. */
  readonly stateFolder: string | null;
}

/**
 * Tells of what was thrown, which is a mistake in civet unless its own folder refuses.
 *
 * @returns the exit code
 */
export async function tellThrown(error: unknown, to: ThrownTo): Promise<ExitCode> {
  const { terminal, isJson, token, stateFolder } = to;
  const { stateProblem } = await import('../state/state-problem');
  const problem = stateProblem(error, stateFolder);
  if (problem !== null) return failMisuse(terminal, isJson, 'state', problem);
  terminal.draw('');
  reportBug(terminal, error, token);
  return fail(terminal, isJson, failure('app.bug'));
}
