import { redact } from './redact';

export interface PrivateThings {
  /** Tokens and passwords. */
  readonly secrets: readonly string[];
  /** Folders whose own path says nothing about the user, by what stands for them. */
  readonly folders: readonly { readonly path: string; readonly as: string }[];
  /** Names of models, files, people and machines, by what stands for them. */
  readonly names: readonly { readonly name: string; readonly as: string }[];
}

/** Shorter ones stand in every other word. */
const SHORTEST_NAME = 3;
const MODEL_FILE =
  'safetensors|ckpt|pt2?|pth|bin|gguf|onnx|sft|zip|part|damaged|png|jpe?g|webp|mp4|json|txt|ya?ml|civitai\\.info';
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const ADDRESS = /\b([a-z][a-z\d+.-]*):\/\/(?:[^\s"'<>/@]*@)?([^\s"'<>/?#:]*)[^\s"'<>)]*/gi;
/** From a root on to the last separator of the line's part, and one name more; blanks may be anywhere in it. */
const PATH = new RegExp(
  `(?<![\\w\\]/:])(?:[A-Za-z]:[\\\\/]|\\\\\\\\|~?/|~\\\\)(?=[^\\s/])(?:(?:[^\\n"'<>|:]|(?<=\\w)'(?=\\w))*[\\\\/])?(?:[^\\n"'<>|:/\\\\]*\\.(?:${MODEL_FILE})\\b|[^\\s"'<>|:,;)\\\\/]*)`,
  'g',
);
const FILE_NAME = new RegExp(`[^\\s"'<>|:/\\\\\\[\\]]+\\.(${MODEL_FILE})\\b`, 'gi');

/**
 * Takes out of a text what says who uses this Civet, and what for: tokens, what stands behind the host of an address,
 * paths, names of files and models, names of people and machines, e-mail addresses.
 *
 * What Civet calls its own stays, so that a stack still says where it comes from.
 */
export function anonymise(text: string, { secrets, folders, names }: PrivateThings): string {
  let clean = redact(text, secrets.flatMap(guises));
  for (const { path, as } of longestFirst(folders, ({ path }) => path)) {
    for (const spelled of [path, path.replaceAll('\\', '/'), encodeURI(path)])
      if (spelled.length > 1) clean = clean.replaceAll(spelled, as);
  }
  clean = clean.replace(ADDRESS, (_whole, scheme: string, host: string) =>
    scheme === 'file' && host === '' ? '[path]' : `${scheme}://${host}/[…]`,
  );
  clean = clean.replace(EMAIL, '[e-mail]').replace(PATH, '[path]');
  for (const { name, as } of longestFirst(names, ({ name }) => name))
    if (name.length >= SHORTEST_NAME) clean = clean.replace(wholeWord(name), as);
  return clean.replace(FILE_NAME, (whole, ending: string) => (isOwn(whole) ? whole : `[file].${ending}`));
}

const OWN_FILES = /^(?:civet|package|following|library|answers)[\w.-]*\.(?:json|txt)$/i;
const isOwn = (name: string) => OWN_FILES.test(name);

/** A secret as it may stand in an address, in JSON or in a header. */
function guises(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, encodeURIComponent(secret), json, toBase64(secret)];
}

function toBase64(secret: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let bits = '';
  for (const character of secret)
    bits += (character.codePointAt(0) ?? 0).toString(2).padStart(8, '0').slice(-8);
  // Only whole groups: what follows the secret decides the last letter.
  const groups = bits.match(/.{6}/g) ?? [];
  return groups.map((group) => letters[Number.parseInt(group, 2)]).join('');
}

function wholeWord(name: string): RegExp {
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu');
}

function longestFirst<T>(all: readonly T[], text: (one: T) => string): readonly T[] {
  return all.toSorted((one, other) => text(other).length - text(one).length);
}
