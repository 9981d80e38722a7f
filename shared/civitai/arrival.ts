import { type CivetLink, readCivetLink } from './civet-link';
import { parseReference } from './reference';
import { emptyWish } from './search';
import { type PicturesByLink, readSearchLine } from './search-line';

/** What somebody brought from outside: a place to look at, or a list for the plan. It never starts anything. */
export type Arrival =
  | CivetLink
  | { readonly kind: 'pictures'; readonly subject: PicturesByLink }
  /** Links, one a line, which the plan shows before anything is fetched. */
  | { readonly kind: 'list'; readonly text: string; readonly count: number };

/** A longer line is no link that anybody copies. */
export const LONGEST_LINK = 8_000;
/** More than anybody opens at once; a longer list comes as a file, or is pasted into the plan. */
export const MOST_LINKS = 500;

const LINK = /^(?:civet:\/\/|https?:\/\/|(?:www\.)?civitai\.(?:com|red|green)\/|urn:air:|air:)/i;

/**
 * What a text means when it is nothing but links of Civet or of Civitai's sites, one a line. Links to a page lead to that
 * page; links to a version, a file or a download are for the plan, as are several.
 *
 * @returns null for everything else, also when only one of the lines is
 */
export function readArrival(untrusted: string): Arrival | null {
  if (untrusted.length > LONGEST_LINK * MOST_LINKS) return null;
  const lines = untrusted
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0 || lines.length > MOST_LINKS) return null;
  const read = lines.map(readLink);
  if (read.some((each) => each === null)) return null;
  const [only] = read;
  return lines.length === 1 ? (only ?? null) : { kind: 'list', text: lines.join('\n'), count: lines.length };
}

function readLink(line: string): Arrival | null {
  if (line.length > LONGEST_LINK || !LINK.test(line) || isStrange(line)) return null;
  const own = readCivetLink(line);
  if (own !== null) return own;
  const reference = parseReference(line);
  if (reference?.kind === 'model' && reference.fileId === null) {
    const { modelId, versionId } = reference;
    return { kind: 'model', modelId, versionId };
  }
  // Which file it is, is seen in the plan, with what it needs and where it would go.
  if (reference !== null) return { kind: 'list', text: line, count: 1 };
  const meaning = readSearchLine(line);
  if (meaning.kind === 'pictures') return meaning;
  if (meaning.kind !== 'words' || (meaning.creator === null && meaning.tags.length === 0)) return null;
  const { text, creator, tags } = meaning;
  return { kind: 'wish', wish: { ...emptyWish, text, creator, tags } };
}

/** Signs that no link has, and that could be meant for a program that is started with it. */
function isStrange(text: string): boolean {
  return /[\s"'`<>\\^|{}]|\p{Cc}|\p{Cf}/u.test(text);
}

/** How an arrival is told in a line: where it leads, without anything that the link carried besides. */
export function arrivalLabel(arrival: Arrival): string | null {
  switch (arrival.kind) {
    case 'model': {
      const version = arrival.versionId === null ? '' : `?modelVersionId=${arrival.versionId}`;
      return `civitai.com/models/${arrival.modelId}${version}`;
    }
    case 'pictures':
      return arrival.subject.kind === 'post'
        ? `civitai.com/posts/${arrival.subject.postId}`
        : `civitai.com/images/${arrival.subject.imageId}`;
    case 'wish':
    case 'list':
      return null;
  }
}
