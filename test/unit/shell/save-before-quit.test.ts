import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { saveBeforeQuit } from '../../../electron/shell/save-before-quit';

const { app } = vi.hoisted(() => ({ app: { on: vi.fn(), quit: vi.fn() } }));
vi.mock('electron', () => ({ app }));

/** Electron's program: asks, then ends. */
function program(leftThreads: number, save: () => Promise<void>, isHeldBack = () => false) {
  const events = new EventEmitter();
  app.on.mockImplementation((name: string, listener: (...given: unknown[]) => void) =>
    events.on(name, listener),
  );
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  app.quit.mockImplementation(() => {
    let isHeld = false;
    const preventDefault = () => {
      isHeld = true;
    };
    events.emit('before-quit', { preventDefault });
    if (!isHeld) events.emit('quit');
  });
  saveBeforeQuit(save, () => leftThreads, isHeldBack);
  return { kill };
}

afterEach(() => {
  vi.restoreAllMocks();
  app.on.mockReset();
  app.quit.mockReset();
});

describe('the end of the program', () => {
  it('waits until all is saved, once, however often it is asked for', async () => {
    const save = vi.fn(() => Promise.resolve());
    const { kill } = program(0, save);
    app.quit();
    app.quit();
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledTimes(3));
    expect(save).toHaveBeenCalledTimes(1);
    expect(kill).not.toHaveBeenCalled();
  });

  it('does not wait for a thread that cannot be ended, once all is saved', async () => {
    let saved: () => void = () => undefined;
    const saving = new Promise<void>((resolve) => {
      saved = resolve;
    });
    const { kill } = program(1, () => saving);
    app.quit();
    expect(kill).not.toHaveBeenCalled();
    saved();
    await vi.waitFor(() => expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL'));
  });

  it('saves nothing and ends nothing while the user is still asked', async () => {
    const save = vi.fn(() => Promise.resolve());
    let isAsking = true;
    program(0, save, () => isAsking);
    app.quit();
    expect(save).not.toHaveBeenCalled();
    isAsking = false;
    app.quit();
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledTimes(3));
    expect(save).toHaveBeenCalledTimes(1);
  });
});
