import type { DownloadView } from '../../../shared/download/download';
import type { DownloadState } from '../../../shared/download/state';

type Completed = Extract<DownloadState, { kind: 'completed' }>;

/** A file that Civet has placed. */
export type LibraryEntry = DownloadView & { readonly state: Completed };

export const LIBRARY_COLUMNS = ['name', 'version', 'type', 'baseModel', 'size', 'proof', 'placed'] as const;
export type LibraryColumn = (typeof LIBRARY_COLUMNS)[number];

export interface LibraryOrder {
  readonly column: LibraryColumn;
  readonly direction: 'ascending' | 'descending';
}

export interface LibraryWish {
  readonly text: string;
  /** Empty means every type. */
  readonly types: readonly string[];
  readonly order: LibraryOrder;
}

export function isPlaced(download: DownloadView): download is LibraryEntry {
  return download.state.kind === 'completed';
}

export function bytesOf(entry: LibraryEntry): number {
  return entry.totalBytes ?? entry.durableBytes;
}

const words = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

const compare: Readonly<Record<LibraryColumn, (a: LibraryEntry, b: LibraryEntry) => number>> = {
  name: (a, b) => words.compare(a.modelName, b.modelName),
  version: (a, b) => words.compare(a.versionName, b.versionName),
  type: (a, b) => words.compare(a.modelType, b.modelType),
  baseModel: (a, b) => words.compare(a.baseModel ?? '', b.baseModel ?? ''),
  size: (a, b) => bytesOf(a) - bytesOf(b),
  proof: (a, b) => words.compare(a.state.verification.kind, b.state.verification.kind),
  placed: (a, b) => a.state.atMs - b.state.atMs,
};

export function findEntries(
  entries: readonly LibraryEntry[],
  { text, types, order }: LibraryWish,
): readonly LibraryEntry[] {
  const parts = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const sign = order.direction === 'ascending' ? 1 : -1;
  return entries
    .filter((entry) => types.length === 0 || types.includes(entry.modelType))
    .filter((entry) => {
      const hay = [entry.modelName, entry.versionName, entry.state.finalName, entry.creator ?? '']
        .join('\n')
        .toLocaleLowerCase();
      return parts.every((part) => hay.includes(part));
    })
    .toSorted((a, b) => sign * compare[order.column](a, b));
}
