import type { SearchWish } from '../../shared/civitai/search';
import type { DownloadId } from '../../shared/ids';
import type { Api } from '../../shared/ipc/contract';
import { showQueueTab, wantRowInView } from '../features/queue/queue-view';
import { searchForOthers } from '../stores/follow-filters';
import { useRuleDraft } from '../stores/rule-draft';
import { hasSelection } from '../stores/selection';
import { useSettingsStore } from '../stores/settings';
import { changeSearch, navigate, type Route, returnTo, selectDownload, useViewStore } from '../stores/view';
import { isBehindDialog } from './is-behind-dialog';
import { isTyping } from './is-typing';

interface LeftPlace {
  readonly history: readonly Route[];
  readonly position: number;
  readonly search: SearchWish;
  readonly selectedDownloadId: DownloadId | null;
  readonly selectedLibraryId: number | null;
}

/** What is ticked, asked or half written is in no place but the page. */
function isSomethingLeft(): boolean {
  const { activeElement } = document;
  const isSearch = activeElement instanceof HTMLInputElement && activeElement.type === 'search';
  const isRuleWritten = useRuleDraft.getState().draft !== null;
  return isBehindDialog() || isRuleWritten || hasSelection() || (isTyping(activeElement) && !isSearch);
}

function placeNow(): string | null {
  if (isSomethingLeft()) return null;
  const { history, position, search, selectedDownloadId, selectedLibraryId } = useViewStore.getState();
  const place: LeftPlace = { history, position, search, selectedDownloadId, selectedLibraryId };
  return JSON.stringify(place);
}

function comeBackTo(written: string): void {
  // Only `placeNow` of this same program has written it: it never leaves main's memory.
  const { search, ...place } = JSON.parse(written) as LeftPlace;
  // Filters of somebody else's link are not kept as the user's own.
  searchForOthers(() => changeSearch(search));
  returnTo(place);
}

/** Somebody has pressed on this one outside the window. */
function showDownload(id: DownloadId): void {
  if (isBehindDialog()) return;
  navigate({ screen: 'queue' });
  showQueueTab('all');
  selectDownload(id);
  wantRowInView(id);
}

/**
 * Says where the user is when the window is hidden, since main may let go of the page then, and goes back there in a
 * page that was made anew.
 */
export function startLeftPlace(api: Api): () => void {
  const stopLeaving = api.on('app.windowHidden', () => {
    void api.invoke('presence.leavePlace', { place: placeNow() });
  });
  const stopShowing = api.on('app.showDownload', showDownload);
  let stopPreparing = () => {};
  const comeBack = async () => {
    const answer = await api.invoke('presence.takePlace');
    // Whoever has gone somewhere by now does not want to be taken away.
    if (answer.ok && answer.value !== null && useViewStore.getState().history.length === 1)
      comeBackTo(answer.value);
  };
  // The filters of the last time come with the settings, and are to be there before.
  if (useSettingsStore.getState().settings !== null) void comeBack();
  else {
    stopPreparing = useSettingsStore.subscribe(({ settings }) => {
      if (settings === null) return;
      stopPreparing();
      void comeBack();
    });
  }
  return () => {
    stopLeaving();
    stopShowing();
    stopPreparing();
  };
}
