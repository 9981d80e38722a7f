import type { Arrival } from '../../../shared/civitai/arrival';
import { judgeClipboard, NOTHING_SEEN } from '../../core/arrivals/judge-clipboard';
import type { Clock } from '../../core/ports';

/** Soon enough to be of use; no system tells of a copied text by itself. */
const LOOK_MS = 1_000;

export interface ClipboardWatchNeeds {
  readonly clock: Clock;
  readonly isWanted: () => boolean;
  readonly readText: () => Promise<string>;
  /** What is copied while a window of Civet's has the keyboard was copied there. */
  readonly isFocused: () => boolean;
  readonly offer: (arrival: Arrival) => void;
}

/** Tells of links that are copied elsewhere, for those who want that. Reads nothing while nobody does. */
export class ClipboardWatch {
  private state = NOTHING_SEEN;
  private wasFocused = false;
  private own: string | null = null;
  private cancel: (() => void) | null = null;
  /** Each look has a number; one that was overtaken, or called off, says nothing any more. */
  private looks = 0;

  constructor(private readonly needs: ClipboardWatchNeeds) {}

  /** Begins or ends, as the settings want it now. */
  noteSettings(): void {
    if (!this.needs.isWanted()) this.stop();
    else if (this.cancel === null) void this.look(false);
  }

  /** Civet has put this there itself. */
  noteOwn(text: string): void {
    if (this.cancel !== null) this.own = text;
  }

  /** A window of Civet's got the keyboard: what is there now was copied before that. */
  async onFocus(): Promise<void> {
    if (this.cancel !== null) await this.look(false);
  }

  stop(): void {
    this.looks += 1;
    this.cancel?.();
    this.cancel = null;
    this.state = NOTHING_SEEN;
    this.own = null;
  }

  /** @param wasFocused whether Civet has had the keyboard since the last look */
  private async look(wasFocused: boolean): Promise<void> {
    this.looks += 1;
    const number = this.looks;
    this.cancel?.();
    this.cancel = this.needs.clock.after(LOOK_MS, () => void this.look(this.wasFocused));
    const text = await this.needs.readText().catch(() => null);
    if (number !== this.looks || text === null) return;
    const { state, offer } = judgeClipboard(this.state, { text, isOwn: wasFocused || text === this.own });
    this.state = state;
    this.wasFocused = this.needs.isFocused();
    if (offer !== null) this.needs.offer(offer);
  }
}
