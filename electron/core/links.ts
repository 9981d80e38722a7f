import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';

// Where links of creators usually lead. Everything else can be copied, not opened with one click.
const OPENABLE_HOSTS = [
  'civitai.com',
  'civitai.red',
  'civitai.green',
  'huggingface.co',
  'github.com',
  'arxiv.org',
  'wikipedia.org',
] as const;

/**
 * Judges a link before the system's browser opens it: https, a known host or one below it, no name
 * or password. `input.linkRefused` otherwise.
 */
export function judgeExternalLink(untrustedUrl: string): Result<string, Failure> {
  const refused = err(failure('input.linkRefused', { host: untrustedUrl.slice(0, 120) }));
  if (!URL.canParse(untrustedUrl)) return refused;
  const url = new URL(untrustedUrl);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '')
    return refused;
  const isKnown = OPENABLE_HOSTS.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
  return isKnown ? ok(url.href) : refused;
}
