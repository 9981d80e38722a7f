import type { Settings } from '../shared/settings/schema';
import { isMeteredLine } from './adapters/metered-line';
import { isOnBattery } from './adapters/power-supply';
import { localWeekMoment, systemClock } from './adapters/system';
import type { WorkerTransfers } from './adapters/worker-transfers';
import type { SettingsStore, Volumes } from './core/ports';
import type { createPublish } from './ipc/publish';
import type { DownloadQueue } from './services/downloads/download-queue';
import { HoldWatch } from './services/downloads/hold-watch';
import { LimitWatch } from './services/downloads/limit-watch';
import { SleepWatch } from './services/downloads/sleep-watch';
import { runsOnBattery, watchPower } from './shell/power-watch';
import { StatusWatch } from './shell/status-watch';

export interface WatchParts {
  readonly stored: SettingsStore;
  readonly queue: DownloadQueue;
  readonly transfers: Pick<WorkerTransfers, 'tune' | 'dropConnections'>;
  readonly volumes: Volumes;
  /** Whose free space the status bar tells; null for none. */
  readonly folder: () => string | null;
  readonly publish: ReturnType<typeof createPublish>;
  /** The machine slept, or was without a network, and is back. */
  readonly onBack: () => void;
}

export interface Watches {
  readonly status: StatusWatch;
  /** What holds the queue is known before it starts. */
  prepare(): void;
  start(): void;
  noteSettings(settings: Settings, before: Settings): void;
  stop(): void;
}

/** Asking about power and lines starts programs, so it is done only when the answer matters anew. */
function mindsPower({ pauseOnBattery, pauseOnMetered }: Settings): string {
  return `${pauseOnBattery} ${pauseOnMetered}`;
}

/** Wires what looks at the hour, the power, the line and the network, and holds or wakes the queue for them. */
export function createWatches(parts: WatchParts): Watches {
  const { stored, queue, transfers, volumes, publish } = parts;
  const settings = () => stored.settings();
  const limits: LimitWatch = new LimitWatch({
    clock: systemClock,
    settings,
    weekMoment: localWeekMoment,
    onChanged: (limit) => {
      queue.setHeld('schedule', limit.bytesPerSecond === 0);
      tune();
      status.noteChange();
    },
  });
  const holds = new HoldWatch({
    clock: systemClock,
    settings,
    isOnBattery: () => runsOnBattery(isOnBattery),
    isMetered: isMeteredLine,
    setHeld: (cause, isOn) => queue.setHeld(cause, isOn),
  });
  const onWake = () => {
    queue.onWake();
    // Before the queue lets go: hour, power and line may be others than they were.
    limits.look();
    holds.look();
    parts.onBack();
  };
  const sleep = new SleepWatch(systemClock, onWake);
  const tune = () =>
    transfers.tune({
      // A quiet hour holds the queue; 0 lets nothing of what it may have missed pass.
      bytesPerSecond: limits.limit().bytesPerSecond,
      connectionsPerDownload: settings().connectionsPerDownload,
    });
  const status: StatusWatch = new StatusWatch({
    folder: parts.folder,
    look: (folder) => volumes.look(folder, folder),
    limit: () => limits.limit(),
    heldBy: () => queue.heldBy(),
    onChanged: (view) => publish('app.statusChanged', view),
    onBack: () => {
      holds.look();
      transfers.dropConnections();
      queue.wakeNetworkWaiters();
      parts.onBack();
    },
  });
  let unwatchPower: (() => void) | null = null;
  return {
    status,
    prepare: () => {
      tune();
      queue.setHeld('schedule', limits.limit().bytesPerSecond === 0);
      holds.start();
    },
    start: () => {
      limits.look();
      sleep.start();
      unwatchPower = watchPower({
        onSleep: () => void queue.onSleep(),
        onWake,
        onSupply: () => holds.look(),
      });
      status.start();
    },
    noteSettings: (now, before) => {
      limits.look();
      tune();
      if (mindsPower(now) !== mindsPower(before)) holds.look();
    },
    stop: () => {
      unwatchPower?.();
      sleep.stop();
      holds.stop();
      limits.stop();
      status.stop();
    },
  };
}
