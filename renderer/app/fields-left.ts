import { placeOf, useViewStore } from '../stores/view';
import { isTyping } from './is-typing';

/**
 * Fields hold what was typed when they are left. A key, a link or the end of the window takes a field away that was not
 * left before, and what stands in it with it; so it is left first.
 */
export function startLeavingFields(): () => void {
  const unsubscribe = useViewStore.subscribe((now, before) => {
    if (placeOf(now.route) !== placeOf(before.route)) leaveField();
  });
  window.addEventListener('pagehide', leaveField);
  return () => {
    unsubscribe();
    window.removeEventListener('pagehide', leaveField);
  };
}

/** What is around the screen stays, and with it the focus. */
function leaveField(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && isTyping(activeElement) && activeElement.closest('main'))
    activeElement.blur();
}
