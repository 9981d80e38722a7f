import { dialog, type MessageBoxOptions } from 'electron';
import { sayPresence } from '../../shared/words/say-presence';

export interface QuitNeeds {
  readonly runningCount: () => number;
  readonly wantsQuestion: () => boolean;
  readonly stopAsking: () => void;
  /** Ends the program; everything is saved on the way. */
  readonly quit: () => void;
  readonly ask?: typeof askToQuit;
}

interface QuitAnswer {
  readonly isQuitting: boolean;
  readonly isLastQuestion: boolean;
}

/** Asks before a user's quit while something runs. What ends the session, or the machine, is never held up. */
export class Quitting {
  private isAsking = false;
  private hasDecided = false;

  constructor(private readonly needs: QuitNeeds) {}

  /** Something else than the user in Civet ends it: the session, the machine, a signal. */
  noteEnd(): void {
    this.hasDecided = true;
  }

  isEnding(): boolean {
    return this.hasDecided;
  }

  /** The user wants to quit. */
  async byUser(): Promise<void> {
    if (await this.mayEnd()) this.end();
  }

  /** Ends the program without a question; `mayEnd` has asked it, if there was one. */
  end(): void {
    this.hasDecided = true;
    this.needs.quit();
  }

  /** Asks where something runs. @returns whether the program may end now */
  async mayEnd(): Promise<boolean> {
    if (!this.mustAsk()) return true;
    if (this.isAsking) return false;
    this.isAsking = true;
    const { ask = askToQuit } = this.needs;
    const answer = await ask(this.needs.runningCount()).finally(() => {
      this.isAsking = false;
    });
    if (answer.isQuitting && answer.isLastQuestion) this.needs.stopAsking();
    return answer.isQuitting;
  }

  /** For a system whose own "Quit" cannot be told from ours: whether the end has to wait for an answer. */
  holdsBack(): boolean {
    if (!this.mustAsk()) return false;
    void this.byUser();
    return true;
  }

  private mustAsk(): boolean {
    return !this.hasDecided && this.needs.wantsQuestion() && this.needs.runningCount() > 0;
  }
}

/** The question itself, in a dialog of the system. */
async function askToQuit(runningCount: number): Promise<QuitAnswer> {
  const options: MessageBoxOptions = {
    type: 'question',
    message: sayPresence('quitTitle', { count: runningCount }),
    detail: sayPresence('quitText'),
    buttons: [sayPresence('quitButton'), sayPresence('quitCancel')],
    defaultId: 0,
    cancelId: 1,
    checkboxLabel: sayPresence('quitNeverAsk'),
    noLink: true,
  };
  // Without a window before it: Civet's may be closed, and closing it may have been the question.
  const { response, checkboxChecked } = await dialog.showMessageBox(options);
  return { isQuitting: response === 0, isLastQuestion: checkboxChecked };
}
