import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { IndexedFile, LibraryStore } from '../../core/library/ports';
import type { Identification } from './identification';
import type { VersionNames } from './version-names';

export interface LookAgainNeeds {
  readonly store: Pick<LibraryStore, 'files'>;
  readonly identification: Pick<Identification, 'askAgain'>;
  readonly names: Pick<VersionNames, 'ask'>;
  /** The index holds other things than before. */
  readonly onKept: () => void;
}

/** Asks Civitai at once about files that it did not know, whenever that was: somebody wants to know now. */
export class LookAgain {
  private readonly ending = new AbortController();

  constructor(private readonly needs: LookAgainNeeds) {}

  /** Nothing is asked or written from now on. */
  stop(): void {
    this.ending.abort();
  }

  /** @returns how many of them are known by now; `input.cancelled` once stopped */
  async ask(files: readonly IndexedFile[]): Promise<Result<number, Failure>> {
    const { store, identification, names, onKept } = this.needs;
    const { signal } = this.ending;
    const open = files.filter(isOpen);
    const failed = await identification.askAgain(open, signal);
    if (signal.aborted) return err(failure('input.cancelled'));
    onKept();
    if (failed !== null) return err(failed);
    await names.ask(signal, onKept);
    if (signal.aborted) return err(failure('input.cancelled'));
    const now = store.files(open.map(({ id }) => id));
    return now.ok ? ok(now.value.filter((file) => !isOpen(file)).length) : now;
  }
}

/** What was read, and has led to no version for certain. */
function isOpen({ standing, sha256 }: IndexedFile): boolean {
  return sha256 !== null && (standing === 'unknown' || standing === 'changed' || standing === 'unread');
}
