import { useEffect } from 'react';
import { isBehindDialog } from '../../app/is-behind-dialog';
import { isTyping } from '../../app/is-typing';
import { planList } from './actions';

/** What is pasted on the screen itself, and into no field, is a list to plan. */
export function usePaste(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || isBehindDialog()) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '') return;
      event.preventDefault();
      void planList(text);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
}
