import { type Failure, failure } from '../../../shared/failure';
import type { PlanningProgress } from '../../../shared/operations/operations';
import { err, type Result } from '../../../shared/result';
import type { Step } from '../../core/operations/steps';
import type { Clock } from '../../core/ports';

/** How often the page is told how far it has come. */
const TELL_MS = 250;

/** Told by whoever looks at many files before anything is done with them, who ends with the signal. */
export interface PlanWatch {
  readonly signal: AbortSignal;
  onLooked(doneCount: number, totalCount: number): void;
  /** Told of a step that cannot be done, and why, so that the others are planned without it; null where one stops all. */
  readonly onLeftOut: ((step: Step, cause: Failure) => void) | null;
}

/** One thing that is planned. */
export interface PlanningRun {
  readonly signal: AbortSignal;
  note(stage: PlanningProgress['stage'], doneCount: number, totalCount: number): void;
}

export interface PlanningNeeds {
  readonly clock: Pick<Clock, 'after'>;
  /** Null when nothing is planned any more. */
  readonly publish: (progress: PlanningProgress | null) => void;
}

interface Run {
  readonly ending: AbortController;
  progress: PlanningProgress;
}

/** What is planned just now for many files: how far it is, and the way to end it, with nothing done by then. */
export class Planning {
  /** The last one begun is the one that is shown. */
  private readonly runs: Run[] = [];
  private callOffTick: (() => void) | null = null;
  private isStopped = false;

  constructor(private readonly needs: PlanningNeeds) {}

  /** @returns `input.cancelled` when it was ended, whatever the work comes to then */
  async during<T>(
    kind: PlanningProgress['kind'],
    work: (run: PlanningRun) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const run: Run = {
      ending: new AbortController(),
      progress: { kind, stage: 'looking', doneCount: 0, totalCount: 0 },
    };
    if (this.isStopped) run.ending.abort();
    const { signal } = run.ending;
    const note: PlanningRun['note'] = (stage, doneCount, totalCount) => {
      run.progress = { kind, stage, doneCount, totalCount };
    };
    this.runs.push(run);
    if (this.callOffTick === null) this.tick();
    try {
      const done = await work({ signal, note });
      return signal.aborted ? err(failure('input.cancelled')) : done;
    } finally {
      this.runs.splice(this.runs.indexOf(run), 1);
      if (this.runs.length === 0) this.endTicks();
    }
  }

  /** Ends what is shown. */
  callOff(): void {
    this.runs.at(-1)?.ending.abort();
  }

  /** Ends all of it, and what is begun from now on. */
  stop(): void {
    this.isStopped = true;
    for (const { ending } of this.runs) ending.abort();
    this.callOffTick?.();
  }

  private tick(): void {
    if (this.isStopped) return;
    this.needs.publish(this.runs.at(-1)?.progress ?? null);
    this.callOffTick = this.needs.clock.after(TELL_MS, () => this.tick());
  }

  private endTicks(): void {
    this.callOffTick?.();
    this.callOffTick = null;
    if (!this.isStopped) this.needs.publish(null);
  }
}
