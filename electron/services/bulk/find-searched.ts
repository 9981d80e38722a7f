import type { PlanSource } from '../../../shared/bulk/plan';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { findModels, type SearchNeeds } from '../catalogue/search-models';
import { type Find, type Finder, findsOfVersion } from './findings';
import { ANY_FILE, fileOf, type PlannedModel, toPlannedModel } from './planned-model';

/** A creator with more models than this is a factory; whoever wants more plans again. */
const MOST_PAGES = 200;

export type SearchSource = Extract<PlanSource, { kind: 'search' }>;

/** Everything that a search finds, page by page, in its order. */
export async function findSearched(
  needs: Pick<SearchNeeds, 'answers' | 'clock' | 'settings'>,
  { wish, versions }: SearchSource,
  finder: Finder,
): Promise<Result<null, Failure>> {
  const seen = new Set<number>();
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    if (finder.signal.aborted || !finder.hasRoom()) return ok(null);
    const { maturity, preference } = needs.settings();
    const query = { ...wish, maturity, cursor };
    const found = await findModels(needs, query, { urgency: 'ahead' });
    if (finder.signal.aborted) return ok(null);
    if (!found.ok) return found;
    const fresh = found.value.models.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    const models = fresh.map((model) => toPlannedModel(model, maturity, found.value.seen.atMs));
    finder.leftOut(found.value.aboveLevelIds);
    const isPrivate = wish.onlyFavorites || wish.onlyHidden;
    const finds = models.flatMap((model) => findsOf(model, versions, preference));
    finder.found(finds.map((find) => ({ ...find, isPrivate })));
    cursor = found.value.nextCursor;
    finder.went(seen.size, cursor === null ? seen.size : null);
    if (cursor === null) return ok(null);
  }
  return err(failure('input.listTooLong'));
}

/** A model without versions has nothing to download. */
export function findsOf(
  model: PlannedModel,
  versions: SearchSource['versions'],
  preference: Parameters<typeof fileOf>[2],
): readonly Find[] {
  return model.versions
    .slice(0, versions === 'all' ? undefined : 1)
    .flatMap((version) => findsOfVersion(model, version, fileOf(version, ANY_FILE, preference)));
}
