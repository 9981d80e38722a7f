import { useEffect } from 'react';
import { goBack, goForward, navigate, type Screen, setPaletteOpen, useViewStore } from '../stores/view';
import { isBehindDialog } from './is-behind-dialog';
import { isTyping } from './is-typing';
import { stepOnce } from './navigation-events';
import { focusSearch } from './search-focus';

const screenOfDigit: Readonly<Record<string, Screen>> = {
  Digit1: 'discover',
  Digit2: 'following',
  Digit3: 'queue',
  Digit4: 'library',
  Digit5: 'folders',
  Digit6: 'settings',
  Digit7: 'account',
};

const isMac = navigator.platform.startsWith('Mac');

function commandOf(event: KeyboardEvent): (() => void) | null {
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  if (isMod && event.shiftKey && event.code === 'KeyP') {
    return () => setPaletteOpen(!useViewStore.getState().isPaletteOpen);
  }
  if (isBehindDialog()) return null;
  if (isMod && !event.shiftKey && !event.altKey) {
    if (event.code === 'KeyK') return focusSearch;
    if (event.key === ',') return () => navigate({ screen: 'settings' });
    const screen = screenOfDigit[event.code];
    if (screen) return () => navigate({ screen });
    if (isMac && event.key === '[') return goBack;
    if (isMac && event.key === ']') return goForward;
  }
  if (!isMac && event.altKey && event.key === 'ArrowLeft') return goBack;
  if (!isMac && event.altKey && event.key === 'ArrowRight') return goForward;
  if (event.key === '/' && !isMod && !event.altKey && !isTyping(event.target)) return focusSearch;
  return null;
}

/** The keys and mouse buttons that work everywhere. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (!command) return;
      event.preventDefault();
      command();
    };
    const onMouseUp = (event: MouseEvent) => {
      if (event.button !== 3 && event.button !== 4) return;
      event.preventDefault();
      if (!isBehindDialog()) stepOnce(event.button === 3 ? 'back' : 'forward');
    };
    // Captured, because a list in focus would take some of these keys for itself.
    document.addEventListener('keydown', onKeyDown, true);
    document.addEventListener('mouseup', onMouseUp);
    return () => {
      document.removeEventListener('keydown', onKeyDown, true);
      document.removeEventListener('mouseup', onMouseUp);
    };
  }, []);
}
