import { assertNever } from '../../shared/assert-never';
import type { Arrival } from '../../shared/civitai/arrival';
import { planDroppedText } from '../features/inspection/actions';
import { searchForOthers } from '../stores/follow-filters';
import { openModel, openPictures, takeWish } from './search-actions';

/** Shows what came from outside: its page, or the plan with what it names. Nothing is fetched before a click. */
export function followArrival(arrival: Arrival): void {
  switch (arrival.kind) {
    case 'wish':
      searchForOthers(() => takeWish(arrival.wish));
      return;
    case 'model':
      openModel(arrival.modelId, arrival.versionId);
      return;
    case 'pictures':
      openPictures(arrival.subject);
      return;
    case 'list':
      void planDroppedText(arrival.text);
      return;
    default:
      assertNever(arrival);
  }
}
