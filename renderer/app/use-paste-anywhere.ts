import { useEffect } from 'react';
import { readArrival } from '../../shared/civitai/arrival';
import { planDroppedText } from '../features/inspection/actions';
import { useViewStore } from '../stores/view';
import { followArrival } from './follow-arrival';
import { isBehindDialog } from './is-behind-dialog';
import { isTyping } from './is-typing';

/**
 * Links that are pasted into no field are opened, on every screen; everything else that is pasted there is left alone.
 * The plan takes whole lists by itself.
 */
export function usePasteAnywhere(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || isBehindDialog()) return;
      if (useViewStore.getState().route.screen === 'plan') return;
      const arrival = readArrival(event.clipboardData?.getData('text/plain') ?? '');
      if (arrival === null) return;
      event.preventDefault();
      followArrival(arrival, planDroppedText);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
}
