import { cleanText } from '../civitai/clean-text';

const MOST_CHARACTERS = 8_000;
/** Before anything is looked for in it: a text that is made to be slow is cut first. */
const MOST_READ = 100_000;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * Release notes as plain text. They come as Markdown or, from GitHub, as HTML, and are shown as text alone, so this is
 * about reading, not about safety: what looks like a tag is left out, what is a block begins a line.
 */
export function plainNotes(untrusted: string): string {
  const text = untrusted
    .slice(0, MOST_READ)
    .replace(/<(script|style)\b[^>]{0,2000}>[^<]{0,20000}<\/\1\s*>/gi, '')
    .replace(/<(?:br|\/p|\/h[1-6]|\/li|\/ul|\/ol|\/tr|\/div|\/blockquote|\/pre)\b[^<>]{0,200}>/gi, '\n')
    .replace(/<li\b[^<>]{0,200}>/gi, '- ')
    .replace(/<\/?[a-z!][^<>]{0,2000}>/gi, '')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/!?\[([^\][\n]{0,300})\]\([^()\n]{0,2000}\)/g, '$1')
    .replace(/^ {0,3}#{1,6} +/gm, '')
    .replace(/^( {0,6})[*+] +/gm, '$1- ')
    .replace(/(\*\*|__|`)(?=\S)([^\n]{1,500}?)\1/g, '$2');
  const clean = cleanText(text).replace(/\n{3,}/g, '\n\n');
  return clean.length <= MOST_CHARACTERS ? clean : `${clean.slice(0, MOST_CHARACTERS).trimEnd()} …`;
}

function entity(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const isHex = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
