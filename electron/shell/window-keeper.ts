import type { BrowserWindow } from 'electron';
import type { Clock } from '../core/ports';

/** Long enough for a window that was closed by mistake, short enough for one that was not. */
const RELEASE_AFTER_MS = 20_000;

export interface WindowNeeds {
  readonly clock: Pick<Clock, 'after'>;
  /** Makes the window, not yet seen, and begins to listen to it. */
  readonly make: () => BrowserWindow;
  readonly load: (window: BrowserWindow) => Promise<void>;
  readonly onHidden: () => void;
  /** Whether the page may be let go of; the user may have left something in it. */
  readonly mayRelease: () => boolean;
  /** Called before a window that is hidden is let go of. */
  readonly onRelease: (window: BrowserWindow) => void;
}

/** The one window: it is hidden at first, then let go of with its page, and made anew when it is wanted. */
export class WindowKeeper {
  private current: BrowserWindow | null = null;
  private loading: Promise<void> = Promise.resolve();
  private callOffRelease: (() => void) | null = null;

  constructor(private readonly needs: WindowNeeds) {}

  /** Null while there is none. */
  window(): BrowserWindow | null {
    return this.current === null || this.current.isDestroyed() ? null : this.current;
  }

  isWatched(): boolean {
    return this.window()?.isFocused() === true;
  }

  /** Shows the window as it is, or makes it. @returns once its page is there */
  bringForward(): Promise<void> {
    this.keep();
    const window = this.window();
    if (window === null) return this.open();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return this.loading;
  }

  /** Takes it out of sight; a moment later its page is let go of. */
  hide(): void {
    const window = this.window();
    if (window === null) return;
    window.hide();
    this.needs.onHidden();
    this.keep();
    this.callOffRelease = this.needs.clock.after(RELEASE_AFTER_MS, () => this.release());
  }

  /** Calls off that it is let go of. */
  keep(): void {
    this.callOffRelease?.();
    this.callOffRelease = null;
  }

  private open(): Promise<void> {
    this.current = this.needs.make();
    this.loading = this.needs.load(this.current);
    return this.loading;
  }

  private release(): void {
    this.callOffRelease = null;
    const window = this.window();
    if (window === null || window.isVisible()) return;
    if (!this.needs.mayRelease()) {
      this.callOffRelease = this.needs.clock.after(RELEASE_AFTER_MS, () => this.release());
      return;
    }
    this.needs.onRelease(window);
    // Hiding a page keeps all of its memory; only without its window does its process end.
    window.destroy();
    this.current = null;
  }
}
