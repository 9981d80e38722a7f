import { assertNever } from '../../../shared/assert-never';
import type {
  DownloadEvent,
  DownloadEventKind,
  DownloadState,
  DownloadStateKind,
  Verification,
} from '../../../shared/download/state';
import { ruleOf } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { nextAfterFailure } from './retry';

/**
 * Which events each state accepts, and where they may lead. The drawing in `docs/architecture.md`
 * is generated from this table.
 */
export const TRANSITIONS = {
  queued: { start: ['probing'], fail: ['waiting', 'failed'], pause: ['paused'], cancel: ['cancelled'] },
  probing: {
    found: ['verifying'],
    probed: ['transferring'],
    fail: ['waiting', 'failed'],
    hold: ['queued'],
    pause: ['paused'],
    cancel: ['cancelled'],
  },
  transferring: {
    received: ['verifying'],
    fail: ['waiting', 'failed'],
    hold: ['queued'],
    pause: ['paused'],
    cancel: ['cancelled'],
  },
  verifying: {
    verified: ['finalizing'],
    kept: ['completed'],
    differs: ['probing'],
    fail: ['waiting', 'failed'],
    hold: ['queued'],
    pause: ['paused'],
    cancel: ['cancelled'],
  },
  finalizing: {
    renamed: ['finalizing'],
    placed: ['completed'],
    fail: ['finalizing', 'failed'],
    retry: ['finalizing'],
  },
  waiting: {
    wake: ['queued'],
    retry: ['queued'],
    fail: ['waiting', 'failed'],
    pause: ['paused'],
    cancel: ['cancelled'],
  },
  paused: { resume: ['queued'], cancel: ['cancelled'] },
  failed: { retry: ['queued'], cancel: ['cancelled'] },
  cancelled: { retry: ['queued'] },
  completed: {},
} as const satisfies Record<
  DownloadStateKind,
  Partial<Record<DownloadEventKind, readonly DownloadStateKind[]>>
>;

export interface IllegalTransition {
  readonly from: DownloadStateKind;
  readonly event: DownloadEventKind;
}

/** Facts from outside that a step needs; the machine itself knows no clock and no chance. */
export interface StepContext {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Tries in a row that brought no new bytes, the one that has just failed not counted. */
  readonly failedAttempts: number;
  /** How many of them, the last ones, ended in this same way. */
  readonly repeats: number;
  /** Between 0 and 1, for the jitter of the next try. */
  readonly random: number;
}

export function accepts(state: DownloadStateKind, event: DownloadEventKind): boolean {
  return event in TRANSITIONS[state];
}

/** The only way from one state to the next. Pure: the same input gives the same answer. */
export function step(
  state: DownloadState,
  event: DownloadEvent,
  context: StepContext,
): Result<DownloadState, IllegalTransition> {
  if (!accepts(state.kind, event.kind)) return err({ from: state.kind, event: event.kind });
  switch (event.kind) {
    case 'start':
    case 'differs':
      return ok({ kind: 'probing' });
    case 'probed':
      return ok({ kind: 'transferring' });
    case 'found':
    case 'received':
      return ok({ kind: 'verifying' });
    case 'kept':
      return ok(completed(event.verification, event.finalName, context.nowMs));
    case 'verified':
      return ok({ kind: 'finalizing', verification: event.verification, finalName: event.finalName });
    case 'renamed':
      if (state.kind !== 'finalizing') return err({ from: state.kind, event: event.kind });
      return ok({ kind: 'finalizing', verification: state.verification, finalName: event.finalName });
    case 'placed':
      if (state.kind !== 'finalizing') return err({ from: state.kind, event: event.kind });
      return ok(completed(state.verification, state.finalName, context.nowMs));
    case 'fail':
      // A file that is whole and proven keeps its proof, and the name that it may have by now, while
      // another program stands in its way or its drive is not there.
      if (state.kind === 'finalizing' && ['backoff', 'whenGone'].includes(ruleOf(event.cause.code).retry))
        return ok({ ...state, isBlocked: true });
      return ok(nextAfterFailure(event.cause, context));
    case 'retry':
      if (state.kind !== 'finalizing') return ok({ kind: 'queued' });
      return ok({ kind: 'finalizing', verification: state.verification, finalName: state.finalName });
    case 'hold':
    case 'wake':
    case 'resume':
      return ok({ kind: 'queued' });
    case 'pause':
      return ok({ kind: 'paused' });
    case 'cancel':
      return ok({ kind: 'cancelled' });
    default:
      return assertNever(event);
  }
}

function completed(verification: Verification, finalName: string, atMs: number): DownloadState {
  return { kind: 'completed', verification, finalName, atMs };
}
