import { cleanLine } from '../civitai/clean-text';

/** A menu that is wider than this covers the screen it belongs to. */
const MOST_SIGNS = 48;
/** One sign with hundreds of marks above and below it would cover the lines around it. */
const MOST_UNITS_PER_SIGN = 8;
// Nobody sees them, and they would make two names look alike.
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A stranger's name, short and safe to stand in a menu or a notification of the system. */
export function shortName(untrustedName: string, mostSigns = MOST_SIGNS): string {
  // Only so much is looked at: a name may be megabytes long.
  const clean = cleanLine(untrustedName.slice(0, mostSigns * 40));
  // A notification's text may be read as HTML; without these two there is none in it.
  const harmless = clean.replace(UNSEEN, '').replaceAll('<', '‹').replaceAll('>', '›').trim();
  const parts: string[] = [];
  for (const { segment } of signs.segment(harmless)) {
    if (parts.length === mostSigns) return `${parts.join('').trimEnd()}…`;
    parts.push(segment.slice(0, MOST_UNITS_PER_SIGN));
  }
  return parts.join('');
}
