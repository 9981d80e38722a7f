import type { Failure } from '../../../shared/failure';
import { wordsFor } from '../output/failure-words';
import type { Terminal } from '../output/terminal';

/** The same trouble is told again after so long, so that a log shows that civet still tries. */
const TELL_AGAIN_MS = 60_000;

/** Tells that civet waits before it has begun anything: every pause as an event, in words only what is new. */
export class PauseTeller {
  private told = '';
  private againMs = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly isJson: boolean,
    private readonly nowMs: () => number,
  ) {}

  tell = (cause: Failure, untilMs: number, attempt: number): void => {
    if (this.isJson) this.terminal.event({ status: 'waiting', untilMs, code: cause.code, attempt });
    if (cause.code === this.told && this.nowMs() < this.againMs) return;
    this.told = cause.code;
    this.againMs = this.nowMs() + TELL_AGAIN_MS;
    const { title, reason } = wordsFor(cause);
    this.terminal.note(`${title}. ${reason} civet tries again by itself until it works; Ctrl-C ends it.`);
  };
}
