import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../electron/shell/menu-template';

const calls: string[] = [];
const orders = {
  navigate: (target: string) => calls.push(target),
  quit: () => calls.push('quit'),
  openLogs: () => calls.push('logs'),
};
const nameOf = ({ label, role, type }: MenuItemConstructorOptions) => label ?? role ?? type ?? '';

function menus(platform: NodeJS.Platform) {
  const entries = menuTemplate(platform, orders, false);
  const inner = (name: string) => {
    const submenu = entries.find((entry) => nameOf(entry) === name)?.submenu;
    return Array.isArray(submenu) ? submenu : [];
  };
  return { names: entries.map(nameOf), inner };
}

describe('menuTemplate', () => {
  it('has settings and quitting in the program’s own menu on macOS', () => {
    const { names, inner } = menus('darwin');
    expect(names).toEqual(['Civet', 'File', 'editMenu', 'Go', 'View', 'windowMenu', 'help']);
    expect(inner('Civet').map(nameOf)).toEqual(expect.arrayContaining(['about', 'Settings…', 'Quit Civet']));
    expect(inner('File').map(nameOf)).toEqual(['close']);
  });

  it.each(['win32', 'linux'] as const)('has both in File on %s', (platform) => {
    const { names, inner } = menus(platform);
    expect(names).toEqual(['File', 'editMenu', 'Go', 'View', 'windowMenu', 'help']);
    expect(inner('File').map(nameOf)).toEqual(['Settings', 'separator', 'close', 'Quit']);
  });

  it('asks before it quits, since no entry has the system’s own role for it', () => {
    for (const platform of ['darwin', 'win32', 'linux'] as const)
      expect(JSON.stringify(menuTemplate(platform, orders, false))).not.toContain('"role":"quit"');
    const quit = menus('linux').inner('File').at(-1);
    Reflect.apply(quit?.click ?? (() => {}), undefined, []);
    expect(calls).toEqual(['quit']);
  });

  it.each(['darwin', 'win32', 'linux'] as const)('gives no key away twice on %s', (platform) => {
    const keysOf = (entries: readonly MenuItemConstructorOptions[]): string[] =>
      entries.flatMap(({ accelerator, submenu }) => [
        ...(accelerator === undefined ? [] : [String(accelerator)]),
        ...(Array.isArray(submenu) ? keysOf(submenu) : []),
      ]);
    const keys = keysOf(menuTemplate(platform, orders, false));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
