import { join } from 'node:path';
import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  nativeTheme,
  protocol,
  type Session,
} from 'electron';
import { SMALLEST_WINDOW, USUAL_WINDOW } from '../core/presence/window-place';
import { loadPage } from './load-page';
import { PAGE_SCHEME } from './page-origin';

/** What the window and its page's process need to come to life. Nothing else belongs here: it is loaded before the rest. */

const BACKGROUND = { dark: '#16171a', light: '#fbfbfa' } as const;

export type AnswerPage = (request: Request) => Promise<Response>;

/** To be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export function backgroundColour(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
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

/** Of the one window, with everything a page does not need switched off by name. */
export function windowOptions({ preload, icon }: { readonly preload: string; readonly icon: string }) {
  return {
    ...USUAL_WINDOW,
    minWidth: SMALLEST_WINDOW.width,
    minHeight: SMALLEST_WINDOW.height,
    show: false,
    title: 'Civet',
    icon,
    autoHideMenuBar: true,
    backgroundColor: backgroundColour(),
    webPreferences: {
      preload,
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
  } as const satisfies BrowserWindowConstructorOptions;
}

/**
 * The start of the window before the rest of Civet is there: its process comes to life while the program is read.
 *
 * It asks for its page and gets nothing, so that no script runs, until `answerWith` was called; by then everything that
 * guards the window has to be in place.
 */
export class BegunWindow {
  private readonly answer: Promise<AnswerPage>;
  private give: (answer: AnswerPage) => void = () => undefined;
  private begun: { readonly window: BrowserWindow; readonly loading: Promise<void> } | null = null;

  constructor(session: Session) {
    this.answer = new Promise((resolve) => {
      this.give = resolve;
    });
    session.protocol.handle(PAGE_SCHEME, async (request) => (await this.answer)(request));
  }

  begin(mainFolder: string): void {
    const window = new BrowserWindow(windowOptions(builtPaths(mainFolder)));
    const loading = loadPage(window.webContents);
    // Whoever takes the window waits for this, and hears of it then.
    loading.catch(() => undefined);
    this.begun = { window, loading };
  }

  /** This start opens no window after all. */
  drop(): void {
    this.begun?.window.destroy();
    this.begun = null;
  }

  answerWith(answer: AnswerPage): void {
    this.give(answer);
  }

  /** Once; null when none was begun, or it has been taken. */
  take(): BrowserWindow | null {
    return this.begun === null || this.begun.window.isDestroyed() ? null : this.begun.window;
  }

  /** Shows the page, or waits for the one that is on its way already. */
  load(window: BrowserWindow): Promise<void> {
    const { begun } = this;
    if (begun?.window !== window) return loadPage(window.webContents);
    this.begun = null;
    return begun.loading;
  }
}
