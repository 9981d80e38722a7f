import { describe, expect, it } from 'vitest';
import { afterClosing } from '../../../../electron/core/presence/closing';

describe('afterClosing', () => {
  const usual = { isMac: false, wantsTray: true, hasTray: true, runningCount: 0, pendingCount: 0 };
  it.each([
    ['a tray → hide', {}, 'hide'],
    ['a tray, on macOS → hide', { isMac: true }, 'hide'],
    ['no tray, nothing to do → quit', { hasTray: false }, 'quit'],
    ['no tray, one runs → hide', { hasTray: false, runningCount: 1 }, 'hide'],
    ['no tray, one is to come → hide', { hasTray: false, pendingCount: 1 }, 'hide'],
    ['not wanted → quit', { wantsTray: false, runningCount: 1 }, 'quit'],
    ['not wanted, on macOS → close', { wantsTray: false, isMac: true, runningCount: 1 }, 'close'],
  ])('%s', (_, facts, fate) => {
    expect(afterClosing({ ...usual, ...facts })).toBe(fate);
  });
});
