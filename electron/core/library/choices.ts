import type { Failure } from '../../../shared/failure';
import type { ChosenSummary, LibraryChoice, LibraryWish } from '../../../shared/library/library';
import type { Result } from '../../../shared/result';

/** Absolute paths, of which only what lies in one is meant: of none of them nothing, and never all. */
export type WishedFolders = readonly string[] | 'all';

/** A list of the library as main knows it. */
export interface ListedWish {
  readonly wish: LibraryWish;
  readonly below: WishedFolders;
}

export interface ChosenFile {
  readonly id: number;
  readonly bytes: number;
}

/** What of the index somebody has chosen; nothing in it changes the index. */
export interface ChoiceStore {
  /**
   * All of the chosen files, or those that are there, that are missing, damaged or incomplete, that can be replaced by
   * what they were, or of which it is known what they are; a wish in the order of its list.
   */
  chosen(
    choice: LibraryChoice,
    which: 'all' | 'there' | 'lost' | 'renewable' | 'recognised',
    below: WishedFolders,
  ): Result<readonly ChosenFile[], Failure>;
  /** @param shown the list that is looked at */
  summary(choice: LibraryChoice, below: WishedFolders, shown: ListedWish): Result<ChosenSummary, Failure>;
  /** The ids from one file of a list to another, with both; the last one alone when one of them is not in it. */
  between(list: ListedWish, fromId: number, toId: number): Result<readonly number[], Failure>;
}
