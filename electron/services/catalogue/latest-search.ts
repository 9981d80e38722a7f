import type { SearchQuery } from '../../../shared/civitai/search';

/**
 * Calls off the search that the next one takes the place of, as with each letter that is typed. The pages of
 * one search go on side by side.
 */
export class LatestSearch {
  private wish = '';
  private current = new AbortController();

  /** @returns aborted as soon as another search is begun */
  begin({ cursor: _page, ...wish }: SearchQuery): AbortSignal {
    const asked = JSON.stringify(wish);
    if (asked !== this.wish) {
      this.current.abort();
      this.current = new AbortController();
      this.wish = asked;
    }
    return this.current.signal;
  }
}
