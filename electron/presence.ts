import { join } from 'node:path';
import { app, type BrowserWindow, dialog, powerMonitor } from 'electron';
import type { Handlers } from '../shared/ipc/contract';
import type { Settings } from '../shared/settings/schema';
import type { LimitInForce } from '../shared/status';
import { sayPresence } from '../shared/words/say-presence';
import { AutostartFile } from './adapters/autostart-file';
import { systemClock } from './adapters/system';
import { hasTrayHost } from './adapters/tray-host';
import { afterClosing } from './core/presence/closing';
import type { Goal } from './core/presence/notices';
import type { TrayOrder } from './core/presence/tray-menu';
import type { Publish } from './ipc/publish';
import { Presence } from './services/presence/presence';
import { isLoginItem, setLoginItem } from './shell/login-item';
import { Notifications } from './shell/notifications';
import { Quitting } from './shell/quitting';
import { relaunch } from './shell/relaunch';
import type { Stored } from './shell/stored';
import { showOnTaskbar } from './shell/taskbar';
import { TrayIconShown } from './shell/tray';
import type { WindowKeeper } from './shell/window-keeper';

const APP_ID = 'app.civet.desktop';

export interface PresenceParts {
  readonly stored: Pick<Stored, 'settings' | 'hasTold' | 'noteTold'>;
  readonly keeper: WindowKeeper;
  readonly trayIcons: string;
  readonly limit: () => LimitInForce;
  /** The page's own ways: what is pressed in the tray does what it does in the window. */
  readonly handlers: () => Pick<Handlers, 'downloads.pauseAll' | 'downloads.resumeAll' | 'settings.update'>;
  readonly publish: Publish;
  readonly report: (what: string, error: unknown) => void;
}

