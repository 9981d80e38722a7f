import { useEffect, useRef } from 'react';

/** D presses the download button, wherever on the page the focus is, except where one can type. */
export function useDownloadKey(start: () => void): void {
  const latest = useRef(start);
  useEffect(() => {
    latest.current = start;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'd' || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const { target } = event;
      const isElsewhere =
        target instanceof HTMLElement &&
        target.closest(
          'input:not([type="radio"]), textarea, [role="menu"], [role="dialog"], [role="alertdialog"]',
        );
      if (!isElsewhere) latest.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
