/** Keys for words that others wrote and that may come twice. */
export function keyed(words: readonly string[]): readonly { readonly key: string; readonly word: string }[] {
  return words.map((word, position) => ({ key: `${position} ${word}`, word }));
}
