import { join } from 'node:path';
import type { DownloadView } from '../../../shared/download/download';
import { EXIT, exitCodeOfSignal } from '../exit-codes';
import { fail } from '../output/fail';
import type { Terminal } from '../output/terminal';
import { causeOfEnd, type FollowedEnd } from './follow';
import type { Reporter } from './reporter';

/**
 * Tells how each download ended.
 *
 * @returns 0 when all are in place, else the exit code of the first that is not
 */
export async function tellEnd(
  end: FollowedEnd,
  reporter: Reporter,
  terminal: Terminal,
  isJson: boolean,
): Promise<number> {
  if (end.kind === 'interrupted') return exitCodeOfSignal(end.signal);
  let exitCode: number = EXIT.done;
  for (const view of end.views) {
    const code = await tellOne(view, reporter, terminal, isJson, end.views.length > 1);
    if (exitCode === EXIT.done) exitCode = code;
  }
  return exitCode;
}

async function tellOne(
  view: DownloadView,
  reporter: Reporter,
  terminal: Terminal,
  isJson: boolean,
  isNamed: boolean,
): Promise<number> {
  const { id, state, placePath, fileName, totalBytes, durableBytes } = view;
  if (state.kind === 'completed') {
    reporter.completed(view, {
      path: join(placePath, state.finalName),
      sha256: state.verification.sha256,
      bytes: totalBytes ?? durableBytes,
      isVerified: state.verification.kind === 'verified',
      wasThere: false,
    });
    return EXIT.done;
  }
  const cause = causeOfEnd(view);
  if (cause === null) return EXIT.done;
  if (isNamed) terminal.note(`${fileName}:`);
  return fail(terminal, isJson, cause, { id, durableBytes });
}
