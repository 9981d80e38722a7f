/** A text as it is searched: without case, accents and punctuation, its words parted by one space. */
export function searchable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The different words of what somebody typed; letters and digits only, so they are safe in any query. */
export function searchWords(text: string): readonly string[] {
  return [...new Set(searchable(text).split(' '))].filter((word) => word !== '');
}
