import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';

const LONGEST_TOKEN = 512;

/**
 * The API token from standard input or from CIVITAI_TOKEN, which is taken out of the environment on
 * the way: nothing that this process starts inherits it.
 *
 * @returns null when there is none, also on standard input; `access.tokenRejected` for what cannot be a token
 */
export async function takeToken(
  env: NodeJS.ProcessEnv,
  stdin: AsyncIterable<unknown> | null,
): Promise<Result<string | null, Failure>> {
  const fromEnvironment = env.CIVITAI_TOKEN ?? '';
  delete env.CIVITAI_TOKEN;
  const text = (stdin === null ? fromEnvironment : await readSome(stdin)).trim();
  if (text === '') return ok(null);
  // A header cannot carry anything else.
  if (!/^[\x21-\x7e]+$/.test(text) || text.length > LONGEST_TOKEN)
    return err(failure('access.tokenRejected'));
  return ok(text);
}

async function readSome(stdin: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of stdin) {
    text += String(chunk);
    // Whatever this is, it is no token.
    if (text.length > LONGEST_TOKEN * 2) break;
  }
  return text;
}
