import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Settings } from '../../shared/settings/schema';
import { placeWindow, SMALLEST_WINDOW } from '../core/presence/window-place';
import { guardContents } from './guard';
import type { StoredWindow } from './stored';

const BACKGROUND = { dark: '#16171a', light: '#fbfbfa' } as const;

export interface WindowNeeds {
  readonly preload: string;
  readonly icon: string;
  readonly stored: StoredWindow | null;
  readonly onPlaced: (window: StoredWindow) => void;
}

/** Makes the one window, with everything a page does not need switched off by name. */
export function createWindow(needs: WindowNeeds): BrowserWindow {
  const { stored } = needs;
  const primary = screen.getPrimaryDisplay();
  const displays = screen.getAllDisplays();
  const others = displays.filter(({ id }) => id !== primary.id);
  const place = placeWindow(
    stored,
    [primary, ...others].map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    width: place.width,
    height: place.height,
    ...(place.x === undefined || place.y === undefined ? {} : { x: place.x, y: place.y }),
    minWidth: SMALLEST_WINDOW.width,
    minHeight: SMALLEST_WINDOW.height,
    show: false,
    title: 'Civet',
    icon: needs.icon,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: needs.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
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

/** Where electron-vite puts things, seen from the built main script. */
export function builtPaths(mainFolder: string) {
  return {
    preload: join(mainFolder, '../preload/preload.cjs'),
    bundleFolder: join(mainFolder, '../renderer'),
    icon: join(mainFolder, '../../resources/icon.png'),
    trayIcons: join(mainFolder, '../../resources/tray'),
  };
}
