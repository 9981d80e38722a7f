import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether a Linux machine runs on its battery; null where the kernel does not tell. Electron tells it on
 * the other systems.
 *
 * @param folder where the kernel lists what supplies power
 */
export async function isOnBattery(folder = '/sys/class/power_supply'): Promise<boolean | null> {
  const names = await readdir(folder).catch(() => []);
  const supplies = await Promise.all(
    names.map(async (name) => ({
      type: await field(folder, name, 'type'),
      online: await field(folder, name, 'online'),
      status: await field(folder, name, 'status'),
      scope: await field(folder, name, 'scope'),
    })),
  );
  // A mouse has a battery too, and is no reason to wait.
  const own = supplies.filter(({ scope }) => scope !== 'Device');
  if (own.some(({ type, online }) => type !== 'Battery' && online === '1')) return false;
  const batteries = own.filter(({ type }) => type === 'Battery');
  if (batteries.some(({ status }) => status === 'Discharging')) return true;
  return batteries.some(({ status }) => status === 'Charging' || status === 'Full') ? false : null;
}

async function field(folder: string, name: string, key: string): Promise<string | null> {
  const text = await readFile(join(folder, name, key), 'utf8').catch(() => null);
  return text?.trim() ?? null;
}
