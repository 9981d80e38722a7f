import { app } from 'electron';

/**
 * Lets the program end only once everything is saved, however often it is told to.
 *
 * @param isHeldBack asked once more each time until it is not: the user may have to be asked whether they want it
 * @param leftThreads how many threads have not ended by then; a disk that does not answer may hold them for ever
 */
export function saveBeforeQuit(
  save: () => Promise<void>,
  leftThreads: () => number,
  isHeldBack: () => boolean = () => false,
): void {
  let saving: 'no' | 'underWay' | 'done' = 'no';
  app.on('before-quit', (event) => {
    if (saving === 'done') return;
    event.preventDefault();
    if (saving === 'underWay' || isHeldBack()) return;
    saving = 'underWay';
    void save().finally(() => {
      saving = 'done';
      app.quit();
    });
  });
  app.on('quit', () => {
    // Electron would wait for them at its very end, with no window and without an end.
    if (leftThreads() > 0) process.kill(process.pid, 'SIGKILL');
  });
}
