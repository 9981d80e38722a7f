import { MODEL_LINK_START, readCivetLink } from './civet-link';
import type { GallerySubject } from './images';
import { type CivitaiReference, isCivitaiHost, parseReference, toId } from './reference';
import { LONGEST_SEARCH_TEXT, type SearchWish } from './search';
import { SEARCH_LIMITS } from './search-limits';
import { SEARCH_LINK_START } from './search-link';

/** What only Civitai can tell more of. */
export type LookUp =
  | { readonly kind: 'model'; readonly modelId: number }
  | { readonly kind: 'version'; readonly versionId: number }
  /** Upper-case hex in a length that Civitai stores. */
  | { readonly kind: 'hash'; readonly hash: string };

/** What somebody looks for: words, a creator and tags, each of which may be missing. */
export interface SearchWords {
  readonly text: string;
  readonly creator: string | null;
  readonly tags: readonly string[];
}

export type PicturesByLink = Extract<GallerySubject, { kind: 'post' | 'image' }>;

/** What a line in the search box means. */
export type SearchLine =
  | ({ readonly kind: 'words' } & SearchWords)
  | { readonly kind: 'model'; readonly modelId: number; readonly versionId: number | null }
  /**
   * One of several things, or one that has to be asked for. `couldBeWords`: somebody may as well look for a
   * model with this in its name.
   */
  | { readonly kind: 'lookUps'; readonly lookUps: readonly LookUp[]; readonly couldBeWords: boolean }
  /** The pictures that somebody showed together, or one of them. */
  | { readonly kind: 'pictures'; readonly subject: PicturesByLink }
  | { readonly kind: 'wish'; readonly wish: SearchWish }
  /** A link of Civitai or of Civet that leads to nothing Civet can show. */
  | { readonly kind: 'strangeLink' };

/**
 * Reads what stands in the search box: a link of one of Civitai's sites, an AIR, an id, a hash, a link that
 * carries a search, or words among which `@creator` and `#tag` stand (`#"several words"`).
 */
export function readSearchLine(line: string): SearchLine {
  const trimmed = line.trim();
  if ([SEARCH_LINK_START, MODEL_LINK_START].some((start) => trimmed.toLowerCase().startsWith(start)))
    return readCivetLink(trimmed) ?? { kind: 'strangeLink' };
  if (/^\d{1,12}$/.test(trimmed)) {
    const lookUps = lookUpsOfDigits(trimmed);
    if (lookUps.length > 0) return { kind: 'lookUps', lookUps, couldBeWords: true };
  }
  const reference = parseReference(trimmed);
  if (reference !== null) return meaningOf(reference, /^[0-9a-f]+$/i.test(trimmed));
  return readSitePage(trimmed) ?? { kind: 'words', ...readSearchWords(line) };
}

/** Digits may be the id of a model or of a version, and in some lengths a hash. */
function lookUpsOfDigits(digits: string): readonly LookUp[] {
  const reference = parseReference(digits);
  const hash = parseReference(`hash:${digits}`);
  return [
    ...(reference?.kind === 'version'
      ? [
          { kind: 'model', modelId: reference.versionId } as const,
          { kind: 'version', versionId: reference.versionId } as const,
        ]
      : []),
    ...(hash?.kind === 'hash' ? [{ kind: 'hash', hash: hash.hash } as const] : []),
  ];
}

function meaningOf(reference: CivitaiReference, couldBeWords: boolean): SearchLine {
  switch (reference.kind) {
    case 'model': {
      const { modelId, versionId } = reference;
      return { kind: 'model', modelId, versionId };
    }
    case 'version':
      return {
        kind: 'lookUps',
        lookUps: [{ kind: 'version', versionId: reference.versionId }],
        couldBeWords: false,
      };
    case 'hash':
      return { kind: 'lookUps', lookUps: [reference], couldBeWords };
  }
}

