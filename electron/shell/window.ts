import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import type { Settings } from '../../shared/settings/schema';
import { guardContents } from './guard';
import type { StoredWindow } from './stored';

const SMALLEST = { width: 900, height: 600 } as const;
const USUAL = { width: 1280, height: 800 } as const;
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
  const window = new BrowserWindow({
    ...USUAL,
    ...(stored === null ? {} : { width: stored.width, height: stored.height }),
    ...(stored?.x === undefined || stored.y === undefined ? {} : { x: stored.x, y: stored.y }),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
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
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const { width, height, x, y } = window.getNormalBounds();
    needs.onPlaced({
      width: Math.max(width, SMALLEST.width),
      height: Math.max(height, SMALLEST.height),
      x,
      y,
      isMaximized: window.isMaximized(),
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
  };
}
