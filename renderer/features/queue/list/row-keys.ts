import type { KeyboardEvent } from 'react';
import type { DownloadView } from '../../../../shared/download/download';
import { actionsFor, type DownloadAction } from '../possible-actions';

/** What a key asks of the active row; null when it asks nothing. */
export function rowCommand(
  event: KeyboardEvent<HTMLElement>,
  { state }: DownloadView,
): DownloadAction | 'details' | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const actions = actionsFor(state.kind);
  switch (event.key) {
    case 'Enter': {
      // On a button, Enter presses the button. Key events of this page come from elements only.
      const isOnRow = (event.target as HTMLElement).dataset.rowId !== undefined;
      return isOnRow ? 'details' : null;
    }
    case 'p':
    case 'P':
      return actions.find((action) => action === 'pause' || action === 'resume') ?? null;
    case 'Delete':
    case 'Backspace':
      return actions.find((action) => action === 'cancel' || action === 'remove') ?? null;
    default:
      return null;
  }
}
