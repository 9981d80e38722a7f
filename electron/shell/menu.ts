import { Menu, type WebContents } from 'electron';
import { type MenuOrders, menuTemplate } from './menu-template';

/** Replaces the application's menu. */
export function setApplicationMenu(orders: MenuOrders, isDevelopment: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, orders, isDevelopment)));
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
