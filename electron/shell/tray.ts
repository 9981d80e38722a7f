import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { TrayIcon } from '../core/presence/tray-look';
import type { TrayEntry, TrayOrder } from '../core/presence/tray-menu';
import type { Shown } from '../services/presence/presence';

export interface TrayNeeds {
  /** Of the drawn icons, a folder for each kind of system. */
  readonly icons: string;
  readonly carryOut: (order: TrayOrder) => void;
}

const FOLDERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'mac', win32: 'windows' };

/** The icon in the system's tray, with its menu. */
export class TrayIconShown {
  private tray: Tray | null = null;
  private icon: TrayIcon | null = null;
  private menu = '';

  constructor(private readonly needs: TrayNeeds) {}

  show({ look, menu }: Pick<Shown, 'look' | 'menu'>): void {
    if (this.tray === null) {
      this.tray = new Tray(this.imageOf(look.icon));
      // Where a click is not the menu's, it opens the window.
      if (process.platform !== 'darwin') this.tray.on('click', () => this.needs.carryOut({ kind: 'open' }));
    } else if (look.icon !== this.icon) this.tray.setImage(this.imageOf(look.icon));
    this.icon = look.icon;
    this.tray.setToolTip(look.tooltip);
    const said = JSON.stringify(menu);
    if (said !== this.menu) this.tray.setContextMenu(buildTrayMenu(menu, this.needs.carryOut));
    this.menu = said;
  }

  remove(): void {
    this.tray?.destroy();
    this.tray = null;
    this.icon = null;
    this.menu = '';
  }

  private imageOf(icon: TrayIcon): Electron.NativeImage {
    const isMac = process.platform === 'darwin';
    const folder = FOLDERS[process.platform] ?? 'linux';
    const image = nativeImage.createFromPath(join(this.needs.icons, folder, `${icon}.png`));
    // The menu bar colours a template itself, dark or light.
    if (isMac) image.setTemplateImage(true);
    return image;
  }
}

/** The system's menu of a model. */
export function buildTrayMenu(entries: readonly TrayEntry[], carryOut: (order: TrayOrder) => void): Menu {
  return Menu.buildFromTemplate(entries.map((entry) => templateOf(entry, carryOut)));
}

function templateOf(entry: TrayEntry, carryOut: (order: TrayOrder) => void): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'note':
      return { label: plain(entry.label), enabled: false };
    case 'submenu':
      return {
        label: plain(entry.label),
        submenu: entry.entries.map((inner) => templateOf(inner, carryOut)),
      };
    case 'order':
      return {
        label: plain(entry.label),
        enabled: entry.isEnabled,
        click: () => carryOut(entry.order),
        ...(entry.isChosen === null ? {} : { type: 'radio', checked: entry.isChosen }),
      };
  }
}

/** One `&` would be taken for the mark of a key. */
function plain(label: string): string {
  return label.replaceAll('&', '&&');
}
