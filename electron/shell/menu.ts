import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';
import type { NavigationTarget } from '../../shared/ipc/contract';

/** The application menu: what each system expects, and every screen by name. */
export function setApplicationMenu(
  navigate: (target: NavigationTarget) => void,
  isDevelopment: boolean,
): void {
  // The page listens for these keys itself, so that they also work with the menu bar hidden.
  const go = (label: string, target: NavigationTarget, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => navigate(target),
  });
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
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
        { type: 'separator' },
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
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(isDevelopment ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Cut, copy and paste where text is edited or selected; nothing elsewhere. */
export function offerTextMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (isEditable)
      Menu.buildFromTemplate([
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ]).popup();
    else if (selectionText.trim() !== '') Menu.buildFromTemplate([{ role: 'copy' }]).popup();
  });
}
