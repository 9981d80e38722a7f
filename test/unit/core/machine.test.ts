import { describe, expect, it } from 'vitest';
import { accepts, step, TRANSITIONS } from '../../../electron/core/download/machine';
import type {
  DownloadEvent,
  DownloadEventKind,
  DownloadState,
  DownloadStateKind,
} from '../../../shared/download/state';
import { FAILURES, failure } from '../../../shared/failure';

const context = { nowMs: 1_000_000, failedAttempts: 0, repeats: 0, random: 0.5 };
const verification = { kind: 'verified', by: 'sha256', sha256: 'AB' } as const;

const STATES: Record<DownloadStateKind, DownloadState> = {
  queued: { kind: 'queued' },
  probing: { kind: 'probing' },
  transferring: { kind: 'transferring' },
  verifying: { kind: 'verifying' },
  finalizing: { kind: 'finalizing', verification, finalName: 'a.safetensors' },
  completed: { kind: 'completed', verification, finalName: 'a.safetensors', atMs: 1 },
  waiting: { kind: 'waiting', untilMs: 5, cause: failure('network.reset'), attempt: 1 },
  paused: { kind: 'paused' },
  failed: { kind: 'failed', cause: failure('access.loginNeeded') },
  cancelled: { kind: 'cancelled' },
};
const EVENTS: Record<DownloadEventKind, DownloadEvent> = {
  start: { kind: 'start' },
  found: { kind: 'found' },
  differs: { kind: 'differs' },
  kept: { kind: 'kept', verification, finalName: 'a.safetensors' },
  probed: { kind: 'probed' },
  received: { kind: 'received' },
  verified: { kind: 'verified', verification, finalName: 'a.safetensors' },
  renamed: { kind: 'renamed', finalName: 'a (2).safetensors' },
  placed: { kind: 'placed' },
  fail: { kind: 'fail', cause: failure('network.reset') },
  wake: { kind: 'wake' },
  hold: { kind: 'hold' },
  pause: { kind: 'pause' },
  resume: { kind: 'resume' },
  retry: { kind: 'retry' },
  cancel: { kind: 'cancel' },
};
const pairs = Object.values(STATES).flatMap((state) =>
  Object.values(EVENTS).map((event) => ({ state, event })),
);

describe('step', () => {
  it.each(pairs)('$state.kind + $event.kind → only where the table leads', ({ state, event }) => {
    const next = step(state, event, context);
    const targets: Partial<Record<string, readonly string[]>> = TRANSITIONS[state.kind];
    const allowed = targets[event.kind];
    if (allowed === undefined)
      expect(next).toEqual({ ok: false, error: { from: state.kind, event: event.kind } });
    else expect(next.ok && allowed.includes(next.value.kind)).toBe(true);
  });

  // The table cannot vouch for itself: these are the promises made to the user.
  const promises: readonly [DownloadStateKind, DownloadEventKind, DownloadStateKind][] = [
    ['queued', 'pause', 'paused'],
    ['probing', 'pause', 'paused'],
    ['transferring', 'pause', 'paused'],
    ['waiting', 'pause', 'paused'],
    ['paused', 'resume', 'queued'],
    ['failed', 'retry', 'queued'],
    ['cancelled', 'retry', 'queued'],
    ['waiting', 'retry', 'queued'],
    ['waiting', 'wake', 'queued'],
    ['queued', 'cancel', 'cancelled'],
    ['probing', 'hold', 'queued'],
    ['probing', 'found', 'verifying'],
    ['verifying', 'differs', 'probing'],
    ['verifying', 'kept', 'completed'],
    ['transferring', 'hold', 'queued'],
    ['verifying', 'hold', 'queued'],
    ['finalizing', 'retry', 'finalizing'],
    ['transferring', 'cancel', 'cancelled'],
    ['verifying', 'cancel', 'cancelled'],
    ['paused', 'cancel', 'cancelled'],
    ['failed', 'cancel', 'cancelled'],
    ['finalizing', 'placed', 'completed'],
  ];
  it.each(promises)('%s + %s → %s', (from, event, to) => {
    const next = step(STATES[from], EVENTS[event], context);
    expect(next.ok && next.value.kind).toBe(to);
  });

  it('never leaves completed', () => {
    expect(Object.keys(EVENTS).filter((event) => accepts('completed', event as DownloadEventKind))).toEqual(
      [],
    );
  });

  it('waits for what may pass and fails for what needs the user, by the failure table', () => {
    for (const code of Object.keys(FAILURES) as (keyof typeof FAILURES)[]) {
      const next = step(STATES.transferring, { kind: 'fail', cause: failure(code) }, context);
      const isPassing = ['backoff', 'whenGone'].includes(FAILURES[code].retry);
      const expected = isPassing ? 'waiting' : 'failed';
      expect(next.ok && next.value.kind, code).toBe(expected);
    }
  });

  it('names no time for what passes only with its cause', () => {
    const next = step(STATES.transferring, { kind: 'fail', cause: failure('disk.full') }, context);
    expect(next).toMatchObject({ ok: true, value: { kind: 'waiting', untilMs: null } });
  });

  it('keeps the proof of a whole file while another program stands in its way', () => {
    const next = step(STATES.finalizing, { kind: 'fail', cause: failure('disk.busy') }, context);
    expect(next).toEqual({ ok: true, value: { ...STATES.finalizing, isBlocked: true } });
    const again = next.ok ? step(next.value, EVENTS.retry, context) : next;
    expect(again).toEqual({ ok: true, value: STATES.finalizing });
  });

  it.each(['disk.driveMissing', 'disk.ioError', 'disk.full'] as const)(
    'keeps proof and name of a whole file at %s',
    (code) => {
      const next = step(STATES.finalizing, { kind: 'fail', cause: failure(code) }, context);
      expect(next).toEqual({ ok: true, value: { ...STATES.finalizing, isBlocked: true } });
    },
  );

  it('does not wait by itself when only the user can make room for a proven file', () => {
    const next = step(STATES.finalizing, { kind: 'fail', cause: failure('disk.denied') }, context);
    expect(next.ok && next.value.kind).toBe('failed');
  });

  it('carries the proof from finalizing into completed', () => {
    const next = step(STATES.finalizing, EVENTS.placed, context);
    expect(next).toEqual({
      ok: true,
      value: { kind: 'completed', verification, finalName: 'a.safetensors', atMs: context.nowMs },
    });
  });
});
