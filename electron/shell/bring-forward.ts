import type { BrowserWindow } from 'electron';

/**
 * Brings the window before the user: opened when there is none, shown when it is hidden or minimised.
 *
 * @param open makes a new one
 */
export function bringForward(window: BrowserWindow | null, open: () => unknown): void {
  if (window === null || window.isDestroyed()) {
    open();
    return;
  }
  if (window.isMinimized()) window.restore();
  if (!window.isVisible()) window.show();
  window.focus();
}
