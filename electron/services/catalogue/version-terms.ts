import type { VersionTerms } from '../../../shared/civitai/access';
import { type Question, termsQuestion, versionQuestion } from '../../core/civitai/endpoints';
import { wireTerms, wireUsage } from '../../core/civitai/wire';
import type { SeenAnswers } from './seen-answers';

type Asked = Pick<SeenAnswers, 'ask'>;

/**
 * What stands in the way of a download and only other answers than the one about the model say.
 *
 * Each is null where the service does not say it, also when it does not answer: these are hints before a
 * download, and the download itself tells for certain.
 */
export async function versionTerms(answers: Asked, versionId: number): Promise<VersionTerms> {
  const [terms, version] = await Promise.all([
    ask(answers, termsQuestion(versionId)),
    ask(answers, versionQuestion(versionId)),
  ]);
  const needsLogin = wireTerms.safeParse(terms).data?.requireAuth ?? null;
  const usage = wireUsage.safeParse(version).data?.usageControl ?? null;
  return { needsLogin, isDownloadable: usage === null ? null : usage.toLowerCase() === 'download' };
}

async function ask(answers: Asked, question: Question): Promise<unknown> {
  // What the user looks at already goes before what is added to it.
  const answer = await answers.ask(question, { urgency: 'ahead' });
  return answer.ok ? answer.value.value : null;
}
