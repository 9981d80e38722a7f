import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showProgress, useShownProgress } from '../../../../renderer/stores/shown-progress';
import type { OperationProgress } from '../../../../shared/operations/operations';

const names: OperationProgress = {
  ...{ id: 'a', kind: 'trash', way: 'doing', doneCount: 0, totalCount: 9 },
  ...{ copy: null, canCallOff: true },
};
const copying: OperationProgress = {
  ...names,
  copy: { doneBytes: 1, totalBytes: 2, bytesPerSecond: null, remainingMs: null },
};
const shown = () => useShownProgress.getState().progress;
const wait = (ms: number) => vi.advanceTimersByTime(ms);

beforeEach(() => vi.useFakeTimers());

afterEach(() => {
  showProgress(null);
  wait(1_000);
  vi.useRealTimers();
});

describe('the progress that is shown', () => {
  it('says nothing of what is done soon', () => {
    showProgress(names);
    wait(400);
    showProgress({ ...names, doneCount: 5 });
    wait(299);
    showProgress(null);
    wait(1_000);
    expect(shown()).toBeNull();
  });

  it('comes once a change takes its time, as it is by then, and goes with its end', () => {
    showProgress(names);
    wait(600);
    showProgress({ ...names, doneCount: 5 });
    expect(shown()).toBeNull();
    wait(100);
    expect(shown()).toMatchObject({ doneCount: 5 });
    showProgress({ ...names, doneCount: 7 });
    expect(shown()).toMatchObject({ doneCount: 7 });
    wait(500);
    showProgress(null);
    wait(0);
    expect(shown()).toBeNull();
  });

  it('comes at once with bytes, stays for half a second, and cannot be called off after its end', () => {
    showProgress(copying);
    expect(shown()).toEqual(copying);
    wait(100);
    showProgress(null);
    wait(399);
    expect(shown()).toEqual({ ...copying, canCallOff: false });
    wait(1);
    expect(shown()).toBeNull();
  });

  it('stays where the next change begins before it has gone', () => {
    showProgress(copying);
    wait(100);
    showProgress(null);
    wait(100);
    showProgress({ ...names, id: 'b' });
    expect(shown()).toMatchObject({ id: 'b', canCallOff: true });
    wait(2_000);
    expect(shown()).toMatchObject({ id: 'b' });
  });

  it('counts anew for the next change', () => {
    showProgress(names);
    wait(600);
    showProgress(null);
    showProgress(names);
    wait(600);
    expect(shown()).toBeNull();
    wait(100);
    expect(shown()).toEqual(names);
  });
});
