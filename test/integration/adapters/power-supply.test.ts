import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOnBattery } from '../../../electron/adapters/power-supply';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder('supply');
});
afterEach(() => folder.remove());

/** Files as the kernel lists them below /sys/class/power_supply. */
async function supply(name: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(folder.path, name));
  for (const [key, text] of Object.entries(fields))
    await writeFile(join(folder.path, name, key), `${text}\n`);
}

describe('isOnBattery', () => {
  it('says so of a laptop that is unplugged, and not of one that is plugged in', async () => {
    await supply('AC', { type: 'Mains', online: '0' });
    await supply('BAT0', { type: 'Battery', status: 'Discharging' });
    expect(await isOnBattery(folder.path)).toBe(true);
    await writeFile(join(folder.path, 'AC', 'online'), '1\n');
    expect(await isOnBattery(folder.path)).toBe(false);
  });

  it('takes no notice of the battery of a mouse', async () => {
    await supply('hidpp', { type: 'Battery', status: 'Discharging', scope: 'Device' });
    expect(await isOnBattery(folder.path)).toBe(null);
  });

  it('does not know where nothing is listed', async () => {
    expect(await isOnBattery(folder.path)).toBe(null);
    expect(await isOnBattery(join(folder.path, 'nowhere'))).toBe(null);
  });

  it('knows a charging battery from one that nobody tells of', async () => {
    await supply('BAT0', { type: 'Battery', status: 'Charging' });
    expect(await isOnBattery(folder.path)).toBe(false);
    await writeFile(join(folder.path, 'BAT0', 'status'), 'Unknown\n');
    expect(await isOnBattery(folder.path)).toBe(null);
  });
});
