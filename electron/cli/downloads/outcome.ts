import { join } from 'node:path';
import type { DownloadView } from '../../../shared/download/download';
import type { Failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { Downloads } from '../compose';
import { EXIT, exitCodeOfSignal } from '../exit-codes';
import { fail } from '../output/fail';
import type { Terminal } from '../output/terminal';
import { causeOfEnd, type FollowedEnd } from './follow';
import { proofOf, type Reporter } from './reporter';

export interface Telling {
  readonly reporter: Reporter;
  readonly terminal: Terminal;
  readonly isJson: boolean;
  readonly hashTailMs: Downloads['hashTailMs'];
  /** Finds out more about a failure, where that changes what to do next. */
  readonly explain: (cause: Failure) => Promise<Failure>;
}

/** Tells how each download ended, one after the other, in the order in which they end. */
export class Endings {
  private readonly codes = new Map<DownloadId, number>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly telling: Telling,
    private readonly isNamed: boolean,
  ) {}

  /** Once for each download; the second time is nothing. */
  tell = (view: DownloadView): void => {
    const { id } = view;
    if (this.codes.has(id)) return;
    this.codes.set(id, EXIT.done);
    this.last = this.last.then(async () => {
      this.codes.set(id, await tellOne(view, this.telling, this.isNamed));
    });
  };

  /**
   * What is left to tell.
   *
   * @returns the exit code: of the signal, else of the first download that is not in place, else 0
   */
  async finish({ signal, ended, unfinished }: FollowedEnd): Promise<number> {
    for (const view of ended) this.tell(view);
    await this.last;
    if (signal !== null) {
      this.telling.reporter.interrupted(unfinished);
      return exitCodeOfSignal(signal);
    }
    const codes = ended.map(({ id }) => this.codes.get(id) ?? EXIT.done);
    return codes.find((code) => code !== EXIT.done) ?? EXIT.done;
  }

  /** How many of them are not in place. */
  get failed(): number {
    return [...this.codes.values()].filter((code) => code !== EXIT.done).length;
  }
}

async function tellOne(view: DownloadView, telling: Telling, isNamed: boolean): Promise<number> {
  const { id, state, placePath, fileName, totalBytes, durableBytes } = view;
  if (state.kind === 'completed') {
    telling.reporter.completed(view, {
      path: join(placePath, state.finalName),
      ...proofOf(state.verification),
      bytes: totalBytes ?? durableBytes,
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
