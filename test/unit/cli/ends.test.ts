import { describe, expect, it } from 'vitest';
import { isAskedToPause } from '../../../electron/cli/downloads/asked-to-pause';
import { causeOfEnd } from '../../../electron/cli/downloads/follow';
import type { DownloadState } from '../../../shared/download/state';
import { type FailureCode, failure } from '../../../shared/failure';
import { download } from '../renderer/stores/builders';

function waiting(
  untilMs: number | null,
  code: FailureCode,
  retryAfterMs: number | null = null,
): DownloadState {
  return { kind: 'waiting', untilMs, cause: failure(code, {}, retryAfterMs), attempt: 1 };
}

describe('causeOfEnd', () => {
  it.each([
    ['a failure is the end', { kind: 'failed', cause: failure('access.paid') }, 'access.paid'],
    ['so is a wait that somebody has to end', waiting(null, 'disk.full'), 'disk.full'],
    ['a wait that passes by itself is not', waiting(5, 'network.reset'), null],
    ['nor is work', { kind: 'transferring' }, null],
  ] as const)('%s', (_what, state, code) => {
    expect(causeOfEnd(download(1, state))?.code ?? null).toBe(code);
  });
});

describe('isAskedToPause', () => {
  it.each([
    ['while the pause that a server asked for lasts', waiting(2_000, 'http.rateLimited', 60_000), true],
    ['not once it is over', waiting(999, 'http.rateLimited', 60_000), false],
    ['not while only Civet itself pauses', waiting(2_000, 'network.reset'), false],
    ['not without an end', waiting(null, 'disk.full'), false],
  ] as const)('%s', (_when, state, isAsked) => {
    expect(isAskedToPause({ state }, 1_000)).toBe(isAsked);
  });
});
