import { join } from 'node:path';
import type { DownloadView } from '../../../shared/download/download';
import type { Failure } from '../../../shared/failure';
import type { Downloads } from '../compose';
import { EXIT, exitCodeOfSignal } from '../exit-codes';
import { fail } from '../output/fail';
import type { Terminal } from '../output/terminal';
import { causeOfEnd, type FollowedEnd } from './follow';
import type { Reporter } from './reporter';

export interface Telling {
  readonly reporter: Reporter;
  readonly terminal: Terminal;
  readonly isJson: boolean;
  readonly hashTailMs: Downloads['hashTailMs'];
  /** Finds out more about a failure, where that changes what to do next. */
  readonly explain: (cause: Failure) => Promise<Failure>;
}

/**
 * Tells how each download ended.
 *
 * @returns 0 when all are in place, else the exit code of the first that is not
 */
export async function tellEnd(end: FollowedEnd, telling: Telling): Promise<number> {
  if (end.kind === 'interrupted') return exitCodeOfSignal(end.signal);
  let exitCode: number = EXIT.done;
  for (const view of end.views) {
    const code = await tellOne(view, telling, end.views.length > 1);
    if (exitCode === EXIT.done) exitCode = code;
  }
  return exitCode;
}

async function tellOne(view: DownloadView, telling: Telling, isNamed: boolean): Promise<number> {
  const { id, state, placePath, fileName, totalBytes, durableBytes } = view;
  if (state.kind === 'completed') {
    telling.reporter.completed(view, {
      path: join(placePath, state.finalName),
      sha256: state.verification.sha256,
      bytes: totalBytes ?? durableBytes,
      isVerified: state.verification.kind === 'verified',
      wasThere: false,
      hashTailMs: telling.hashTailMs(id),
    });
    return EXIT.done;
  }
  const cause = causeOfEnd(view);
  if (cause === null) return EXIT.done;
  if (isNamed) telling.terminal.note(`${fileName}:`);
  const explained = await telling.explain(cause);
  return fail(telling.terminal, telling.isJson, explained, { id, durableBytes });
}
