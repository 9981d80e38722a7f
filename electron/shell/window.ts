import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Settings } from '../../shared/settings/schema';
import { placeWindow, SMALLEST_WINDOW } from '../core/presence/window-place';
import { backgroundColour, windowOptions } from './begun-window';
import { guardContents } from './guard';
import type { StoredWindow } from './stored';

export interface WindowNeeds {
  readonly preload: string;
  readonly icon: string;
  /** The window of this start, as it was begun; null to make one. */
  readonly begun: BrowserWindow | null;
  readonly stored: StoredWindow | null;
  readonly onPlaced: (window: StoredWindow) => void;
}

/** Makes the one window, or takes the one that was begun; not shown before its page is drawn. */
export function createWindow(needs: WindowNeeds): BrowserWindow {
  const { stored } = needs;
  const window = needs.begun ?? new BrowserWindow(windowOptions(needs));
  // The user's own theme may have been read since it was begun.
  window.setBackgroundColor(backgroundColour());
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const { x, y, width, height } = placeWindow(
    stored,
    [primary, ...others].map(({ workArea }) => workArea),
  );
  if (x !== undefined && y !== undefined) window.setBounds({ x, y, width, height });
  else {
    window.setSize(width, height);
    window.center();
  }
  guardContents(window.webContents);
  // The page only mirrors; a new one takes over where the lost one was.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  if (stored?.isMaximized) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
    if (stored?.isFullScreen === true) window.setFullScreen(true);
  });
  window.on('close', () => {
    const { width, height, x, y } = window.getNormalBounds();
    needs.onPlaced({
      width: Math.max(width, SMALLEST_WINDOW.width),
      height: Math.max(height, SMALLEST_WINDOW.height),
      x,
      y,
      isMaximized: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
    });
  });
  return window;
}

/** The page follows its own `data-theme`; the window's frame and the system's dialogs follow this. */
export function followTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme;
}
