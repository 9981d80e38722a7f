import { AppImageUpdater, MacUpdater, NsisUpdater } from 'electron-updater';
import { type UpdatedProgram, UpdaterEngine, type UpdaterEngineNeeds } from './updater-engine';

/** The engine with the one updater that fits the system. Where nothing is installed it only looks. */
export function makeEngine(
  platform: NodeJS.Platform,
  program: UpdatedProgram,
  needs: Omit<UpdaterEngineNeeds, 'updater'>,
): UpdaterEngine {
  let made: UpdaterEngine | null = null;
  const renewed: UpdatedProgram = {
    ...program,
    onQuit: (handler) =>
      program.onQuit((exitCode) => {
        // Its own way never starts Civet again.
        if (exitCode !== 0 || made?.installAndStart() !== true) handler(exitCode);
      }),
  };
  const Updater = platform === 'darwin' ? MacUpdater : platform === 'win32' ? NsisUpdater : AppImageUpdater;
  made = new UpdaterEngine({ ...needs, updater: new Updater(undefined, renewed) });
  return made;
}
