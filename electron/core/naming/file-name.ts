/** What a name may be made of on every system Civet runs on, and on the drives they share. */

const MAX_UNITS = 240;
/** Room for ".<8 hex>.part" and for what other tools put beside a model, such as ".civitai.info". */
const RESERVED_UNITS = 32;

// Control and format characters (zero-width, bidirectional, tags), fillers that look like nothing, and
// code points that no text has: they make a name look like another one, or like none.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Noncharacter_Code_Point}\u115f\u1160\u3164\uffa0]/gu;
const DRIVE = /^[a-z]:/i;
const FORBIDDEN = /[<>:"/\\|?*]/g;
// Windows reads these as devices, whatever follows the first dot.
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;
// What models, their companions and pictures are called. A system may run or open anything else by
// itself, so a stranger never gets to choose it. ".5" of "v1.5" is no extension, ".library-ms" is one.
const EXTENSION = /\.(?!v?\d+([-_]|$))([a-z0-9]{1,12}|[a-z][a-z0-9_-]{0,31})$/i;
const HARMLESS =
  /\.(safetensors|sft|ckpt|pt|pt2|pth|bin|pkl|gguf|ggml|onnx|npz|npy|mlmodel|zip|7z|rar|tar|gz|yaml|yml|json|toml|txt|md|csv|png|jpe?g|webp|gif|avif|mp4|webm|part|damaged|blocked)$/i;

/**
 * Makes a name that a stranger chose into one that is safe as a file name on Windows, macOS and
 * Linux. Never empty, never a path, never hidden, never longer than fits with Civet's own suffixes.
 *
 * @param untrustedName as Civitai or a header gave it
 * @param fallback used when nothing usable is left; must be safe itself
 */
export function cleanFileName(untrustedName: string, fallback: string): string {
  const lastSegment = untrustedName.split(/[/\\]/).at(-1) ?? '';
  let name = lastSegment
    .toWellFormed()
    .replace(INVISIBLE, '')
    .replace(/\ufffd/g, '')
    // What is left now stands beside what it belongs to.
    .normalize('NFC')
    .replace(DRIVE, '')
    .replace(FORBIDDEN, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  if (name === '' || /^_+$/.test(name)) return fallback;
  if (DEVICE.test(name)) name = `_${name}`;
  // Where a name is cut, something that looks like an extension may come to its end.
  return withHarmlessEnd(shorten(withHarmlessEnd(name)));
}

function withHarmlessEnd(name: string): string {
  return EXTENSION.test(name) && !HARMLESS.test(name) ? shorten(`${name}.blocked`) : name;
}

function extensionOf(name: string): string {
  const match = /\.[A-Za-z0-9]{1,16}$/.exec(name);
  return match === null || match.index === 0 ? '' : match[0];
}

/** Splits before the last extension; a name without one keeps everything in `stem`. */
export function splitExtension(name: string): { readonly stem: string; readonly extension: string } {
  const extension = extensionOf(name);
  return { stem: name.slice(0, name.length - extension.length), extension };
}

function fits(text: string): boolean {
  const limit = MAX_UNITS - RESERVED_UNITS;
  return text.length <= limit && new TextEncoder().encode(text).length <= limit;
}

// Cuts between whole characters as a reader sees them: half an emoji is no valid name. Only where one
// such character alone is too long, it is cut as well.
function shorten(name: string): string {
  if (fits(name)) return name;
  const { stem, extension } = splitExtension(name);
  // A longer beginning cannot fit, and a stranger's name may be of any length.
  const beginning = stem
    .slice(0, MAX_UNITS)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(beginning)].map(
    (part) => part.segment,
  );
  const characters = graphemes.length > 1 && fits(`${graphemes[0]}${extension}`) ? graphemes : [...beginning];
  while (characters.length > 1 && !fits(characters.join('') + extension)) characters.pop();
  return characters.join('').replace(/[. ]+$/, '') + extension;
}

/**
 * Two names with the same key are one file on a system that folds case or normalises
 * (NTFS, APFS, exFAT), so Civet never lets both exist in one folder.
 */
export function collisionKey(name: string): string {
  // There and back again: "ẞ", "ß" and "SS" are one name, and so are "σ" and "ς". Folding may take
  // letters apart.
  return name.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

/**
 * The first free name: the wanted one; the wanted one with `hint` (for example "fp8"), which tells
 * two files of one version apart; then " (2)", " (3)" and so on.
 *
 * @param takenKeys `collisionKey` of every name in the folder, and of those promised to others
 */
export function chooseFreeName(
  wanted: string,
  hint: string | null,
  takenKeys: Pick<ReadonlySet<string>, 'has'>,
): string {
  if (!takenKeys.has(collisionKey(wanted))) return wanted;
  const { stem, extension } = splitExtension(wanted);
  if (hint !== null && hint !== '') {
    const hinted = cleanFileName(`${stem}_${hint}${extension}`, wanted);
    if (!takenKeys.has(collisionKey(hinted))) return hinted;
  }
  for (let number = 2; ; number += 1) {
    const numbered = `${stem} (${number})${extension}`;
    if (!takenKeys.has(collisionKey(numbered))) return numbered;
  }
}

/** The name of the part file: beside its destination, and unlike any other download's. */
export function partFileName(finalName: string, downloadId: string): string {
  return `${finalName}.${downloadId.slice(0, 8)}.part`;
}

/** The name under which a file with a wrong hash is kept aside; the same for every try of one download. */
export function damagedFileName(finalName: string, downloadId: string): string {
  return `${finalName}.${downloadId.slice(0, 8)}.damaged`;
}
