import { termsQuestion } from '../../core/civitai/endpoints';
import { wireTerms } from '../../core/civitai/wire';
import type { SeenAnswers } from './seen-answers';

/**
 * Whether a version is given to signed-in people only.
 *
 * @returns null where the service does not say, also when it does not answer: it is a hint before a download,
 *   and the download itself tells for certain
 */
export async function needsLogin(
  answers: Pick<SeenAnswers, 'ask'>,
  versionId: number,
): Promise<boolean | null> {
  const answer = await answers.ask(termsQuestion(versionId), { urgency: 'ahead' });
  if (!answer.ok) return null;
  const terms = wireTerms.safeParse(answer.value.value);
  return terms.success ? terms.data.requireAuth : null;
}
