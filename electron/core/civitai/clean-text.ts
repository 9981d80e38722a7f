// Controls that reorder or hide what stands around them, and C0/C1 controls. A name that carries them could
// turn Civet's own sentence about it into another one.
const DECEIVING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A short text of a stranger, such as a name or a tag, made safe to stand inside a sentence. */
export function cleanLine(untrusted: string): string {
  return untrusted.toWellFormed().replace(DECEIVING, ' ').replace(/\s+/g, ' ').trim();
}
