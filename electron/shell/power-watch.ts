import { powerMonitor } from 'electron';

export interface PowerNeeds {
  readonly onSleep: () => void;
  readonly onWake: () => void;
  /** The machine was plugged in or unplugged; not every system tells. */
  readonly onSupply: () => void;
}

/** Passes on what the system says about sleep and power. The answer stops it. */
export function watchPower({ onSleep, onWake, onSupply }: PowerNeeds): () => void {
  powerMonitor.on('suspend', onSleep);
  powerMonitor.on('resume', onWake);
  powerMonitor.on('on-battery', onSupply);
  powerMonitor.on('on-ac', onSupply);
  return () => {
    powerMonitor.off('suspend', onSleep);
    powerMonitor.off('resume', onWake);
    powerMonitor.off('on-battery', onSupply);
    powerMonitor.off('on-ac', onSupply);
  };
}

/**
 * Null where nobody tells.
 *
 * @param askKernel on Linux Electron does not know, and the kernel does
 */
export function runsOnBattery(askKernel: () => Promise<boolean | null>): Promise<boolean | null> {
  if (process.platform === 'linux') return askKernel();
  return Promise.resolve(powerMonitor.isOnBatteryPower());
}
