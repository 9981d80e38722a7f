import { type Failure, failure } from '../../../shared/failure';
import type {
  ChosenSummary,
  CopiedPart,
  LibraryChoice,
  LibraryWish,
  SeenChoice,
} from '../../../shared/library/library';
import { err, ok, type Result } from '../../../shared/result';
import type { ChoiceStore, ChosenFile, ListedWish, WishedFolders } from '../../core/library/choices';
import type { IndexedFile, LibraryStore } from '../../core/library/ports';
import type { Clock } from '../../core/ports';
import type { NumberedFolders } from './numbered-folders';

/** So many are read in one go; a window must not wait for more. */
const FILES_AT_ONCE = 300;

export interface LibraryChoicesNeeds {
  readonly choices: ChoiceStore;
  readonly store: Pick<LibraryStore, 'files'>;
  readonly clock: Pick<Clock, 'after'>;
  /** The user's folders, as a wish numbers them. */
  readonly folders: Pick<NumberedFolders, 'wished'>;
}

/** What the user has chosen in the library, said by the page in few words and known here in whole. */
export class LibraryChoices {
  constructor(private readonly needs: LibraryChoicesNeeds) {}

  /** As main knows a list. */
  listed(wish: LibraryWish): ListedWish {
    return { wish, below: this.needs.folders.wished(wish.folderIds) };
  }

  /** Only ids and sizes; see `ChoiceStore`. */
  chosen(
    choice: LibraryChoice,
    which: Parameters<ChoiceStore['chosen']>[1],
  ): Result<readonly ChosenFile[], Failure> {
    return this.needs.choices.chosen(choice, which, this.below(choice));
  }

  summary(choice: LibraryChoice, shown: LibraryWish): Result<ChosenSummary, Failure> {
    return this.needs.choices.summary(choice, this.below(choice), this.listed(shown));
  }

  between(wish: LibraryWish, fromId: number, toId: number): Result<readonly number[], Failure> {
    return this.needs.choices.between(this.listed(wish), fromId, toId);
  }

  /**
   * All that the index has of the chosen files, in parts with turns between.
   *
   * @param most at most; `input.tooManyChosen` for more
   * @param signal ends it; `input.cancelled` then
   */
  async files(
    choice: LibraryChoice,
    which: Parameters<ChoiceStore['chosen']>[1],
    most = Number.POSITIVE_INFINITY,
    signal: AbortSignal | null = null,
  ): Promise<Result<readonly IndexedFile[], Failure>> {
    const { store, clock } = this.needs;
    const chosen = this.chosen(choice, which);
    if (!chosen.ok) return chosen;
    if (chosen.value.length > most) return err(failure('input.tooManyChosen', { most }));
    const files: IndexedFile[] = [];
    for (let from = 0; from < chosen.value.length; from += FILES_AT_ONCE) {
      if (from > 0) await new Promise<void>((resolve) => void clock.after(0, resolve));
      if (signal?.aborted === true) return err(failure('input.cancelled'));
      const part = store.files(chosen.value.slice(from, from + FILES_AT_ONCE).map(({ id }) => id));
      if (!part.ok) return part;
      files.push(...part.value);
    }
    return ok(files);
  }

  /** The same of a choice as it was seen; `input.changedMeanwhile` when the wish means others by now. */
  async seenFiles(
    { choice, mark }: SeenChoice,
    which: Parameters<ChoiceStore['chosen']>[1],
    most: number,
    signal: AbortSignal | null = null,
  ): Promise<Result<readonly IndexedFile[], Failure>> {
    if (choice.kind === 'wish') {
      const now = this.summary(choice, choice.wish);
      if (!now.ok) return now;
      if (now.value.mark !== mark) return err(failure('input.changedMeanwhile'));
    }
    return this.files(choice, which, most, signal);
  }

  /** What is to be copied of the chosen files, a line each and each once. Trigger words are those of a file together. */
  async lines(choice: LibraryChoice, part: CopiedPart): Promise<Result<readonly string[], Failure>> {
    const files = await this.files(choice, 'there');
    if (!files.ok) return files;
    const lines = files.value.map(({ path, facts }) =>
      part === 'paths' ? path : (facts?.triggerWords ?? []).join(', '),
    );
    return ok([...new Set(lines)].filter((line) => line !== ''));
  }

  private below(choice: LibraryChoice): WishedFolders {
    return choice.kind === 'wish' ? this.listed(choice.wish).below : 'all';
  }
}
