// Controls that reorder or hide what stands around them, and C0/C1 controls. A name that carries them could
// turn Civet's own sentence about it into another one.
const DECEIVING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The same text without what a terminal or a reader would obey: control and reordering characters. */
export function withoutControls(untrusted: string): string {
  return untrusted.toWellFormed().replace(DECEIVING, ' ');
}

/** JSON in which such characters are written as escapes, so that a terminal may show it. */
export function escapeControls(json: string): string {
  return json.replace(DECEIVING, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A short text of a stranger, such as a name or a tag, made safe to stand inside a sentence. */
export function cleanLine(untrusted: string): string {
  return withoutControls(untrusted).replace(/\s+/g, ' ').trim();
}

/** Several lines of a stranger, such as a prompt: each without controls, none at the ends that is empty. */
export function cleanText(untrusted: string): string {
  return untrusted
    .split(/\r\n?|\n/)
    .map((line) => withoutControls(line).trimEnd())
    .join('\n')
    .trim();
}
