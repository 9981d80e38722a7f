import type { Api, NavigationTarget } from '../../shared/ipc/contract';
import { goBack, goForward, navigate, setPaletteOpen } from '../stores/view';
import { isBehindDialog } from './is-behind-dialog';
import { focusSearch } from './search-focus';

/**
 * One press of a mouse's back button can arrive twice: as a mouse event here and as the system's
 * command through main. Two steps so close together are one.
 */
const SAME_PRESS_MS = 120;
let lastStepAt = Number.NEGATIVE_INFINITY;

export function stepOnce(direction: 'back' | 'forward'): void {
  const now = performance.now();
  if (now - lastStepAt < SAME_PRESS_MS) return;
  lastStepAt = now;
  if (direction === 'back') goBack();
  else goForward();
}

export function carryOut(target: NavigationTarget): void {
  if (target !== 'palette' && isBehindDialog()) return;
  switch (target) {
    case 'search':
      focusSearch();
      return;
    case 'palette':
      setPaletteOpen(true);
      return;
    case 'back':
    case 'forward':
      stepOnce(target);
      return;
    default:
      navigate({ screen: target });
  }
}

export function startNavigationEvents(api: Api): () => void {
  return api.on('app.navigate', carryOut);
}
