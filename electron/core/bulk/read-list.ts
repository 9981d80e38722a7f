import { carriesToken } from '../../../shared/carries-token';
import { readCivetLink } from '../../../shared/civitai/civet-link';
import { type CivitaiReference, parseReference, toId } from '../../../shared/civitai/reference';
import { emptyWish, type SearchWish } from '../../../shared/civitai/search';
import { SEARCH_LIMITS } from '../../../shared/civitai/search-limits';
import { readSearchLine } from '../../../shared/civitai/search-line';

/** What one entry of a pasted list names. */
export type NamedInList =
  | CivitaiReference
  /** The id of a model or of a version, or a hash that happens to have no letter in it. */
  | { readonly kind: 'number'; readonly id: number | null; readonly hash: string | null }
  /** Everything that a search finds. */
  | { readonly kind: 'search'; readonly wish: SearchWish };

/** An entry, and how it was written. */
export interface ListEntry {
  readonly untrustedText: string;
  readonly named: NamedInList;
}

export interface ListLine {
  /** From 1. */
  readonly line: number;
  /** As it was written, without a token. */
  readonly untrustedText: string;
  /** Empty when nothing in the line was understood. */
  readonly entries: readonly ListEntry[];
}

/** "- ", "* ", "12. ", "[x] " in front of what is meant. */
const BULLET = /^(?:[-*+•]\s+|\d{1,5}[.)]\s+)?(?:\[[ xX]?\]\s+)?/;

/**
 * Reads a list that somebody pastes: a link, AIR, id or hash a line, `@creator`, a link of Civet that carries a
 * search; several a line between blanks, commas, quotation marks or brackets; the output of `sha256sum`; Markdown and
 * JSON, as far as links, AIRs and whole hashes stand in it. Empty lines and those that begin with `#` or `//` are
 * passed over.
 */
export function readList(text: string): readonly ListLine[] {
  return text.split(/\r\n|\r|\n/).flatMap((whole, at) => {
    const line = whole.trim().replace(BULLET, '');
    if (line === '' || /^(?:#|\/\/)/.test(line) || /^[[\]{}(),;\s]+$/.test(line)) return [];
    return [{ line: at + 1, untrustedText: withoutToken(line), entries: readLine(line) }];
  });
}

/** A token that somebody copied along with a link is nobody's business. */
function withoutToken(text: string): string {
  return carriesToken(text) ? text.replace(/([?&;#](?:api_?)?(?:token|key)=)[^&\s"'<>]*/gi, '$1…') : text;
}

function readLine(line: string): readonly ListEntry[] {
  const whole = readEntry(line);
  if (whole !== null) return [{ untrustedText: withoutToken(line), named: whole }];
  const parts = line.split(/[\s,;"'`<>()[\]{}|]+/).filter((part) => part !== '');
  const read = parts.map((part) => ({ untrustedText: withoutToken(part), named: readEntry(part) }));
  // Short words of hex digits and numbers stand in names as well, so they count only among their kind.
  const isListOfIds = read.every(({ named }) => named !== null);
  return read.flatMap(({ untrustedText, named }, at) => {
    if (named === null) return [];
    const counts = isListOfIds || (at === 0 && isHash(named)) || isUnmistakable(named, parts[at] ?? '');
    return counts ? [{ untrustedText, named }] : [];
  });
}

function isHash(entry: NamedInList): boolean {
  return entry.kind === 'hash';
}

function isUnmistakable(entry: NamedInList, part: string): boolean {
  if (entry.kind === 'number') return false;
  if (entry.kind === 'hash') return entry.hash.length === 64 || part.includes(':');
  return entry.kind !== 'search' || !part.startsWith('@');
}

/** What may be something at all; most words of a text are not, and reading each as a link would take seconds. */
const WORTH_READING =
  /^(?:[@\d]|https?:|civet:|urn:|air:|hash:|sha256:|autov[123]:|crc32:|blake3:|[0-9a-f]{8,64}$|[\w.-]*civit)/i;

function readEntry(text: string): NamedInList | null {
  if (!WORTH_READING.test(text)) return null;
  if (/^\d{1,12}$/.test(text)) return readNumber(text);
  const reference = parseReference(text);
  if (reference !== null) return reference;
  const own = readCivetLink(text);
  if (own?.kind === 'model') return { ...own, fileId: null };
  const creator = /^@([^\s@#"]+)$/.exec(text)?.[1];
  if (creator !== undefined && creator.length <= SEARCH_LIMITS.nameLength)
    return { kind: 'search', wish: { ...emptyWish, creator } };
  return /\s/.test(text) || !text.includes('/') ? null : readPage(text);
}

/** Pages of the sites that stand for many models, and links of Civet. */
function readPage(text: string): NamedInList | null {
  const meaning = readSearchLine(text);
  if (meaning.kind === 'wish') return { kind: 'search', wish: meaning.wish };
  if (meaning.kind !== 'words' || (meaning.creator === null && meaning.tags.length === 0)) return null;
  // Only a link of the sites is read as words with a creator or a tag and nothing typed beside them.
  if (/^[@#]/.test(text)) return null;
  const { text: words, creator, tags } = meaning;
  return { kind: 'search', wish: { ...emptyWish, text: words, creator, tags } };
}

function readNumber(digits: string): NamedInList | null {
  const hash = parseReference(`hash:${digits}`);
  const id = toId(digits);
  if (id === null && hash === null) return null;
  return { kind: 'number', id, hash: hash?.kind === 'hash' ? hash.hash : null };
}
