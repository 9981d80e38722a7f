import type { Api } from '../../shared/ipc/contract';
import { useSettingsStore } from '../stores/settings';
import { openModel, takeWish } from './search-actions';

/** Follows the links that Civet is started with: the first one, and each that comes while it is open. */
export function startArrivingLinks(api: Api): () => void {
  const take = async () => {
    const answer = await api.invoke('app.takeLink');
    const link = answer.ok ? answer.value : null;
    if (link?.kind === 'wish') takeWish(link.wish);
    else if (link?.kind === 'model') openModel(link.modelId, link.versionId);
  };
  const stopListening = api.on('app.linkArrived', () => void take());
  // The filters of the last time come with the settings; a link is about others, so it comes after them.
  let stopWaiting = () => {};
  if (useSettingsStore.getState().settings !== null) void take();
  else {
    stopWaiting = useSettingsStore.subscribe(({ settings }) => {
      if (settings === null) return;
      stopWaiting();
      void take();
    });
  }
  return () => {
    stopListening();
    stopWaiting();
  };
}
