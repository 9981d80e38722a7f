import { shell } from 'electron';
import type { Failure } from '../../shared/failure';
import { ok, type Result } from '../../shared/result';
import { judgeExternalLink } from '../core/links';

/** The only way out of Civet into the system's browser. */
export async function openExternal(untrustedUrl: string): Promise<Result<null, Failure>> {
  const judged = judgeExternalLink(untrustedUrl);
  if (!judged.ok) return judged;
  await shell.openExternal(judged.value);
  return ok(null);
}