/** Wires what Civet is outside its window: tray, taskbar, notifications, its start and its end. */
export function createPresence(parts: PresenceParts) {
  const { stored, keeper, publish } = parts;
  const isMac = process.platform === 'darwin';
  const autostart = new AutostartFile();
  const notifications = new Notifications();
  const update = (patch: Partial<Settings>) => void parts.handlers()['settings.update'](patch);
  const board = new Presence({
    clock: systemClock,
    settings: () => stored.settings(),
    limit: parts.limit,
    timeOf: (atMs) => new Intl.DateTimeFormat('en', { timeStyle: 'short', hour12: false }).format(atMs),
    isWatched: () => keeper.isWatched(),
    show: (shown) => {
      tray.show(shown);
      const overlay = join(parts.trayIcons, 'windows', 'attention.png');
      showOnTaskbar(keeper.window(), shown, overlay);
    },
    notify: ({ goal, ...words }) => notifications.show(words, () => void reach(goal)),
  });
  const quitting = new Quitting({
    runningCount: () => board.work().running.length,
    wantsQuestion: () => stored.settings().askBeforeQuit,
    stopAsking: () => update({ askBeforeQuit: false }),
    quit: () => app.quit(),
  });
  const bringForward = () => void keeper.bringForward();

  /** Shows the window, and in it what somebody has pressed on outside it. */
  async function reach(goal: Goal): Promise<void> {
    await keeper.bringForward();
    if (goal.kind === 'screen') publish('app.navigate', goal.screen);
    else publish('app.showDownload', goal.id);
  }

  function carryOut(order: TrayOrder): void {
    switch (order.kind) {
      case 'open':
        bringForward();
        return;
      case 'quit':
        void quitting.byUser();
        return;
      case 'showQueue':
        void reach({ kind: 'screen', screen: 'queue' });
        return;
      case 'showDownload':
        void reach({ kind: 'download', id: order.id });
        return;
      case 'pauseAll':
      case 'resumeAll':
        void parts.handlers()[`downloads.${order.kind}`](undefined);
        return;
      case 'limit': {
        const { limit } = stored.settings();
        const { bytesPerSecond } = order;
        update({
          limit: bytesPerSecond === null ? { ...limit, isOn: false } : { isOn: true, bytesPerSecond },
        });
      }
    }
  }
  const tray = new TrayIconShown({ icons: parts.trayIcons, carryOut });

  /** Once, and before it is gone. @returns whether the window is hidden; the user may want to quit instead */
  async function tellOfHiding(window: BrowserWindow, hasTray: boolean): Promise<boolean> {
    const what = hasTray ? 'closedToTray' : 'closedOutOfSight';
    if (stored.hasTold(what)) return true;
    if (hasTray) {
      const words = { title: sayPresence('toldTrayTitle'), text: sayPresence('toldTrayText') };
      notifications.show(words, bringForward, () => stored.noteTold(what));
      return true;
    }
    // Without a tray there may be no notifications either, and this has to be known.
    const { response } = await dialog.showMessageBox(window, {
      type: 'info',
      message: sayPresence('toldHiddenTitle'),
      detail: sayPresence('toldHiddenText'),
      buttons: [sayPresence('toldHiddenButton'), sayPresence('quit')],
      cancelId: 0,
      noLink: true,
    });
    if (response === 0) stored.noteTold(what);
    return response === 0;
  }

  async function close(window: BrowserWindow): Promise<void> {
    const { running, pendingCount } = board.work();
    const hasTray = await hasTrayHost();
    const wantsTray = stored.settings().closeToTray;
    const fate = afterClosing({ isMac, wantsTray, hasTray, runningCount: running.length, pendingCount });
    if (window.isDestroyed()) return;
    if (fate === 'close') window.destroy();
    else if (fate === 'hide' && (await tellOfHiding(window, hasTray))) keeper.hide();
    else await quitting.byUser();
  }

  /** What the system does may be another thing than what the setting says; then the system is right. */
  async function agreeOnLogin(): Promise<void> {
    const wishes = stored.settings();
    if (!wishes.startAtLogin) return;
    // The program may lie elsewhere than at the last start.
    if (await isLoginItem(wishes, autostart)) await setLoginItem(wishes, autostart);
    else update({ startAtLogin: false });
  }

  let isClosing = false;
  return {
    quitting,
    restart: async () => {
      if (!(await quitting.mayEnd())) return;
      relaunch();
      quitting.end();
    },
    bringForward,
    /** Sees to what a download, or its progress, changes outside the window. */
    board,
    onClose: (window: BrowserWindow, event: Pick<Electron.Event, 'preventDefault'>) => {
      if (quitting.isEnding()) return;
      event.preventDefault();
      if (isClosing) return;
      isClosing = true;
      void close(window).finally(() => {
        isClosing = false;
      });
    },
    /** macOS quits from its dock without asking us; elsewhere what ends the program unasked is the session's end. */
    holdsQuit: () => {
      if (isMac && quitting.holdsBack()) return true;
      quitting.noteEnd();
      return false;
    },
    noteSettings: (now: Settings, before: Settings) => {
      board.noteChange();
      if (now.startAtLogin === before.startAtLogin && now.startHidden === before.startHidden) return;
      if (!now.startAtLogin && !before.startAtLogin) return;
      setLoginItem(now, autostart).catch((error: unknown) => {
        parts.report('Whether Civet starts with the session could not be changed.', error);
        if (now.startAtLogin) update({ startAtLogin: false });
      });
    },
    start: () => {
      if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
      app.on('activate', bringForward);
      // Linux waits for us if it is asked to; the types leave out that there is an event to ask with.
      powerMonitor.on('shutdown', (event?: Pick<Electron.Event, 'preventDefault'>) => {
        event?.preventDefault();
        quitting.noteEnd();
        app.quit();
      });
      board.showNow();
      agreeOnLogin().catch((error: unknown) =>
        parts.report('Whether Civet starts with the session is not known.', error),
      );
    },
    stop: () => {
      board.stop();
      tray.remove();
    },
  };
}
