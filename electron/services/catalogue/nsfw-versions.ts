import { MATURITY_BITS } from '../../../shared/civitai/model';
import { type Failure, type FailureCode, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { MOST_BY_ID, modelsQuestion } from '../../core/civitai/endpoints';
import { maturityOfModel } from '../../core/civitai/read-model';
import { readModelPage } from './search-models';
import type { SeenAnswers } from './seen-answers';

/** Questions that a page of pictures may cost besides its own. */
const MOST_QUESTIONS = 3;
/** The service does not take the question, so it cannot be asked for more than the pictures' own levels. */
const NOT_TAKEN: ReadonlySet<FailureCode> = new Set(['http.rejected', 'http.notFound']);

/**
 * Which of these versions belong to models that count as NSFW with all their pictures. What there was no question left
 * for counts as such.
 *
 * Versions that no list shows are not among them; then a picture's own level is all there is to go by.
 *
 * @returns a failure when it could not be found out now, so that nothing is shown that must not be
 */
export async function nsfwVersions(
  answers: Pick<SeenAnswers, 'ask'>,
  versionIds: readonly number[],
): Promise<Result<ReadonlySet<number>, Failure>> {
  const all = [...new Set(versionIds)].toSorted((a, b) => a - b);
  const ids = all.slice(0, MOST_QUESTIONS * MOST_BY_ID);
  const parts = Array.from({ length: Math.ceil(ids.length / MOST_BY_ID) }, (_, at) =>
    ids.slice(at * MOST_BY_ID, (at + 1) * MOST_BY_ID),
  );
  const found = new Set(all.slice(ids.length));
  for (const answer of await Promise.all(
    parts.map((part) => answers.ask(modelsQuestion('modelVersionIds', part))),
  )) {
    if (!answer.ok && NOT_TAKEN.has(answer.error.code)) continue;
    if (!answer.ok) return answer;
    const page = readModelPage(answer.value.value, null);
    if (page === null) return err(failure('http.badAnswer', { message: 'no list of models' }));
    for (const model of page.items)
      if (MATURITY_BITS[maturityOfModel(model)] >= MATURITY_BITS.R)
        for (const { id } of model.modelVersions) found.add(id);
  }
  return ok(found);
}
