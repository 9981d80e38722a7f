import { useEffect, useRef } from 'react';
import { isTyping } from '../../app/is-typing';

/** D presses the download button, wherever on the page the focus is, except where one can type. */
export function useDownloadKey(start: () => void): void {
  const latest = useRef(start);
  useEffect(() => {
    latest.current = start;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'd' || event.repeat) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const { target } = event;
      const isElsewhere =
        target instanceof HTMLElement &&
        target.closest('[role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"]');
      if (!isElsewhere && !isTyping(target)) latest.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
