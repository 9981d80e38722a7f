import type { Seen } from '../../shared/civitai/seen';

/** What the page keeps of an answer: one page of it, or several. */
interface Kept {
  readonly seen?: Seen;
  readonly pages?: readonly { readonly seen?: Seen }[];
}

const WEIGHT: Readonly<Record<Seen['state'], number>> = { current: 0, renewing: 1, notRenewed: 2 };

/** Of several pages the one that is least up to date says how old all of it is. Null where nothing says so. */
export function ageOf(kept: unknown): Seen | null {
  if (typeof kept !== 'object' || kept === null) return null;
  // Every answer of the catalogue carries `seen`; anything else that is kept has neither member.
  const { seen, pages } = kept as Kept;
  const all: readonly (Seen | undefined)[] = Array.isArray(pages) ? pages.map((page) => page?.seen) : [seen];
  return all.reduce<Seen | null>((worst, each) => {
    if (each === undefined) return worst;
    if (worst === null || WEIGHT[each.state] > WEIGHT[worst.state]) return each;
    return WEIGHT[each.state] === WEIGHT[worst.state] && each.atMs < worst.atMs ? each : worst;
  }, null);
}
