import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const LONGEST_ANSWER_MS = 2_000;

const QUESTION = [
  'call',
  '--session',
  '--timeout=2',
  '--dest=org.kde.StatusNotifierWatcher',
  '--object-path=/StatusNotifierWatcher',
  '--method=org.freedesktop.DBus.Properties.Get',
  'org.kde.StatusNotifierWatcher',
  'IsStatusNotifierHostRegistered',
] as const;

/**
 * Whether this desktop shows tray icons. On Linux a desktop does when a host is registered with the
 * StatusNotifierWatcher of its session bus; GNOME by itself has none. Other systems always do.
 *
 * Starts a program of the system, so it is nothing to ask all the time.
 */
export async function hasTrayHost(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  // Asked without a bus, some systems start one that nobody needs.
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime } = process.env;
  const hasBus = (address ?? '') !== '' || (runtime !== undefined && existsSync(join(runtime, 'bus')));
  if (!hasBus) return false;
  return new Promise((resolve) => {
    execFile('gdbus', [...QUESTION], { timeout: LONGEST_ANSWER_MS }, (error, output) =>
      resolve(error === null && /<true>/.test(output)),
    );
  });
}
