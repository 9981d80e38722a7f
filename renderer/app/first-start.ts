import { useEntryStore } from '../stores/entry';
import { navigate, useViewStore } from '../stores/view';

/** Leads somebody new to the setup, once per start, unless a link has led them elsewhere meanwhile. The answer ends it. */
export function startFirstStart(): () => void {
  const stop = useEntryStore.subscribe(({ entry }) => {
    if (entry === null) return;
    stop();
    const { route, position } = useViewStore.getState();
    if (entry.isFirstStart && position === 0 && route.screen === 'discover') navigate({ screen: 'welcome' });
  });
  return stop;
}
