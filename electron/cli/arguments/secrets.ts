import { carriesToken } from '../../../shared/carries-token';

/**
 * Why a token is refused where everybody can read it. Nothing of what was given is repeated: the
 * terminal, too, has a memory.
 */
export const NO_TOKEN_HERE =
  'A token is never taken from the command line: every program on this machine can read it there, and your shell keeps it in its history.';
export const TOKEN_PLACES = 'Put it into the variable CIVITAI_TOKEN, or pipe it in with --token-stdin.';

const TOKEN_FLAG = /token|secret|passw|bearer|credential|auth|api-?key|^key$|^header$/i;

/** Whether a flag, without its dashes and value, is one that elsewhere takes a token. */
export function looksLikeTokenFlag(name: string): boolean {
  // `-H` is how other tools take a header.
  return name === 'H' || (name !== 'token-stdin' && TOKEN_FLAG.test(name));
}

/** What was given, for a sentence about it: cut, and not at all when it could be a token. */
export function quotable(text: string): string {
  if (carriesToken(text) || /(?:^|[^/\w-])[\w-]{24,}$/.test(text)) return 'That';
  return `“${text.length > 80 ? `${text.slice(0, 80)}…` : text}”`;
}