/** A creator's page, a tag's page, a post, a picture or a search on one of Civitai's sites; null for what is no link of them. */
function readSitePage(text: string): SearchLine | null {
  const isLink = /^https?:\/\//i.test(text);
  if (/\s/.test(text) || (!isLink && !/^[\w.]+\//.test(text))) return null;
  const address = isLink ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!isCivitaiHost(url.hostname)) return null;
  const postId = toId(/^\/posts\/(\d+)(?:\/|$)/.exec(url.pathname)?.[1]);
  if (postId !== null) return { kind: 'pictures', subject: { kind: 'post', postId } };
  const imageId = toId(/^\/images\/(\d+)(?:\/|$)/.exec(url.pathname)?.[1]);
  if (imageId !== null) return { kind: 'pictures', subject: { kind: 'image', imageId } };
  const none: SearchWords = { text: '', creator: null, tags: [] };
  const [, place, rest] = /^\/(user|tag)\/([^/]+)/.exec(url.pathname) ?? [];
  const name = cleanName(decoded(rest ?? ''));
  if (place === 'user' && name !== '') return { kind: 'words', ...none, creator: name };
  if (place === 'tag' && name !== '') return { kind: 'words', ...none, tags: [name] };
  if (/^\/(?:models|search\/models)\/?$/.test(url.pathname)) {
    const query = (key: string) => cleanName(url.searchParams.get(key) ?? '');
    const tag = query('tag');
    const words = {
      text: shortened(cleanText(url.searchParams.get('query') ?? ''), LONGEST_SEARCH_TEXT),
      creator: query('username') || null,
      tags: tag === '' ? [] : [tag],
    };
    if (words.text !== '' || words.creator !== null || tag !== '') return { kind: 'words', ...words };
  }
  return { kind: 'strangeLink' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/** One line without what would hide or turn around the words beside it. */
function cleanText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The same as the name of a creator or a tag, which holds no quotation mark. */
function cleanName(text: string): string {
  return shortened(cleanText(text.replaceAll('"', ' ')), SEARCH_LIMITS.nameLength);
}

/** Never ends with half a character. */
function shortened(text: string, longest: number): string {
  return cleanText(text.slice(0, longest));
}

/** `@name`, `#name`, `#"several words"` (the last quotation mark may be missing), or a word. */
const TOKEN = /([@#])(?:"([^"]*)"?|([^\s"]*))|\S+/g;

/** Reads words, the creator that was named last, and every tag once. A lone `@` or `#` says nothing yet. */
export function readSearchWords(line: string): SearchWords {
  const words: string[] = [];
  const tags: string[] = [];
  let creator: string | null = null;
  for (const [whole, sign, inQuotes, bare] of cleanText(line).matchAll(TOKEN)) {
    if (sign === undefined) {
      words.push(whole);
      continue;
    }
    const name = cleanName(inQuotes ?? bare ?? '');
    if (name === '') continue;
    if (sign === '@') creator = name;
    else if (!tags.some((tag) => isSameName(tag, name)) && tags.length < SEARCH_LIMITS.tags) tags.push(name);
  }
  return { text: shortened(words.join(' '), LONGEST_SEARCH_TEXT), creator, tags };
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The line that `readSearchWords` reads so. */
export function writeSearchWords({ text, creator, tags }: SearchWords): string {
  const named = [
    ...(creator === null ? [] : [`@${quoted(creator)}`]),
    ...tags.map((tag) => `#${quoted(tag)}`),
  ];
  return [...named, ...(text === '' ? [] : [text])].join(' ');
}

function quoted(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}

/** The `@` or `#` part in which the cursor stands. */
export interface NameBeingTyped {
  readonly kind: 'creator' | 'tag';
  readonly text: string;
  /** Where it begins and ends in the line. */
  readonly from: number;
  readonly to: number;
}

/** @param caret place in the line, in UTF-16 units */
export function nameBeingTyped(line: string, caret: number): NameBeingTyped | null {
  for (const match of line.matchAll(TOKEN)) {
    const [whole, sign, inQuotes, bare] = match;
    const from = match.index;
    const to = from + whole.length;
    if (sign === undefined || caret <= from || caret > to) continue;
    return { kind: sign === '@' ? 'creator' : 'tag', text: cleanName(inQuotes ?? bare ?? ''), from, to };
  }
  return null;
}
