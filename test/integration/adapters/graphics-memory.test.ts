import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MachineGraphicsMemory } from '../../../electron/adapters/graphics-memory';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder('graphics');
});
afterEach(() => folder.remove());

const machine = (part: object = {}) =>
  new MachineGraphicsMemory({
    platform: 'linux',
    arch: 'x64',
    folder: join(folder.path, 'drm'),
    program: join(folder.path, 'no-such-program'),
    ...part,
  });

/** Files as the kernel lists them below /sys/class/drm. */
async function card(name: string, text: string): Promise<void> {
  await mkdir(join(folder.path, 'drm', name, 'device'), { recursive: true });
  await writeFile(join(folder.path, 'drm', name, 'device', 'mem_info_vram_total'), text);
}

describe.skipIf(process.platform === 'win32')('MachineGraphicsMemory', () => {
  it('asks the program of the driver first', async () => {
    const program = join(folder.path, 'smi');
    await writeFile(program, '#!/bin/sh\necho "$1" | grep -q memory.total && echo 12288\n');
    await chmod(program, 0o755);
    await card('card0', '1073741824\n');
    expect(await machine({ program }).totalBytes()).toBe(12_288 * 1024 ** 2);
  });

  it('reads what the kernel says of its cards, and takes no socket for a card', async () => {
    await card('card1', '17163091968\n');
    await card('card1-DP-1', '99999999999\n');
    expect(await machine().totalBytes()).toBe(17_163_091_968);
  });

  it('knows none where nobody tells', async () => {
    expect(await machine().totalBytes()).toBe(null);
    await card('card0', '17163091968\n');
    expect(await machine({ platform: 'win32' }).totalBytes()).toBe(null);
  });
});
