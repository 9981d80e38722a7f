import { emptySearch } from '../../../shared/civitai/search';
import { type Question, searchQuestion } from '../civitai/endpoints';

/**
 * A creator's models by the date of their last version, of every level: what is new must not depend on what
 * the user wants to see just now.
 *
 * @param cursor null for the first page
 */
export function newestOfQuestion(username: string, cursor: string | null): Question {
  return searchQuestion({ ...emptySearch, creator: username, sort: 'Newest', maturity: 'XXX', cursor });
}
