import { expect, it } from 'vitest';
import type { IndexedFile } from '../../../../electron/core/library/ports';
import { whyItStays } from '../../../../electron/core/updates/why-it-stays';
import { indexed } from '../../../support/inspection-rig';

const WAS = 'A'.repeat(64);
const OTHER = 'B'.repeat(64);

it.each<[string, Partial<IndexedFile>, string | null, string | null]>([
  ['a proven one gives way', { standing: 'known' }, OTHER, null],
  ['what nobody has proven stays', { standing: 'unknown' }, OTHER, 'notProven'],
  ['a damaged one gives way to what it was', { standing: 'damaged', sha256: WAS }, WAS, null],
  ['and to nothing else', { standing: 'damaged', sha256: WAS }, OTHER, 'notProven'],
  [
    'a changed one gives way to what it was',
    { standing: 'changed', sha256: OTHER, formerSha256: WAS },
    WAS,
    null,
  ],
  ['and not to what it is', { standing: 'changed', sha256: OTHER, formerSha256: WAS }, OTHER, 'notProven'],
  [
    'one that is cut short gives way to what is proven',
    { standing: 'incomplete', sha256: null },
    OTHER,
    null,
  ],
  ['and not before that is there', { standing: 'incomplete', sha256: null }, null, 'notProven'],
  ['what is no model gives way to one', { standing: 'noModel', sha256: null }, OTHER, null],
])('%s', (_what, change, newSha256, expected) => {
  expect(whyItStays(indexed(change), [], newSha256)).toBe(expected);
});
