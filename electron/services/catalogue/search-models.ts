import { chooseFile, isDangerous } from '../../../shared/civitai/choose-file';
import type { MaturityLevel, ModelSummary } from '../../../shared/civitai/model';
import type { SearchQuery } from '../../../shared/civitai/search';
import type { Seen } from '../../../shared/civitai/seen';
import { type Failure, failure } from '../../../shared/failure';
import type { SearchPage } from '../../../shared/ipc/contract';
import { err, ok, type Result } from '../../../shared/result';
import type { Settings } from '../../../shared/settings/schema';
import { searchQuestion } from '../../core/civitai/endpoints';
import { passesOwnFilters } from '../../core/civitai/own-filters';
import { type ReadPage, readPage } from '../../core/civitai/paging';
import { isWithin } from '../../core/civitai/read-model';
import { type WireModel, wireModel } from '../../core/civitai/wire';
import type { Clock, PictureBook } from '../../core/ports';
import { type KnownModel, namePicture, toKnownModel } from './known-model';
import type { SeenAnswers, SeenWish } from './seen-answers';

export interface SearchNeeds {
  readonly answers: Pick<SeenAnswers, 'ask'>;
  readonly clock: Clock;
  readonly pictures: PictureBook;
  readonly settings: () => Settings;
}

/** One page of what a search finds, as main knows it. */
export interface KnownPage {
  readonly models: readonly KnownModel[];
  readonly nextCursor: string | null;
  readonly skippedCount: number;
  readonly leftOutCount: number;
  /** Of models above the level of maturity. */
  readonly aboveLevelIds: readonly number[];
  readonly seen: Seen;
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
  wish: SeenWish = {},
): Promise<Result<SearchPage, Failure>> {
  const page = await findModels(needs, query, wish);
  if (!page.ok) return page;
  const { models, aboveLevelIds: _aboveLevelIds, ...facts } = page.value;
  return ok({ ...facts, items: models.map((model) => summarise(needs, model, query.maturity)) });
}

/** The same with everything that is known of each model. */
export async function findModels(
  needs: Pick<SearchNeeds, 'answers' | 'clock' | 'settings'>,
  query: SearchQuery,
  wish: SeenWish = {},
): Promise<Result<KnownPage, Failure>> {
  const answer = await needs.answers.ask(searchQuestion(query), wish);
  if (!answer.ok) {
    if (query.creator === null || answer.error.code !== 'http.notFound') return answer;
    return err(failure('input.unknownCreator', { name: query.creator }));
  }
  const page = readModelPage(answer.value.value, query.cursor);
  if (page === null) return err(failure('http.badAnswer', { message: 'no list of models' }));
  const models: KnownModel[] = [];
  const aboveLevelIds: number[] = [];
  let leftOutCount = 0;
  const preference = needs.settings().preference;
  for (const wire of page.items) {
    const model = toKnownModel(wire, needs.clock.nowMs());
    if (!isWithin(model.maturity, query.maturity)) aboveLevelIds.push(model.id);
    else if (passesOwnFilters(model, query, preference)) models.push(model);
    else leftOutCount += 1;
  }
  const { nextCursor, skippedCount } = page;
  return ok({ models, nextCursor, skippedCount, leftOutCount, aboveLevelIds, seen: answer.value.seen });
}

/** Null for what is no list. */
export function readModelPage(answer: unknown, cursor: string | null): ReadPage<WireModel> | null {
  const read = (entry: unknown) => {
    const wire = wireModel.safeParse(entry);
    return wire.success ? { key: wire.data.id, item: wire.data } : null;
  };
  return readPage(answer, read, cursor);
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
            sha256: best.hashes.sha256,
            approximateBytes: best.approximateBytes,
            isDangerous: isDangerous(best),
          },
    versionCount: model.versions.length,
  };
}
