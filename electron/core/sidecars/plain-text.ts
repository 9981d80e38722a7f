import { cleanText } from '../civitai/clean-text';

/** A description that is longer says nothing that a sidecar needs. */
const MOST_HTML = 100_000;
const MOST_TEXT = 20_000;
const NEW_LINE = new Set(['p', 'br', 'div', 'li', 'ul', 'ol', 'tr', 'hr', 'pre', 'blockquote', 'table']);
const SILENT = new Set(['script', 'style']);
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** What a creator's HTML says, as text for programs that show text. One pass, whatever it is made of. */
export function plainText(untrustedHtml: string): string {
  const html = untrustedHtml.slice(0, MOST_HTML);
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    text += html.slice(at, open < 0 ? undefined : open);
    if (open < 0) break;
    const close = html.indexOf('>', open);
    if (close < 0) break;
    const tag = /^\/?([a-z][a-z0-9]*)/i
      .exec(html.slice(open + 1, Math.min(close, open + 20)))?.[1]
      ?.toLowerCase();
    if (tag === undefined) text += '<';
    else if (NEW_LINE.has(tag) || /^h[1-6]$/.test(tag)) text += '\n';
    at = tag === undefined ? open + 1 : close + 1;
    if (tag !== undefined && SILENT.has(tag) && html[open + 1] !== '/') {
      const silence = new RegExp(`</${tag}`, 'gi');
      silence.lastIndex = at;
      at = silence.exec(html)?.index ?? html.length;
    }
  }
  return cleanText(decoded(text))
    .replace(/\n{3,}/g, '\n\n')
    .slice(0, MOST_TEXT)
    .toWellFormed();
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
