import i18next from 'i18next';
import type { FileFlaw } from '../../shared/library/flaw';
import { formatBytes, formatExactBytes } from '../ui/format';

export interface FlawWords {
  readonly text: string;
  /** What it comes of, and what it means. */
  readonly explanation: string;
}

/** What is wrong with a file, in a sentence, such as "Cut short: 1.2 of 6.5 GB are there". */
export function flawWords(flaw: FileFlaw, bytes: number): FlawWords {
  const t = i18next.getFixedT(null, 'library', 'flaws');
  switch (flaw.kind) {
    case 'cutShort':
      return {
        text:
          flaw.promisedBytes === null
            ? t('cutInHeader', { size: formatBytes(bytes) })
            : t('cutShort', amounts(bytes, flaw.promisedBytes)),
        explanation: t('cutShortWhy'),
      };
    case 'tooLong': {
      const more = formatBytes(bytes - flaw.promisedBytes);
      return { text: t('tooLong', { more }), explanation: t('tooLongWhy') };
    }
    case 'noModel': {
      const size = formatExactBytes(bytes);
      return { text: t(`foreign.${flaw.what}.is`, { size }), explanation: t(`foreign.${flaw.what}.why`) };
    }
  }
}

/** By how much a file has changed: "Was 6.5 GB, is 3.2 GB now". */
export function changeWords(formerBytes: number, bytes: number): string {
  const t = i18next.getFixedT(null, 'library', 'flaws');
  if (formerBytes === bytes) return t('sameSize', { size: formatBytes(bytes) });
  const [was, is] = [formatBytes(formerBytes), formatBytes(bytes)];
  if (was !== is) return t('wasIs', { was, is });
  return t('wasIs', { was: formatExactBytes(formerBytes), is: formatExactBytes(bytes) });
}

/** Of two amounts in one unit the first goes without; of two that look the same, every byte is told. */
function amounts(there: number, whole: number): { readonly there: string; readonly whole: string } {
  if (formatBytes(there) === formatBytes(whole))
    return { there: formatExactBytes(there), whole: formatExactBytes(whole) };
  const [number, unit] = parts(formatBytes(there));
  const isOneUnit = unit === parts(formatBytes(whole))[1];
  return { there: isOneUnit ? number : formatBytes(there), whole: formatBytes(whole) };
}

function parts(amount: string): readonly [number: string, unit: string] {
  const at = amount.search(/\s/);
  return [amount.slice(0, at), amount.slice(at + 1)];
}
