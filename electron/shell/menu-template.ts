import type { MenuItemConstructorOptions } from 'electron';
import type { NavigationTarget } from '../../shared/ipc/contract';

export interface MenuOrders {
  readonly navigate: (target: NavigationTarget) => void;
  readonly quit: () => void;
  readonly openLogs: () => void;
}

/** The application menu: what each system expects, where it expects it, and every screen by name. */
export function menuTemplate(
  platform: NodeJS.Platform,
  { navigate, quit, openLogs }: MenuOrders,
  isDevelopment: boolean,
): MenuItemConstructorOptions[] {
  // The page listens for these keys itself, so that they also work with the menu bar hidden.
  const go = (label: string, target: NavigationTarget, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    registerAccelerator: false,
    click: () => navigate(target),
  });
  const isMac = platform === 'darwin';
  const separator = { type: 'separator' } as const;
  const settings = go(isMac ? 'Settings…' : 'Settings', 'settings', 'CmdOrCtrl+,');
  // No role: what runs is asked about first, which the system's own Quit does not know.
  const quitEntry = { label: isMac ? 'Quit Civet' : 'Quit', accelerator: 'CmdOrCtrl+Q', click: quit };
  const appMenu: MenuItemConstructorOptions = {
    label: 'Civet',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      quitEntry,
    ],
  };
  const close = { role: 'close', accelerator: 'CmdOrCtrl+W' } as const;
  return [
    ...(isMac ? [appMenu] : []),
    { label: 'File', submenu: isMac ? [close] : [settings, separator, close, quitEntry] },
    { role: 'editMenu' },
    {
      label: 'Go',
      submenu: [
        go('Discover', 'discover', 'CmdOrCtrl+1'),
        go('Following', 'following', 'CmdOrCtrl+2'),
        go('Queue', 'queue', 'CmdOrCtrl+3'),
        go('Library', 'library', 'CmdOrCtrl+4'),
        go('Folders', 'folders', 'CmdOrCtrl+5'),
        go('Settings', 'settings', 'CmdOrCtrl+6'),
        go('Account', 'account', 'CmdOrCtrl+7'),
        separator,
        go('Search models', 'search', 'CmdOrCtrl+K'),
        go('All commands', 'palette', 'CmdOrCtrl+Shift+P'),
        go('Back', 'back', isMac ? 'Cmd+[' : 'Alt+Left'),
        go('Forward', 'forward', isMac ? 'Cmd+]' : 'Alt+Right'),
      ],
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(isDevelopment ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        go('Keyboard shortcuts and diagnostics', 'settings'),
        { label: 'Open logs folder', click: openLogs },
        ...(isMac ? [] : [separator, { role: 'about' } as const]),
      ],
    },
  ];
}
