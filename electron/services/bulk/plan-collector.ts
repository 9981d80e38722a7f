import type { PlanHead, PlanSource } from '../../../shared/bulk/plan';
import { failure } from '../../../shared/failure';
import type { LockedFile } from '../../core/bulk/lock-file';
import { readList } from '../../core/bulk/read-list';
import type { SearchNeeds } from '../catalogue/search-models';
import { findListed, type ListNeeds } from './find-listed';
import { findLocked } from './find-locked';
import { findSearched, findsOf } from './find-searched';
import type { Finder } from './findings';
import type { PlanBoard } from './plan-board';

export interface CollectorNeeds
  extends Omit<ListNeeds, 'preference'>,
    Pick<SearchNeeds, 'answers' | 'clock' | 'settings'> {
  readonly board: PlanBoard;
}

type Task = (finder: Finder) => Promise<void>;
type SearchSource = Extract<PlanSource, { kind: 'search' }>;

const MODELS_AT_ONCE = 100;

/** Looks up what was asked for and puts what it finds on the board. */
export class PlanCollector {
  private readonly tasks: Task[] = [];
  private calledOff: AbortController | null = null;
  private collecting: PlanHead['collecting'] = null;

  constructor(private readonly needs: CollectorNeeds) {}

  /** Null when nothing is looked up. */
  get progress(): PlanHead['collecting'] {
    return this.collecting;
  }

  collect(source: PlanSource): void {
    this.enqueue(this.taskOf(source));
  }

  collectLocked(files: readonly LockedFile[]): void {
    this.enqueue((finder) => findLocked(this.needs.models, files, finder));
  }

  /** What was found stays. */
  stop(): void {
    this.tasks.length = 0;
    this.calledOff?.abort();
  }

  private taskOf(source: PlanSource): Task {
    switch (source.kind) {
      case 'models':
        return (finder) => this.findModels(source.modelIds, finder);
      case 'search':
        return (finder) => this.search(source, source.wish.creator ?? source.wish.text, null, finder);
      case 'list':
        return (finder) => this.findListed(source.text, finder);
    }
  }

  private async findListed(text: string, finder: Finder): Promise<void> {
    const lines = readList(text);
    const cause = failure('input.notUnderstood');
    const strange = lines.filter(({ entries }) => entries.length === 0);
    finder.missed(strange.map(({ line, untrustedText }) => ({ line, untrustedText, cause })));
    await findListed({ ...this.needs, preference: () => this.needs.settings().preference }, lines, finder);
    for (const { line, untrustedText, entries } of lines) {
      for (const entry of entries) {
        if (entry.kind !== 'search') continue;
        const source: SearchSource = { kind: 'search', wish: entry.wish, versions: 'newest' };
        await this.search(source, untrustedText, line, finder);
      }
    }
  }

  private async findModels(modelIds: readonly number[], finder: Finder): Promise<void> {
    const ids = [...new Set(modelIds)];
    for (let from = 0; from < ids.length; from += MODELS_AT_ONCE) {
      if (finder.signal.aborted || !finder.hasRoom()) return;
      const chunk = ids.slice(from, from + MODELS_AT_ONCE);
      const known = await this.needs.models.byIds(chunk, finder.signal);
      if (finder.signal.aborted) return;
      for (const id of chunk) {
        const model = known.get(id);
        const { preference } = this.needs.settings();
        const finds = model?.ok ? findsOf(model.value, 'newest', preference) : [];
        finder.found(finds);
        if (finds.length > 0) continue;
        const cause = model?.ok === false ? model.error : failure('input.noVersions');
        const name = model?.ok ? model.value.name : `Model ${id}`;
        finder.missed([{ untrustedText: name, line: null, cause }]);
      }
      finder.went(Math.min(from + MODELS_AT_ONCE, ids.length), ids.length);
    }
  }

  private async search(
    source: SearchSource,
    untrustedText: string,
    line: number | null,
    finder: Finder,
  ): Promise<void> {
    const searched = await findSearched(this.needs, source, finder);
    if (!searched.ok) finder.missed([{ untrustedText, line, cause: searched.error }]);
  }

  private enqueue(task: Task): void {
    this.tasks.push(task);
    if (this.calledOff === null) void this.run();
  }

  /** One after the other, so that the order of the plan is the order of the questions. */
  private async run(): Promise<void> {
    const { board } = this.needs;
    try {
      for (let task = this.tasks.shift(); task !== undefined; task = this.tasks.shift()) {
        const calledOff = new AbortController();
        this.calledOff = calledOff;
        this.collecting = { doneCount: 0, totalCount: null };
        board.refresh();
        await task(this.finder(calledOff.signal));
        if (board.hasRoom() || calledOff.signal.aborted) continue;
        const cause = failure('input.planFull', { most: board.size });
        board.addProblems([{ untrustedText: '', line: null, cause }]);
      }
    } finally {
      this.calledOff = null;
      this.collecting = null;
      board.refresh();
    }
  }

  private finder(signal: AbortSignal): Finder {
    return {
      signal,
      found: (finds) => {
        if (!signal.aborted) this.needs.board.add(finds);
      },
      missed: (misses) => {
        if (!signal.aborted) this.needs.board.addProblems(misses);
      },
      went: (doneCount, totalCount) => {
        this.collecting = { doneCount, totalCount };
        this.needs.board.settle();
      },
      hasRoom: () => this.needs.board.hasRoom(),
    };
  }
}
