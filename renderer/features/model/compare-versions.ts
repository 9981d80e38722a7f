import type { ModelFile, ModelVersion } from '../../../shared/civitai/model';

/** What two versions are compared by, in the order in which it is shown. */
export const COMPARED = ['published', 'baseModel', 'downloads', 'words', 'files', 'description'] as const;
export type ComparedFact = (typeof COMPARED)[number];

interface ComparedLine {
  readonly text: string;
  /** The other version has nothing like it. */
  readonly isOnlyHere: boolean;
}

export interface ComparedRow {
  readonly fact: ComparedFact;
  readonly differs: boolean;
  readonly sides: readonly [readonly ComparedLine[], readonly ComparedLine[]];
}

/** How the facts of a version are told, line by line; the description is compared as it was written. */
export interface VersionWords {
  readonly day: (atMs: number) => string;
  readonly count: (count: number) => string;
  readonly file: (file: ModelFile) => string;
}

function linesOf(version: ModelVersion, fact: ComparedFact, words: VersionWords): readonly string[] {
  switch (fact) {
    case 'published':
      return version.publishedAt === null ? [] : [words.day(version.publishedAt)];
    case 'baseModel':
      return version.baseModel === null ? [] : [version.baseModel];
    case 'downloads':
      return version.downloadCount === null ? [] : [words.count(version.downloadCount)];
    case 'words':
      return version.triggerWords;
    case 'files':
      return version.files.map(words.file);
    case 'description':
      return version.untrustedDescription === null ? [] : [version.untrustedDescription];
  }
}

/** One row a fact, with what only one of the two has marked line by line. Same facts in another order are equal. */
export function compareVersions(
  left: ModelVersion,
  right: ModelVersion,
  words: VersionWords,
): readonly ComparedRow[] {
  return COMPARED.map((fact) => {
    const [mine, theirs] = [linesOf(left, fact, words), linesOf(right, fact, words)];
    const marked = (lines: readonly string[], others: readonly string[]) =>
      lines.map((text) => ({ text, isOnlyHere: !others.includes(text) }));
    const sides = [marked(mine, theirs), marked(theirs, mine)] as const;
    return { fact, sides, differs: sides.some((lines) => lines.some(({ isOnlyHere }) => isOnlyHere)) };
  });
}
