const BEARER = /\b(bearer)\s+[^\s"',;]+/gi;
const QUERY = /(\bhttps?:\/\/[^\s"'?]+)\?[^\s"']*/gi;
const NAMED = /\b(token|api_?key|authorization|signature)(["']?\s*[:=]\s*["']?)[^\s"'&,;}]+/gi;

/**
 * Takes out of a text what no log may hold: tokens, and the queries of addresses, which carry
 * signatures and sometimes tokens.
 *
 * @param secrets values known to be secret, removed wherever they stand
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, '[secret]');
  return clean.replace(BEARER, '$1 [secret]').replace(QUERY, '$1?[query]').replace(NAMED, '$1$2[secret]');
}
