import { type FaultCase, SECTIONS, type Section } from '../scenario';
import { FRAMED_RANGES } from './a-framing';
import { RANGE_ANSWERED } from './a-range-answered';
import { RANGE_IGNORED } from './b-range-ignored';
import { VALIDATORS } from './c-validators';
import { UNSATISFIABLE } from './d-unsatisfiable';
import { CONTENT } from './e-content';
import { FRAMING } from './e-encoding';
import { EXPIRED_LINKS } from './f-links';
import { REDIRECTS } from './f-redirects';
import { REFRESHES } from './f-refresh';
import { TIME } from './g-time';
import { TRANSPORT } from './g-transport';
import { LOCAL_STATE } from './h-local-state';
import { WHOLE_FILES } from './h-whole-files';

/** Where the sections of the table begin and end. */
const BOUNDS: Readonly<Record<Section, readonly [number, number]>> = {
  A: [1, 19],
  B: [20, 27],
  C: [28, 37],
  D: [38, 43],
  E: [44, 57],
  F: [58, 84],
  G: [85, 98],
  H: [99, 108],
};

/** All cases of the table, in its order. */
export const ALL_CASES: readonly FaultCase[] = [
  ...RANGE_ANSWERED,
  ...FRAMED_RANGES,
  ...RANGE_IGNORED,
  ...VALIDATORS,
  ...UNSATISFIABLE,
  ...FRAMING,
  ...CONTENT,
  ...REDIRECTS,
  ...EXPIRED_LINKS,
  ...REFRESHES,
  ...TRANSPORT,
  ...TIME,
  ...LOCAL_STATE,
  ...WHOLE_FILES,
].sort((a, b) => a.id - b.id);

export function sectionOf({ id }: FaultCase): Section {
  const found = SECTIONS.find((section) => id >= BOUNDS[section][0] && id <= BOUNDS[section][1]);
  if (found === undefined) throw new Error(`The table has no case ${id}.`);
  return found;
}

/** @param only numbers and sections with commas between, such as "66,69" or "F"; null for all */
export function chooseCases(only: string | null): readonly FaultCase[] {
  if (only === null) return ALL_CASES;
  const wishes = only.toUpperCase().split(',');
  return ALL_CASES.filter((one) => wishes.includes(String(one.id)) || wishes.includes(sectionOf(one)));
}
