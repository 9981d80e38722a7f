import type { Api } from '../../shared/ipc/contract';
import { useSettingsStore } from '../stores/settings';
import { followArrival } from './follow-arrival';
import { isBehindDialog } from './is-behind-dialog';

/**
 * Follows the links that Civet is started with: the first one, and each that comes while it is open. What comes
 * while a dialog is open, with words in it perhaps, waits until it is closed; the last one is the one that opens.
 *
 * @param plan puts a list into the plan and shows it
 * @param afterDialogs calls back once no dialog is open, which may be at once; its answer gives that up
 */
export function startArrivingLinks(
  api: Api,
  plan: (text: string) => unknown,
  afterDialogs = whenNoDialogIsOpen,
): () => void {
  const take = async () => {
    const answer = await api.invoke('app.takeLink');
    const link = answer.ok ? answer.value : null;
    if (link !== null) followArrival(link, plan);
  };
  let stopWaiting = () => {};
  const takeLater = () => {
    stopWaiting();
    stopWaiting = afterDialogs(() => void take());
  };
  const isReady = () => useSettingsStore.getState().settings !== null;
  const stopListening = api.on('app.linkArrived', () => isReady() && takeLater());
  // The filters of the last time come with the settings; a link is about others, so it comes after them.
  let stopPreparing = () => {};
  if (isReady()) takeLater();
  else {
    stopPreparing = useSettingsStore.subscribe(({ settings }) => {
      if (settings === null) return;
      stopPreparing();
      takeLater();
    });
  }
  return () => {
    stopListening();
    stopPreparing();
    stopWaiting();
  };
}

function whenNoDialogIsOpen(then: () => void): () => void {
  if (!isBehindDialog()) {
    then();
    return () => {};
  }
  const observer = new MutationObserver(() => {
    if (isBehindDialog()) return;
    observer.disconnect();
    then();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}
