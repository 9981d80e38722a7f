import type { MaturityLevel } from '../../../shared/civitai/model';
import type { SearchQuery } from '../../../shared/civitai/search';
import type { SeenModelName } from '../../../shared/civitai/seen-models';
import type { Failure } from '../../../shared/failure';
import type { SearchPage } from '../../../shared/ipc/contract';
import type { Result } from '../../../shared/result';
import { type SeenModels, wordsOf } from '../../core/civitai/seen-models';
import type { Catalogue } from './catalogue';

/** As many as can be taken in at a glance, after those that are among the results are left out. */
const MOST_FOUND = 30;

export interface SeenNamesNeeds {
  readonly catalogue: Pick<Catalogue, 'search'>;
  readonly models: SeenModels;
  /** Whose searches are kept apart from each other; empty while nobody is signed in. */
  readonly owner: () => string;
}

/** Remembers the names in every list, because the service's search by words forgets some (peers, section 3.9). */
export class SeenNames {
  constructor(private readonly needs: SeenNamesNeeds) {}

  /** @param signal aborted when nobody waits for it any more; then `input.cancelled` */
  async search(query: SearchQuery, signal?: AbortSignal): Promise<Result<SearchPage, Failure>> {
    const owner = this.needs.owner();
    const page = await this.needs.catalogue.search(query, signal ? { signal } : {});
    // Somebody may have signed in or out meanwhile; then these names were for somebody who has gone.
    if (page.ok && this.needs.owner() === owner) {
      const names = page.value.items.map(({ id: modelId, name, type, baseModel, creator, maturity }) => {
        return { modelId, name, type, baseModel, creator, maturity };
      });
      this.needs.models.keep(owner, names);
    }
    return page;
  }

  /** Models whose name or creator holds all the words, whether the service finds them now or not. */
  find(text: string, limit: MaturityLevel): readonly SeenModelName[] {
    return this.needs.models.find(this.needs.owner(), wordsOf(text), limit, MOST_FOUND);
  }
}
