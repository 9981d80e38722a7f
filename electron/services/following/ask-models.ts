import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { modelQuestion, modelsQuestion, type Question } from '../../core/civitai/endpoints';
import { readPage } from '../../core/civitai/paging';
import type { AskWish, CivitaiApi } from '../../core/civitai/ports';
import { wireModel } from '../../core/civitai/wire';
import type { KnownVersions } from '../../core/following/judge-look';
import { newestOfQuestion } from '../../core/following/questions';
import type { Clock } from '../../core/ports';
import { type KnownModel, toKnownModel } from '../catalogue/known-model';

/** Of a creator; the first look at one with more models than they hold has to do without the rest. */
const MOST_PAGES = 20;

export interface AskNeeds {
  readonly api: Pick<CivitaiApi, 'getJson'>;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/**
 * Nobody waits for these answers, and everybody may be shown them: what only an account is told never comes
 * into what is followed, which stays when another one signs in.
 */
function ask(
  { api }: AskNeeds,
  { path, params }: Question,
  wish: AskWish,
): Promise<Result<unknown, Failure>> {
  return api.getJson(path, params, { ...wish, urgency: 'ahead', isAnonymous: true });
}

/** `input.unknownModel` when it is not shown to everybody. */
export async function askModel(
  needs: AskNeeds,
  modelId: number,
  wish: AskWish,
): Promise<Result<KnownModel, Failure>> {
  const answer = await ask(needs, modelQuestion(modelId), wish);
  if (!answer.ok)
    return answer.error.code === 'http.notFound'
      ? err(failure('input.unknownModel', { id: modelId }))
      : answer;
  const wire = wireModel.safeParse(answer.value);
  if (!wire.success) return err(failure('http.badAnswer', { message: 'no model' }));
  return ok(toKnownModel(wire.data, needs.clock.nowMs()));
}

/** Those of them that lists show; others have to be asked for one by one. */
export async function askModels(
  needs: AskNeeds,
  modelIds: readonly number[],
  wish: AskWish,
): Promise<Result<readonly KnownModel[], Failure>> {
  const answer = await ask(needs, modelsQuestion('ids', modelIds), wish);
  if (!answer.ok) return answer;
  const page = readModels(needs, answer.value, null);
  return page === null ? err(failure('http.badAnswer', { message: 'no list of models' })) : ok(page.items);
}

export interface CreatorModels {
  readonly models: readonly KnownModel[];
  /** It was one answer, and there was no more behind it. */
  readonly isWhole: boolean;
}

/**
 * The newest models of a creator, and older ones as long as an answer holds something that is not known.
 *
 * @returns all of it or nothing: what is known must have no gap. `input.unknownCreator` when nobody has the name
 */
export async function askCreator(
  needs: AskNeeds,
  username: string,
  known: KnownVersions,
  wish: AskWish,
): Promise<Result<CreatorModels, Failure>> {
  const models = new Map<number, KnownModel>();
  const cursors = new Set<string>();
  let cursor: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const answer = await ask(needs, newestOfQuestion(username, cursor), wish);
    if (!answer.ok)
      return answer.error.code === 'http.notFound'
        ? err(failure('input.unknownCreator', { name: username }))
        : answer;
    const page = readModels(needs, answer.value, cursor);
    if (page === null) return err(failure('http.badAnswer', { message: 'no list of models' }));
    for (const model of page.items) models.set(model.id, model);
    cursor = page.nextCursor;
    // Pages run short, and some are empty, though more comes behind them (API note 1.1).
    const goesOn = page.items.length === 0 || page.items.some((model) => isUnknown(model, known));
    if (cursor === null || cursors.has(cursor) || !goesOn || pages === MOST_PAGES)
      return ok({ models: [...models.values()], isWhole: cursor === null && pages === 1 });
    cursors.add(cursor);
  }
}

function isUnknown({ id, versions }: KnownModel, known: KnownVersions): boolean {
  const before = known.get(id);
  return before === undefined || versions.some((version) => !before.has(version.id));
}

function readModels(needs: AskNeeds, answer: unknown, cursor: string | null) {
  return readPage(
    answer,
    (entry) => {
      const wire = wireModel.safeParse(entry);
      return wire.success ? { key: wire.data.id, item: toKnownModel(wire.data, needs.clock.nowMs()) } : null;
    },
    cursor,
  );
}
