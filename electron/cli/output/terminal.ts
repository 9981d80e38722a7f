import type { WriteStream } from 'node:tty';
import { escapeControls, withoutControls } from '../../core/civitai/clean-text';

/** What the terminal needs of a stream of this process. */
export type Output = Pick<WriteStream, 'write'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

const CLEAR_LINE = '\r\u001b[K';
const USUAL_COLUMNS = 80;

/**
 * The only way out: every line passes through here, so nothing that a server or a creator wrote can
 * command the terminal.
 */
export class Terminal {
  private drawn = '';
  private hasFinished = false;

  constructor(
    private readonly stdout: Output,
    private readonly stderr: Output,
    private readonly isDumb: boolean,
  ) {}

  /** Whether a line on standard error may be drawn over. */
  get canRedraw(): boolean {
    return this.stderr.isTTY === true && !this.isDumb;
  }

  /** What was asked for, on standard output. */
  answer(line: string): void {
    this.around(() => this.stdout.write(`${withoutControls(line)}\n`));
  }

  /** Everything a person should know besides, on standard error. */
  note(line: string): void {
    this.around(() => this.stderr.write(`${withoutControls(line)}\n`));
  }

  event(event: object): void {
    this.around(() => this.stdout.write(`${escapeControls(JSON.stringify(event))}\n`));
  }

  /** The one line that moves; cut to the width. Empty takes it away. Does nothing where it cannot move. */
  draw(line: string): void {
    if (!this.canRedraw || this.hasFinished) return;
    // Some pretended terminals have no columns at all.
    const width = (this.stderr.columns || USUAL_COLUMNS) - 1;
    const drawn = withoutControls(line).slice(0, Math.max(0, width));
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.stderr.write(`${CLEAR_LINE}${drawn}`);
  }

  /** Takes the moving line away; from now on nothing is written, so that what stands last stays last. */
  finish(): void {
    this.draw('');
    this.hasFinished = true;
  }

  private around(write: () => void): void {
    if (this.hasFinished) return;
    if (this.drawn !== '') this.stderr.write(CLEAR_LINE);
    write();
    if (this.drawn !== '') this.stderr.write(this.drawn);
  }
}
