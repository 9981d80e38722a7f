import { assertNever } from '../../shared/assert-never';
import type { Arrival } from '../../shared/civitai/arrival';
import { searchForOthers } from '../stores/follow-filters';
import { openModel, openPictures, takeWish } from './search-actions';

/**
 * Shows what came from outside: its page, or the plan with what it names. Nothing is fetched before a click.
 *
 * @param plan puts a list into the plan and shows it
 */
export function followArrival(arrival: Arrival, plan: (text: string) => unknown): void {
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
      plan(arrival.text);
      return;
    default:
      assertNever(arrival);
  }
}
