import { chooseFile, isDangerous } from '../../../shared/civitai/choose-file';
import type { MaturityLevel, ModelSummary } from '../../../shared/civitai/model';
import type { SearchQuery } from '../../../shared/civitai/search';
import { type Failure, failure } from '../../../shared/failure';
import type { SearchPage } from '../../../shared/ipc/contract';
import { err, ok, type Result } from '../../../shared/result';
import type { Settings } from '../../../shared/settings/schema';
import { searchQuestion } from '../../core/civitai/endpoints';
import { passesOwnFilters } from '../../core/civitai/own-filters';
import { isWithin } from '../../core/civitai/read-model';
import { nextCursor } from '../../core/civitai/search-params';
import { wireListing, wireModel } from '../../core/civitai/wire';
import type { Clock, PictureBook } from '../../core/ports';
import { type KnownModel, namePicture, toKnownModel } from './known-model';
import type { SeenAnswers } from './seen-answers';

export interface SearchNeeds {
  readonly answers: Pick<SeenAnswers, 'ask'>;
  readonly clock: Clock;
  readonly pictures: PictureBook;
  readonly settings: () => Settings;
}

/**
 * One page. Entries that cannot be understood are counted, not fatal; too mature ones are dropped, and so is
 * what the filters leave out that Civet applies itself.
 *
 * @returns `input.unknownCreator` when the service knows nobody of that name
 */
export async function searchModels(
  needs: SearchNeeds,
  query: SearchQuery,
): Promise<Result<SearchPage, Failure>> {
  const answer = await needs.answers.ask(searchQuestion(query));
  if (!answer.ok) {
    if (query.creator === null || answer.error.code !== 'http.notFound') return answer;
    return err(failure('input.unknownCreator', { name: query.creator }));
  }
  const listing = wireListing.safeParse(answer.value.value);
  if (!listing.success) return err(failure('http.badAnswer', { message: 'no list of models' }));
  const items: ModelSummary[] = [];
  let skippedCount = 0;
  let leftOutCount = 0;
  const preference = needs.settings().preference;
  for (const entry of listing.data.items) {
    const wire = wireModel.safeParse(entry);
    if (!wire.success) {
      skippedCount += 1;
      continue;
    }
    const model = toKnownModel(wire.data, needs.clock.nowMs());
    if (!isWithin(model.maturity, query.maturity)) continue;
    if (passesOwnFilters(model, query, preference)) items.push(summarise(needs, model, query.maturity));
    else leftOutCount += 1;
  }
  const cursor = nextCursor(listing.data.metadata);
  // The same cursor again would be the same page for ever.
  return ok({
    items,
    nextCursor: cursor === query.cursor ? null : cursor,
    skippedCount,
    leftOutCount,
    seen: answer.value.seen,
  });
}

function summarise(
  { pictures, settings }: Pick<SearchNeeds, 'pictures' | 'settings'>,
  model: KnownModel,
  limit: MaturityLevel,
): ModelSummary {
  const first = model.versions[0];
  const files = first?.files ?? [];
  const choice = chooseFile(files, settings().preference);
  const best = files.find((file) => file.id === choice?.fileId);
  const picture = model.versions
    .flatMap((version) => version.pictures)
    .find((entry) => isWithin(entry.maturity, limit));
  return {
    id: model.id,
    name: model.name,
    type: model.type,
    maturity: model.maturity,
    creator: model.creator,
    downloadCount: model.downloadCount,
    likeCount: model.likeCount,
    baseModel: first?.baseModel ?? null,
    picture: picture === undefined ? null : namePicture(pictures, picture),
    access: first?.access ?? { kind: 'open' },
    isPickleOnly: files.length > 0 && files.every((file) => file.format === 'PickleTensor'),
    bestFile:
      first === undefined || best === undefined
        ? null
        : {
            versionId: first.id,
            fileId: best.id,
            approximateBytes: best.approximateBytes,
            isDangerous: isDangerous(best),
          },
    versionCount: model.versions.length,
  };
}
