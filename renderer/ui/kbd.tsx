import type { ReactNode } from 'react';
import { Keyboard } from 'react-aria-components';
import './kbd.css';

export function Kbd({ children }: { readonly children: ReactNode }) {
  return <Keyboard className="ui-kbd">{children}</Keyboard>;
}

export const isMac = navigator.platform.startsWith('Mac');
const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' };

/** Writes a key combination the way this system does; `Mod` is Ctrl, or Command on a Mac. */
export function shortcutText(keys: readonly string[]): string {
  if (isMac) return keys.map((key) => macSigns[key] ?? key).join('');
  return keys.map((key) => (key === 'Mod' ? 'Ctrl' : key)).join(' ');
}
