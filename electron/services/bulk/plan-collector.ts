import type { PlanHead, PlanSource } from '../../../shared/bulk/plan';
import { writeSearchLink } from '../../../shared/civitai/search-link';
import { failure } from '../../../shared/failure';
import type { LockedFile } from '../../core/bulk/lock-file';
import { readList } from '../../core/bulk/read-list';
import type { SearchNeeds } from '../catalogue/search-models';
import { Asking } from './asking';
import { findFiles, type WantedFile } from './find-files';
import { findListed, type ListNeeds } from './find-listed';
import { findLocked } from './find-locked';
import { findSearched, findsOf } from './find-searched';
import type { Finder, Miss } from './findings';
import type { PlanBoard } from './plan-board';

export interface CollectorNeeds
  extends Omit<ListNeeds, 'preference'>,
    Pick<SearchNeeds, 'answers' | 'clock' | 'settings'> {
  readonly board: PlanBoard;
  readonly report: (error: unknown) => void;
}

type SearchSource = Extract<PlanSource, { kind: 'search' }>;

type AskedLine = Pick<Miss, 'line' | 'untrustedText'>;

interface Task {
  readonly run: (finder: Finder) => Promise<void>;
  /** It looks at an account's own lists. */
  readonly isPrivate: boolean;
  /** What it was asked for, as it could be pasted again. */
  readonly lines: () => readonly AskedLine[];
}

const MODELS_AT_ONCE = 100;

/** Looks up what was asked for and puts what it finds on the board. */
export class PlanCollector {
  private readonly tasks: Task[] = [];
  private running: { readonly task: Task; readonly calledOff: AbortController } | null = null;
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
    this.enqueue({
      isPrivate: false,
      run: (finder) => findLocked(this.needs.models, files, finder),
      lines: () => files.map(({ modelId, versionId }) => linkTo(modelId, versionId)),
    });
  }

  collectFiles(wanted: readonly WantedFile[]): void {
    this.enqueue({
      isPrivate: false,
      run: (finder) => findFiles(this.needs.models, wanted, finder),
      lines: () => wanted.map(({ modelId, versionId }) => linkTo(modelId, versionId)),
    });
  }

  /**
   * What was found stays; what is found later by questions that are on their way is dropped. What nobody has begun to
   * look up is kept as it was written.
   */
  stop(): void {
    const cause = failure('input.cancelled');
    const rest = this.tasks.splice(0).flatMap((task) => task.lines());
    this.needs.board.addProblems(rest.map(({ line, untrustedText }) => ({ line, untrustedText, cause })));
    this.running?.calledOff.abort();
  }

  /** Nothing of it is wanted any more. */
  forget(): void {
    this.tasks.length = 0;
    this.running?.calledOff.abort();
  }

  /** Somebody else is signed in, or nobody. */
  stopPrivate(): void {
    const rest = this.tasks.filter(({ isPrivate }) => !isPrivate);
    this.tasks.splice(0, this.tasks.length, ...rest);
    if (this.running?.task.isPrivate === true) this.running.calledOff.abort();
  }

  private taskOf(source: PlanSource): Task {
    switch (source.kind) {
      case 'models':
        return {
          isPrivate: false,
          run: (finder) => this.findModels(source.modelIds, finder),
          lines: () => source.modelIds.map((id) => linkTo(id, null)),
        };
      case 'search': {
        const { wish } = source;
        return {
          isPrivate: wish.onlyFavorites || wish.onlyHidden,
          run: (finder) => this.search(source, wish.creator ?? wish.text, null, finder),
          lines: () => [{ line: null, untrustedText: writeSearchLink(wish) }],
        };
      }
      case 'list':
        return {
          isPrivate: false,
          run: (finder) => this.findListed(source.text, finder),
          lines: () => readList(source.text),
        };
    }
  }

  private async findListed(text: string, finder: Finder): Promise<void> {
    const lines = readList(text);
    const cause = failure('input.notUnderstood');
    const strange = lines.filter(({ entries }) => entries.length === 0);
    finder.missed(strange.map(({ line, untrustedText }) => ({ line, untrustedText, cause })));
    await findListed({ ...this.needs, preference: () => this.needs.settings().preference }, lines, finder);
    for (const { line, entries } of lines) {
      for (const { named, untrustedText } of entries) {
        if (named.kind !== 'search') continue;
        const source: SearchSource = { kind: 'search', wish: named.wish, versions: 'newest' };
        await this.search(source, untrustedText, line, finder);
      }
    }
  }

  private async findModels(modelIds: readonly number[], finder: Finder): Promise<void> {
    const ids = [...new Set(modelIds)];
    const asking = new Asking(finder.signal);
    finder.went(0, ids.length);
    for (let from = 0; from < ids.length; from += MODELS_AT_ONCE) {
      if (finder.signal.aborted || !finder.hasRoom()) return;
      const chunk = ids.slice(from, from + MODELS_AT_ONCE);
      const known = await this.needs.models.byIds(chunk, asking);
      if (finder.signal.aborted) return;
      for (const id of chunk) {
        const model = known.get(id);
        const { preference } = this.needs.settings();
        const finds = model?.ok ? findsOf(model.value, 'newest', preference) : [];
        finder.found(finds);
        if (finds.length > 0) continue;
        const cause = model?.ok === false ? model.error : failure('input.noVersions');
        finder.missed([{ ...linkTo(id, null), cause }]);
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
    if (this.running === null) void this.run();
  }

  /** One after the other, so that the order of the plan is the order of the questions. */
  private async run(): Promise<void> {
    const { board, report } = this.needs;
    for (let task = this.tasks.shift(); task !== undefined; task = this.tasks.shift()) {
      const calledOff = new AbortController();
      this.running = { task, calledOff };
      this.collecting = { doneCount: 0, totalCount: null };
      board.refresh();
      const { signal } = calledOff;
      const work = task.run(this.finder(signal)).catch((error: unknown) => {
        report(error);
        board.addProblems([{ untrustedText: '', line: null, cause: failure('app.bug') }]);
      });
      // A question that is on its way holds nobody up: its answer is dropped when it comes.
      await Promise.race([work, aborted(signal)]);
      if (board.takeOverflow() && !signal.aborted) {
        const cause = failure('input.planFull', { most: board.size });
        board.addProblems([{ untrustedText: '', line: null, cause }]);
      }
    }
    this.running = null;
    this.collecting = null;
    board.refresh();
  }

  private finder(signal: AbortSignal): Finder {
    const { board } = this.needs;
    return {
      signal,
      found: (finds) => {
        if (!signal.aborted) board.add(finds);
      },
      missed: (misses) => {
        if (!signal.aborted) board.addProblems(misses);
      },
      leftOut: (modelIds) => {
        if (!signal.aborted) board.noteAboveLevel(modelIds);
      },
      went: (doneCount, totalCount) => {
        if (signal.aborted) return;
        this.collecting = { doneCount, totalCount };
        board.settle();
      },
      hasRoom: () => !board.hasOverflow,
    };
  }
}

function linkTo(modelId: number, versionId: number | null): AskedLine {
  const version = versionId === null ? '' : `?modelVersionId=${versionId}`;
  return { line: null, untrustedText: `https://civitai.com/models/${modelId}${version}` };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
