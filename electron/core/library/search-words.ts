/** Letters as they are compared: without case, accents and other forms of the same sign. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** The words of a search; each must occur. */
export function wordsToFind(text: string): readonly string[] {
  return folded(text).split(/\s+/).filter(Boolean);
}

/** One text in which all that an entry can be found by stands, each part on a line of its own. */
export function findableText(parts: readonly (string | null)[]): string {
  return folded(parts.filter((part) => part !== null && part !== '').join('\n'));
}
