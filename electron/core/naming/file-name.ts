/** What a name may be made of on every system Civet runs on, and on the drives they share. */

const MAX_UNITS = 240;
/** Room for ".<8 hex>.part" and for what other tools put beside a model, such as ".civitai.info". */
const RESERVED_UNITS = 32;
/** Of a name as it is chosen, with its extension, in UTF-8 and in UTF-16 units alike. */
export const LONGEST_NAME_BYTES = MAX_UNITS - RESERVED_UNITS;
/** Several folders and a name have to fit into one path, which some systems count. */
const LONGEST_FOLDER_BYTES = 80;

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

// macOS runs "x.app", Windows opens "x.{a class of its own}". ".1 D" of "Flux.1 D" is part of a name.
const SPECIAL_FOLDER = /\.(?=[a-z{][^ ]*$|\{[^}]*\}$)/gi;

/**
 * Makes a name that a stranger chose into one that is safe as a file name on Windows, macOS and
 * Linux. Never empty, never a path, never hidden, never longer than fits with Civet's own suffixes.
 *
 * @param untrustedName as Civitai or a header gave it
 * @param fallback used when nothing usable is left; must be safe itself
 */
export function cleanFileName(untrustedName: string, fallback: string): string {
  let name = cleanSigns(untrustedName.split(/[/\\]/).at(-1) ?? '');
  if (name === '' || /^_+$/.test(name)) return fallback;
  if (DEVICE.test(name)) name = `_${name}`;
  // Where a name is cut, something that looks like an extension may come to its end.
  return withHarmlessEnd(shorten(withHarmlessEnd(name)));
}

/**
 * The same for a folder, of which some systems also make a program or a link by how it ends. Slashes become part of
 * the name, so it is always one folder. Empty when nothing usable is left.
 */
export function cleanFolderName(untrustedName: string): string {
  const name = cleanSigns(untrustedName.replace(/[/\\:]+/g, '_')).replace(SPECIAL_FOLDER, '_');
  if (name === '' || /^_+$/.test(name)) return '';
  const safe = DEVICE.test(name) ? `_${name}` : name;
  return shorten(safe, LONGEST_FOLDER_BYTES, '').replace(SPECIAL_FOLDER, '_');
}

/** Leaves nothing that some system takes for a path, or a reader for something else. */
function cleanSigns(untrusted: string): string {
  return (
    untrusted
      .toWellFormed()
      .replace(INVISIBLE, '')
      .replace(/\ufffd/g, '')
      // What is left now stands beside what it belongs to.
      .normalize('NFC')
      .replace(DRIVE, '')
      .replace(FORBIDDEN, '_')
      .replace(/\s+/g, ' ')
      .replace(/^[. ]+/, '')
      .replace(/[. ]+$/, '')
  );
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

/** In UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function fits(text: string, limit: number): boolean {
  return text.length <= limit && byteLength(text) <= limit;
}

// Cuts between whole characters as a reader sees them: half an emoji is no valid name. Only where one
// such character alone is too long, it is cut as well.
function shorten(name: string, limit = LONGEST_NAME_BYTES, extension = extensionOf(name)): string {
  if (fits(name, limit)) return name;
  const stem = name.slice(0, name.length - extension.length);
  // A longer beginning cannot fit, and a stranger's name may be of any length.
  const beginning = stem
    .slice(0, MAX_UNITS)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(beginning)].map(
    (part) => part.segment,
  );
  const isWhole = graphemes.length > 1 && fits(`${graphemes[0]}${extension}`, limit);
  const characters = isWhole ? graphemes : [...beginning];
  while (characters.length > 1 && !fits(characters.join('') + extension, limit)) characters.pop();
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
  for (const name of namesInTurn(wanted, hint)) if (!takenKeys.has(collisionKey(name))) return name;
  throw new Error('There is no end of names in turn.');
}

/** The names that `chooseFreeName` passes over, as keys: an earlier copy of the same file has one of them. */
export function rivalKeys(
  wanted: string,
  hint: string | null,
  takenKeys: Pick<ReadonlySet<string>, 'has'>,
): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const name of namesInTurn(wanted, hint)) {
    if (!takenKeys.has(collisionKey(name))) break;
    keys.add(collisionKey(name));
  }
  return keys;
}

function* namesInTurn(wanted: string, hint: string | null): Generator<string> {
  yield wanted;
  const hinted = hintedName(wanted, hint);
  if (hinted !== null) yield hinted;
  const { stem, extension } = splitExtension(wanted);
  for (let number = 2; ; number += 1) yield `${stem} (${number})${extension}`;
}

function hintedName(wanted: string, hint: string | null): string | null {
  const { stem, extension } = splitExtension(wanted);
  return hint === null || hint === '' ? null : cleanFileName(`${stem}_${hint}${extension}`, wanted);
}

/** The name of the part file: beside its destination, and unlike any other download's. */
export function partFileName(finalName: string, downloadId: string): string {
  return `${finalName}.${downloadId.slice(0, 8)}.part`;
}

/** The name under which a file with a wrong hash is kept aside; the same for every try of one download. */
export function damagedFileName(finalName: string, downloadId: string): string {
  return `${finalName}.${downloadId.slice(0, 8)}.damaged`;
}
