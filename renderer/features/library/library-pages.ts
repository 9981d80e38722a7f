import type { Failure } from '../../../shared/failure';
import type { LibraryEntry, LibraryPage, LibraryWish } from '../../../shared/library/library';
import type { Result } from '../../../shared/result';

/** More than fit on a large screen. */
export const PAGE_ENTRIES = 100;

type AskPage = (wish: LibraryWish, offset: number, limit: number) => Promise<Result<LibraryPage, Failure>>;

interface Shown {
  readonly wish: LibraryWish;
  /** Null until the first answer. */
  readonly total: number | null;
  readonly pages: ReadonlyMap<number, readonly LibraryEntry[]>;
  readonly failure: Failure | null;
}

/**
 * The parts of a long list that are looked at. A list that is asked for anew stays as it is until the answer is
 * there, so that nothing flickers; what was scrolled away is forgotten with the next one.
 */
export class LibraryPages {
  private shown: Shown | null = null;
  private wish: LibraryWish | null = null;
  private wanted: readonly number[] = [];
  private readonly underWay = new Set<string>();
  /** Pages that main has told of since something changed. */
  private fresh = new Set<number>();
  /** Counts up with every other wish and every change, so that late answers are known. */
  private round = 0;

  constructor(
    private readonly ask: AskPage,
    private readonly onChanged: (shown: Shown) => void,
  ) {}

  /** @param first of the entries that are on screen */
  look(wish: LibraryWish, first: number, last: number): void {
    if (wish !== this.wish) {
      this.wish = wish;
      this.round += 1;
      this.fresh = new Set();
    }
    const from = Math.floor(Math.max(0, first) / PAGE_ENTRIES);
    const to = Math.floor(Math.max(0, last) / PAGE_ENTRIES);
    this.wanted = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    this.fetch();
  }

  /** What main knows is different now. */
  renew(): void {
    this.round += 1;
    this.fresh = new Set();
    this.fetch();
  }

  private fetch(): void {
    for (const page of this.wanted) if (!this.fresh.has(page)) void this.fetchPage(page, this.round);
  }

  private async fetchPage(page: number, round: number): Promise<void> {
    const { wish } = this;
    const key = `${round} ${page}`;
    if (wish === null || this.underWay.has(key)) return;
    this.underWay.add(key);
    const answer = await this.ask(wish, page * PAGE_ENTRIES, PAGE_ENTRIES);
    this.underWay.delete(key);
    if (round !== this.round) return;
    this.fresh.add(page);
    const before = this.shown?.wish === wish ? this.shown : null;
    if (!answer.ok) {
      this.show({
        wish,
        total: before?.total ?? null,
        pages: before?.pages ?? new Map(),
        failure: answer.error,
      });
      return;
    }
    const kept = [...(before?.pages ?? [])].filter(([each]) => this.wanted.includes(each));
    const pages = new Map([...kept, [page, answer.value.entries] as const]);
    this.show({ wish, total: answer.value.total, pages, failure: null });
    // The end of the list may lie before what was looked at.
    if (answer.value.entries.length === 0 && page > 0 && answer.value.total > 0) {
      const end = answer.value.total - 1;
      this.look(wish, end, end);
    }
  }

  private show(shown: Shown): void {
    this.shown = shown;
    this.onChanged(shown);
  }
}
