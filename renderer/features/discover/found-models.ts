import type { ModelSummary } from '../../../shared/civitai/model';
import type { SearchPage } from '../../../shared/ipc/contract';

/** What the pages of a search hold together, each model once, at its first place. */
export interface FoundModels {
  readonly pages: readonly SearchPage[];
  readonly models: readonly ModelSummary[];
  readonly skippedCount: number;
  readonly leftOutCount: number;
  /** Pages in a row, up to the last, that brought no new model. */
  readonly fruitlessPages: number;
  /**
   * Where each model stands. Lists that go on from one another share it, so it may name places beyond the
   * end of the shorter one.
   */
  readonly placeById: Map<number, number>;
}

export const nothingFound: FoundModels = {
  pages: [],
  models: [],
  skippedCount: 0,
  leftOutCount: 0,
  fruitlessPages: 0,
  placeById: new Map(),
};

/**
 * What all pages hold, going on from what the first of them were known to hold: a page more costs as much
 * as that page, however long the list is.
 *
 * @param before what was found in earlier pages; used when they are the first of `pages`
 */
export function findInPages(before: FoundModels, pages: readonly SearchPage[]): FoundModels {
  const goesOn = before.pages.length > 0 && before.pages.every((page, index) => pages[index] === page);
  const start = goesOn ? before : { ...nothingFound, placeById: new Map<number, number>() };
  const fresh = pages.slice(start.pages.length);
  if (goesOn && fresh.length === 0) return before;
  const { placeById } = start;
  const models = [...start.models];
  let { skippedCount, leftOutCount, fruitlessPages } = start;
  for (const page of fresh) {
    const countBefore = models.length;
    for (const model of page.items) {
      const place = placeById.get(model.id);
      if (place !== undefined && models[place]?.id === model.id) continue;
      placeById.set(model.id, models.length);
      models.push(model);
    }
    skippedCount += page.skippedCount;
    leftOutCount += page.leftOutCount;
    fruitlessPages = models.length === countBefore ? fruitlessPages + 1 : 0;
  }
  return { pages, models, skippedCount, leftOutCount, fruitlessPages, placeById };
}
