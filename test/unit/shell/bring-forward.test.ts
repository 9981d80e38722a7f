import type { BrowserWindow } from 'electron';
import { describe, expect, it } from 'vitest';
import { bringForward } from '../../../electron/shell/bring-forward';

/** A window as far as it is asked here, and what was done with it. */
function fakeWindow(state: { isDestroyed?: boolean; isMinimized?: boolean; isVisible?: boolean }) {
  const done: string[] = [];
  const window = {
    isDestroyed: () => state.isDestroyed ?? false,
    isMinimized: () => state.isMinimized ?? false,
    isVisible: () => state.isVisible ?? true,
    restore: () => done.push('restore'),
    show: () => done.push('show'),
    focus: () => done.push('focus'),
  };
  // Only these members are used.
  return { window: window as unknown as BrowserWindow, done };
}

describe('bringForward', () => {
  it.each([
    ['none', null],
    ['one that is gone', fakeWindow({ isDestroyed: true }).window],
  ])('opens a window where there is %s', (_, window) => {
    let opened = 0;
    bringForward(window, () => {
      opened += 1;
    });
    expect(opened).toBe(1);
  });

  it.each([
    ['hidden', { isVisible: false }, ['show', 'focus']],
    ['minimised', { isMinimized: true }, ['restore', 'focus']],
    ['behind another', {}, ['focus']],
  ])('brings one that is %s before the user', (_, state, wanted) => {
    const { window, done } = fakeWindow(state);
    bringForward(window, () => done.push('open'));
    expect(done).toEqual(wanted);
  });
});
